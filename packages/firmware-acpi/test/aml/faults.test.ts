import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AmlError, AmlInterpreter, listNamespace, type AmlInterpreterOptions } from '../../src/index.js';
import { askAcpiexec, hasAcpiexec } from '../conformance/acpiexec.js';
import { ask } from '../conformance/answer.js';
import { simulatedSpaces } from './simulated-memory.js';

/**
 * Tables on which an interpreter went wrong, and what acpiexec answers. Some are not as the specification wants them and
 * are loaded all the same.
 */
const faults = [
  {
    name: 'r1c',
    what: 'fields of a region whose address cannot be resolved stay in the namespace, without an object',
    answers: {
      '\\_SB.DEV0.FLD0': 'err AE_AML_UNINITIALIZED_NODE',
      '\\_SB.DEV0._STA': 'int 000000000000000F',
    },
  },
  {
    name: 'r2',
    what: 'a field of 0 bits takes no room',
    answers: {
      '\\AFTR': 'int 0000000000000005',
      '\\FLD0': 'int 0000000000000000',
      '\\FLD1': 'int 0000000000000000',
    },
  },
  {
    name: 'r5',
    what: 'a package that runs past its table has the elements that are there',
    answers: {
      '\\BEFO': 'int 0000000000000007',
      '\\AAA_': 'pkg [int 0000000000000001; int 0000000000000002]',
    },
  },
  {
    name: 'r6',
    what: 'Load takes the table at the start of a longer buffer',
    answers: { '\\MAIN': 'int 0000000000000005' },
  },
  {
    name: 'r10',
    what: 'a name that is an integer goes into a method by value, another one by reference',
    answers: {
      '\\MAIN': 'int 00000000ABCD0000',
      '\\M001': 'int 00000000ABCD0000',
      '\\M004': 'str "xy"',
      '\\M005': 'int 0000000011223344',
      '\\M007': 'int 0000000000000005',
    },
  },
  {
    name: 'r11',
    what: 'a call does not change operands that were evaluated before it; elements of buffers and strings are fields',
    answers: {
      '\\MAIN': 'int 0000000000000008',
      '\\M002': 'int 0000000000000008',
      '\\OBT0': 'int 000000000000000E',
      '\\OBT1': 'int 000000000000000E',
      '\\OBT2': 'int 000000000000000E',
      '\\M003': 'pkg [int 0000000000000001; int 0000000000000002]',
    },
  },
  {
    name: 'r12',
    what: 'DataTableRegion finds the table that is being loaded',
    answers: { '\\MAIN': 'int 0000000054445344' },
  },
] as const;

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/faults/${name}.aml`, import.meta.url));
const tableOf = (name: string): Uint8Array => new Uint8Array(readFileSync(pathOf(name)));

const load = (name: string, options: AmlInterpreterOptions = {}): AmlInterpreter => {
  const interpreter = new AmlInterpreter({ handlers: simulatedSpaces(), ...options });
  interpreter.load(tableOf(name));
  return interpreter;
};

describe('firmware-acpi 3 tables on which interpreters go wrong', () => {
  it.each(faults)('$name: $what', ({ name, answers }) => {
    const interpreter = load(name, { onLoadError: () => undefined });
    const found = Object.keys(answers).map((path) => [path, ask(interpreter, path)]);
    expect(Object.fromEntries(found)).toEqual(answers);
  });

  const missing = hasAcpiexec ? '' : ' (skipped: no acpiexec)';
  it.skipIf(!hasAcpiexec).concurrent.each(faults)(
    `$name: acpiexec says so${missing}`,
    async ({ name, answers }) => {
      const paths = Object.keys(answers);
      const found = await askAcpiexec(pathOf(name), paths);
      expect(Object.fromEntries(paths.map((path, index) => [path, found[index]]))).toEqual(answers);
    },
  );

  it('r9: packages may be nested as deep as ACPICA nests them', () => {
    let value = load('r9_205').evaluate('\\NEST');
    let depth = 0;
    for (; value?.type === 'package'; depth++) value = value.elements[0];
    expect(depth).toBe(205);
  });

  it.each(['r2', 'r5', 'r6', 'r9_205'])('%s loads whole where no error is expected', (name) => {
    expect([...listNamespace(load(name))].length).toBeGreaterThan(9);
  });

  it('what is wrong is told of with its code, its place, and no more than it costs', () => {
    const errors: AmlError[] = [];
    const onLoadError = (error: AmlError): void => void errors.push(error);
    load('r1c', { onLoadError });
    load('r5', { onLoadError });
    expect(errors.map(({ code, place }) => [code, place.offset])).toEqual([
      ['AE_NOT_FOUND', 0x49],
      ['AE_NOT_FOUND', 0x54],
      ['AE_AML_PACKAGE_LIMIT', 0x31],
    ]);
  });

  it('an address that cannot be resolved ends the loading where nobody listens', () => {
    expect(() => load('r1c')).toThrow(AmlError);
  });
});
