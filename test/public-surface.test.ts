import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PACKAGES, ROOT } from './workspace.js';

/** Sources of the entries of the packages that are published, by the name under which they are imported. */
const entries = PACKAGES.flatMap(({ folder, manifest }) =>
  manifest.private === true
    ? []
    : Object.entries(manifest.exports).flatMap(([exported, target]) =>
        typeof target === 'string'
          ? []
          : [
              {
                name: join(manifest.name, exported),
                file: join(ROOT, 'packages', folder, 'src', `${exported === '.' ? 'index' : exported}.ts`),
              },
            ],
      ),
);

const program = ts.createProgram({
  rootNames: entries.map(({ file }) => file),
  options: {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    noLib: true,
    skipLibCheck: true,
    types: [],
  },
});
const checker = program.getTypeChecker();

/** Names that a module exports, types marked as such, and the members of its namespaces. */
const namesOf = (file: string): string[] => {
  const source = program.getSourceFile(file);
  const symbol = source && checker.getSymbolAtLocation(source);
  if (symbol === undefined) throw new TypeError(`${file} is no module`);
  const list = (module: ts.Symbol, prefix: string): string[] =>
    checker.getExportsOfModule(module).flatMap((exported) => {
      const target =
        (exported.flags & ts.SymbolFlags.Alias) === 0 ? exported : checker.getAliasedSymbol(exported);
      const name = `${prefix}${exported.name}`;
      if ((target.flags & ts.SymbolFlags.ValueModule) !== 0 && prefix === '') return list(target, `${name}.`);
      return [(target.flags & ts.SymbolFlags.Value) === 0 ? `type ${name}` : name];
    });
  return list(symbol, '').sort();
};

describe('the public surface', () => {
  it.each(entries)('of $name changes only where somebody means it', ({ file }) => {
    expect(namesOf(file).join('\n')).toMatchSnapshot();
  });

  it('of core is under 200 names, namespaces counted as one each', () => {
    const flat = entries
      .filter(({ name }) => name.startsWith('@warmboot/core'))
      .flatMap(({ file }) => namesOf(file))
      .map((name) => name.replace(/^type /, '').replace(/\..*/, ''));
    expect(flat.length).toBeGreaterThan(100);
    expect(new Set(flat).size).toBeLessThan(200);
  });
});
