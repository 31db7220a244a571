import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AmlInterpreter, listNamespace, type NamespaceEntry } from '../../src/index.js';
import { acpiexec, askAcpiexec, hasAcpiexec } from '../conformance/acpiexec.js';
import { ask } from '../conformance/answer.js';
import { recordedTables } from '../recorded.js';
import { simulatedSpaces } from './simulated-memory.js';

const blocks = recordedTables.filter(({ signature }) => signature === 'DSDT');
const missing = hasAcpiexec ? '' : ' (skipped: no acpiexec)';
const work = mkdtempSync(join(tmpdir(), 'dsdt-'));

const load = (bytes: Uint8Array): AmlInterpreter => {
  const interpreter = new AmlInterpreter({ handlers: simulatedSpaces() });
  interpreter.load(bytes);
  return interpreter;
};

const hex = (value: bigint | number, digits: number): string =>
  value.toString(16).toUpperCase().padStart(digits, '0');

/** A line of the debugger's namespace listing without addresses in memory. */
const debuggerLine = ({ depth, name, object }: NamespaceEntry): string => {
  const line = (type: string, detail = ''): string => `${depth} ${name} ${type} ${detail}`.trimEnd();
  switch (object.type) {
    case 'integer':
      return line('Integer', `= ${hex(object.value, 16)}`);
    case 'string':
      return line('String', `Len ${hex(object.value.length, 2)} "${object.value}"`);
    case 'buffer': {
      const start = Array.from(object.bytes.slice(0, 12), (byte) => hex(byte, 2)).join(' ');
      return line('Buffer', `Len ${hex(object.bytes.length, 2)}${start === '' ? '' : ` = ${start}`}`);
    }
    case 'package':
      return line('Package', `Elements ${hex(object.elements, 2)}`);
    case 'method':
      return line('Method', `Args ${object.argumentCount} Len ${hex(object.length, 4)}`);
    case 'operation-region':
      return line('Region', `[${object.space}] Addr ${hex(object.base, 16)} Len ${hex(object.length, 4)}`);
    case 'field-unit': {
      const where = `Off ${hex(object.bitOffset, 3)} Len ${hex(object.bitLength, 2)}`;
      return line('RegionField', `Rgn [${object.home.slice(-4)}] ${where} Acc ${hex(object.accessBytes, 2)}`);
    }
    case 'mutex':
      return line('Mutex');
    case 'event':
      return line('Event');
    case 'processor': {
      const { id, blockLength, blockAddress } = object;
      return line('Processor', `ID ${hex(id, 2)} Len ${hex(blockLength, 2)} Addr ${hex(blockAddress, 16)}`);
    }
    case 'scope':
      return line('Scope');
    case 'device':
      return line('Device');
    default:
      throw new Error(`no line for ${object.type}`);
  }
};

/** The listing that the debugger prints, in the same form; what acpiexec adds for itself is left out. */
const listed = (output: string): string[] =>
  output
    .split('\n')
    .map((line) => /^ ?(\d+)\s+(\S{4}) (\w+)\s+0x[0-9a-f]+ \d{3} ?(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, depth = '', name = '', type = '', detail = '']) =>
      `${depth} ${name} ${type} ${detail.replace(/ ?Aml .*| ?Object 0x.*| ?Notify Object.*/, '')}`.trimEnd(),
    )
    .filter((line) => !/^\d+ (_TI_|_T97) /.test(line));

describe.skipIf(!hasAcpiexec)(`firmware-acpi 3 recorded DSDTs agree with acpiexec${missing}`, () => {
  it.concurrent.each(blocks.map((block) => [block.name, block] as const))(
    '%s: the namespace, object by object',
    async (name, { bytes }) => {
      const file = join(work, `${name}.aml`);
      writeFileSync(file, bytes);
      const theirs = listed(await acpiexec(file, ['namespace']));
      expect(theirs.length).toBeGreaterThan(100);
      expect([...listNamespace(load(bytes))].map(debuggerLine)).toEqual(theirs);
    },
  );

  it.concurrent.each(blocks.map((block) => [block.name, block] as const))(
    '%s: every _STA, _CRS, _PRS, _HID, _UID, _CID, _PXM, _ADR',
    async (name, { bytes }) => {
      const file = join(work, `${name}-values.aml`);
      writeFileSync(file, bytes);
      const interpreter = load(bytes);
      const paths = [...listNamespace(interpreter)]
        .map(({ path }) => path)
        .filter((path) => /\.(_STA|_CRS|_PRS|_HID|_UID|_CID|_PXM|_ADR)$/.test(path));
      expect(paths.length).toBeGreaterThan(50);
      // The debugger wants the trailing underscores of a segment as they are and prints the path as it was asked.
      const theirs = await askAcpiexec(file, paths);
      expect(paths.map((path) => `${path} ${ask(interpreter, path)}`)).toEqual(
        paths.map((path, index) => `${path} ${theirs[index] ?? 'unanswered'}`),
      );
    },
  );

  it.concurrent.each(blocks.map((block) => [block.name, block] as const))(
    '%s: every _OST, told that an ejection failed',
    async (name, { bytes }) => {
      const file = join(work, `${name}-ost.aml`);
      writeFileSync(file, bytes);
      const interpreter = load(bytes);
      const reports = [...listNamespace(interpreter)]
        .map(({ path }) => path)
        .filter((path) => path.endsWith('._OST'));
      expect(reports.length).toBeGreaterThan(0);
      const told = [3, 0x82, 0];
      const theirs = await askAcpiexec(file, reports, told);
      expect(reports.map((path) => `${path} ${ask(interpreter, path, told)}`)).toEqual(
        reports.map((path, index) => `${path} ${theirs[index] ?? 'unanswered'}`),
      );
    },
  );
});

describe('firmware-acpi 3 I1 the revision of the DSDT decides the width of integers', () => {
  it.each(blocks.map((block) => [block.name, block] as const))(
    '%s loads without any tool',
    (_, { bytes, arch }) => {
      const interpreter = load(bytes);
      expect(interpreter.integerWidth).toBe(arch === 'arm64' ? 64 : 32);
      expect(interpreter.has('\\_SB.MHPC.MSCN') || !interpreter.has('\\_SB.MHPC')).toBe(true);
    },
  );
});
