import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { examplesIn } from '../tools/check/code-blocks.mjs';
import { PACKAGES } from './workspace.js';

/** What examples may import, from the sources. */
const LIBRARIES: Readonly<Record<string, () => Promise<unknown>>> = {
  '@warmboot/address': () => import('@warmboot/address'),
  '@warmboot/answers': () => import('@warmboot/answers'),
  '@warmboot/answers/text': () => import('@warmboot/answers/text'),
  '@warmboot/arch-arm64': () => import('@warmboot/arch-arm64'),
  '@warmboot/arch-x86': () => import('@warmboot/arch-x86'),
  '@warmboot/boot-image': () => import('@warmboot/boot-image'),
  '@warmboot/conformance': () => import('@warmboot/conformance'),
  '@warmboot/core': () => import('@warmboot/core'),
  '@warmboot/core/plugin': () => import('@warmboot/core/plugin'),
  '@warmboot/devicetree': () => import('@warmboot/devicetree'),
  '@warmboot/devicetree/bus': () => import('@warmboot/devicetree/bus'),
  '@warmboot/devicetree/dts': () => import('@warmboot/devicetree/dts'),
  '@warmboot/devicetree/fit': () => import('@warmboot/devicetree/fit'),
  '@warmboot/devicetree/linux': () => import('@warmboot/devicetree/linux'),
  '@warmboot/devicetree/overlay': () => import('@warmboot/devicetree/overlay'),
  '@warmboot/explorer': () => import('@warmboot/explorer'),
  '@warmboot/firmware-acpi': () => import('@warmboot/firmware-acpi'),
  '@warmboot/firmware-uefi': () => import('@warmboot/firmware-uefi'),
  '@warmboot/format': () => import('@warmboot/format'),
  '@warmboot/lab': () => import('@warmboot/lab'),
  '@warmboot/picture': () => import('@warmboot/picture'),
  '@warmboot/scenario': () => import('@warmboot/scenario'),
};

type Run = (require: (name: string) => unknown, exports: object, console: object) => Promise<void>;

/** Runs a program, and returns what it printed. */
const run = async (code: string): Promise<string> => {
  const libraries = Object.fromEntries(
    await Promise.all(Object.entries(LIBRARIES).map(async ([name, load]) => [name, await load()] as const)),
  );
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const printed: string[] = [];
  const AsyncFunction = run.constructor as new (...words: readonly string[]) => Run;
  const main = new AsyncFunction('require', 'exports', 'console', outputText);
  await main(
    (name) => libraries[name],
    {},
    {
      log: (...words: readonly unknown[]) => printed.push(words.join(' ')),
    },
  );
  return printed.join('\n').trimEnd();
};

describe.each(PACKAGES.filter(({ manifest }) => manifest.bin === undefined))(
  'the README of packages/$folder',
  ({ path }) => {
    const examples = examplesIn(readFileSync(join(path, 'README.md'), 'utf8'), 'ts');

    it('has an example', () => {
      expect(examples.length).toBeGreaterThan(0);
    });

    it.each(examples)('prints in line $line what stands below it', async ({ code, output }) => {
      expect(await run(code)).toBe(output.trimEnd());
    });
  },
);
