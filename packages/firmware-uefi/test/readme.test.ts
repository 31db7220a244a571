import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import * as firmwareUefi from '@warmboot/firmware-uefi';

const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);

/** Runs an example with the package in place of its import, and returns what it printed. */
const run = (code: string): readonly string[] => {
  const body = code.replace(
    /import \{([^}]*)\} from '@warmboot\/firmware-uefi';/,
    'const {$1} = firmwareUefi;',
  );
  const script = ts.transpileModule(body, { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText;
  const printed: string[] = [];
  const log = (...values: readonly unknown[]): void => {
    printed.push(
      values.map((value) => (Array.isArray(value) ? `[ ${value.join(', ')} ]` : String(value))).join(' '),
    );
  };
  new Function('firmwareUefi', 'console', script)(firmwareUefi, { log });
  return printed;
};

it('the examples of the README print what their comments say', () => {
  expect(examples.map(run)).toEqual([
    [
      '4000000 8000000 NOMAP',
      '40000000 7c440000 RAM',
      '7c440000 7c4c0000 NOMAP',
      '1',
      '[ 1, 3, 2, 2 ]',
      'efi:   0x000004000000-0x000007ffffff [MMIO        |RUN|  |  |  |  |  |  |  |  |  |   |  |  |WC|  ]',
    ],
    ['INVALID_PARAMETER partially-shut-down'],
  ]);
});
