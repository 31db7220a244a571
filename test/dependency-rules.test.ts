import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import rules from '../.dependency-cruiser.mjs';

/** The names of the rules that a small workspace breaks. */
const broken = async (folder: string): Promise<string[]> => {
  const { tsConfig: _, ...options } = rules.options!;
  const { output } = await cruise(
    ['packages'],
    { ...options, baseDir: folder, validate: true, ruleSet: { forbidden: rules.forbidden! } },
    { extensions: ['.ts'] },
  );
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
};

describe('the arrows between the packages', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'warmboot-arrows-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };

  it.each([
    ['format', 'core', 'format-is-the-leaf'],
    ['core', 'arch-one', 'core-imports-format-only'],
    ['core', 'devicetree', 'core-imports-format-only'],
    ['devicetree', 'core', 'codecs-import-format-only'],
    ['firmware-acpi', 'firmware-uefi', 'codecs-import-format-only'],
    ['arch-one', 'arch-two', 'architectures-stand-alone'],
    ['arch-one', 'scenario', 'architectures-stand-alone'],
    ['scenario', 'arch-one', 'scenario-imports-core-only'],
    ['explorer', 'devicetree', 'scenario-imports-core-only'],
    ['lab', 'arch-one', 'lab-imports-scenario-and-core'],
    ['scenario', 'lab', 'scenario-imports-core-only'],
    ['scenario', 'cli', 'nothing-imports-cli'],
  ])('forbid %s to import %s', async (from, to, rule) => {
    write(`packages/${to}/src/index.ts`, 'export const value = 1;\n');
    write(`packages/${from}/src/index.ts`, `export { value } from '../../${to}/src/index.js';\n`);
    expect(await broken(folder)).toContain(rule);
  });

  it('count imports of types too', async () => {
    write('packages/arch-one/src/index.ts', 'export type Value = 1;\n');
    write('packages/core/src/index.ts', "export type { Value } from '../../arch-one/src/index.js';\n");
    expect(await broken(folder)).toContain('core-imports-format-only');
  });

  it('let the plugin of a codec, and only that, import core', async () => {
    write('packages/core/src/index.ts', 'export const value = 1;\n');
    write('packages/firmware-acpi/src/plugin.ts', "export { value } from '../../core/src/index.js';\n");
    expect(await broken(folder)).toEqual(['not-from-another-package-by-path']);
  });

  it('forbid Node in a library, and cycles', async () => {
    write(
      'packages/core/src/index.ts',
      "import 'node:fs';\nexport { b } from './b.js';\nexport const a = 1;\n",
    );
    write('packages/core/src/b.ts', "import { a } from './index.js';\nexport const b = a;\n");
    expect(await broken(folder)).toEqual(expect.arrayContaining(['no-node-in-libraries', 'no-cycles']));
  });

  it('forbid cycles of types too', async () => {
    write('packages/core/src/memory/a.ts', "import type { B } from './b.js';\nexport type A = B[];\n");
    write('packages/core/src/memory/b.ts', "import type { A } from './a.js';\nexport type B = A | 1;\n");
    expect(await broken(folder)).toEqual(['no-cycles']);
  });

  it('forbid a room to import one of its own floor or a higher one', async () => {
    write('packages/core/src/memory/a.ts', 'export type A = 1;\n');
    write('packages/core/src/image/b.ts', "import type { A } from '../memory/a.js';\nexport type B = A;\n");
    write(
      'packages/core/src/resource/c.ts',
      "import type { A } from '../memory/a.js';\nexport type C = A;\n",
    );
    const rules = await broken(folder);
    expect(rules).toHaveLength(2);
    for (const rule of rules) expect(rule).toMatch(/^core-floor-\d+$/);
  });

  it('have nothing against what is meant', async () => {
    write('packages/core/src/index.ts', "export type { A } from './memory/a.js';\n");
    write(
      'packages/core/src/memory/a.ts',
      "import type { B } from '../resource/b.js';\nexport type A = B[];\n",
    );
    write('packages/core/src/resource/b.ts', 'export type B = 1;\n');
    expect(await broken(folder)).toEqual([]);
  });
});
