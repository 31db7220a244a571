import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PACKAGES, ROOT, readManifest, sourcesBelow } from './workspace.js';

const workspace = readManifest(ROOT);

/** The source that a built file is made from: ./dist/a/b.js comes from src/a/b.ts. */
const sourceOf = (target: string): string =>
  target.replace(/^\.\/dist\//, 'src/').replace(/\.d\.ts$|\.js$/, '.ts');

describe.each(PACKAGES)('packages/$folder', ({ folder, path, manifest }) => {
  it('has the name of its folder, in the scope', () => {
    expect(manifest.name).toBe(folder === 'cli' ? 'warmboot' : `@warmboot/${folder}`);
  });

  it('says what it is, under which licence, for which Node, and is read first in its README', () => {
    expect(manifest).toMatchObject({ version: workspace.version, license: 'MIT', type: 'module' });
    expect(manifest.description).toMatch(/\S/);
    expect(manifest.engines).toEqual(workspace.engines);
    expect(readFileSync(join(path, 'README.md'), 'utf8')).toContain(manifest.name);
  });

  it('has a changelog that begins with its version, and can be published', () => {
    const changelog = readFileSync(join(path, 'CHANGELOG.md'), 'utf8');
    expect(changelog).toMatch(
      new RegExp(`^# ${manifest.name}\n\n## ${manifest.version.replaceAll('.', '\\.')}\n`),
    );
    expect(manifest).toMatchObject({ publishConfig: { access: 'public' } });
    expect(manifest.keywords?.length).toBeGreaterThan(1);
  });

  it('has a size budget, and one for a part of it', () => {
    const budgets = JSON.parse(
      readFileSync(join(ROOT, 'tools', 'check', 'size-budgets.json'), 'utf8'),
    ) as Record<string, { whole: number; one?: { export: string; size: number } }>;
    const { whole, one } = budgets[manifest.name]!;
    if (manifest.bin === undefined) expect(one!.size).toBeLessThan(whole / 2);
  });

  it('exports what its sources build, types first', () => {
    expect(Object.keys(manifest.exports)).toEqual(expect.arrayContaining(['.', './package.json']));
    for (const [entry, target] of Object.entries(manifest.exports)) {
      if (typeof target === 'string') {
        if (!target.includes('*')) expect(existsSync(join(path, target)), entry).toBe(true);
        continue;
      }
      expect(Object.keys(target), entry).toEqual(['types', 'default']);
      expect(sourceOf(target.types)).toBe(sourceOf(target.default));
      expect(existsSync(join(path, sourceOf(target.default))), entry).toBe(true);
    }
  });

  it('publishes what it builds and the sources that its source maps point at', () => {
    expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'src']));
    for (const file of Object.values(manifest.bin ?? {})) {
      expect(readFileSync(join(path, file), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    }
  });

  it('is packed for people outside, whichever client packs it', () => {
    const { prepack, postpack } = manifest.scripts ?? {};
    expect(prepack).toMatch(/^node \.\.\/\.\.\/tools\/publish\/prepack\.mjs\b/);
    expect(postpack).toBe(prepack!.split(' && ')[0]!.replace('/prepack.mjs', '/postpack.mjs'));
  });

  it('declares as side effects exactly the files whose evaluation does something', () => {
    const evaluated = sourcesBelow(join(path, 'src')).filter((file) =>
      // Such a file imports a package and takes nothing from it, or a statement of its own (one that is not indented)
      // reads or changes the names of the global object.
      /^(import '[^.]|(for|export const) .*\(globalThis\))/m.test(
        readFileSync(join(path, 'src', file), 'utf8'),
      ),
    );
    const declared = manifest.sideEffects;
    expect(declared).toEqual(
      evaluated.length === 0 ? false : evaluated.map((file) => `./dist/${file.replace(/\.ts$/, '.js')}`),
    );
  });

  it('takes packages of this workspace from it, and others at the version of the catalogue', () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      const ours = PACKAGES.some((other) => other.manifest.name === name);
      expect(version, name).toBe(ours ? 'workspace:*' : 'catalog:');
    }
  });

  it('opens its index with what the package is, and re-exports there only', () => {
    const index = readFileSync(join(path, 'src', 'index.ts'), 'utf8');
    expect(index).toMatch(/^\/\*\*[^]*?@module[^]*?\*\/\n/);
    const code = index.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/\/\/.*/g, '');
    const rest = code.replaceAll(/export (type )?(\*( as \w+)?|\{[^}]*\}) from '[^']+';/g, '').trim();
    expect(rest).toBe('');
  });

  it('is built by the workspace and builds its dependencies first', () => {
    const references = (file: string): string[] =>
      (JSON.parse(readFileSync(file, 'utf8')) as { references?: { path: string }[] }).references?.map(
        (reference) => reference.path,
      ) ?? [];
    expect(references(join(ROOT, 'tsconfig.json'))).toContain(`packages/${folder}`);
    // An entry that needs a package which need not be there is built all the same.
    const { dependencies = {}, peerDependencies = {} } = manifest;
    const ours = PACKAGES.filter(
      ({ manifest: { name } }) => name in dependencies || name in peerDependencies,
    );
    expect(references(join(path, 'tsconfig.json')).toSorted()).toEqual(
      ours.map((other) => `../${other.folder}`).toSorted(),
    );
  });
});

describe('the workspace', () => {
  it('pins every version of its catalogue', () => {
    const text = readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8');
    const catalogue = /^catalog:\n((?: {2}.*\n)+)/m.exec(text)![1]!.trimEnd().split('\n');
    expect(catalogue.length).toBeGreaterThan(10);
    for (const line of catalogue) expect(line).toMatch(/: \d+\.\d+\.\d+$/);
  });

  it('has its licence at the root', () => {
    expect(readFileSync(join(ROOT, 'LICENSE'), 'utf8')).toContain('MIT');
  });
});
