import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  ACPICA_OSI_STRINGS,
  AmlFatalError,
  AmlInterpreter,
  deliverControllerEvents,
  embeddedControllerHandler,
  fakeEmbeddedController,
  initialiseNamespace,
  OSI_LISTS,
  repairPredefined,
  serialiseTable,
  parseTableHeader,
  splitTables,
  tablesInFile,
  formatAcpidump,
  type AmlInterpreterOptions,
  type AmlValue,
} from '../../src/index.js';
import { askAcpiexec, hasAcpiexec } from '../conformance/acpiexec.js';
import { ask } from '../conformance/answer.js';
import { simulatedMemory } from './simulated-memory.js';

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/aml/${name}.aml`, import.meta.url));
const table = new Uint8Array(readFileSync(pathOf('machine')));
const second = new Uint8Array(readFileSync(pathOf('second')));

const load = (options: AmlInterpreterOptions = {}): AmlInterpreter => {
  const interpreter = new AmlInterpreter(options);
  interpreter.load(table);
  return interpreter;
};

const log = (interpreter: AmlInterpreter): string[] => {
  const value = interpreter.evaluate('\\LOGB');
  return value?.type === 'string' ? value.value.trim().split(' ') : [];
};

describe('a machine is brought to life', () => {
  it('_INI of the root and of \\_SB, _REG of handled spaces, _INI of devices that are there', () => {
    const ports = fakeEmbeddedController();
    const interpreter = load({
      handlers: { PCI_Config: simulatedMemory(), EmbeddedControl: embeddedControllerHandler(ports) },
    });
    const calls = initialiseNamespace(interpreter);
    expect(log(interpreter)).toEqual(['root', 'sb', 'reg2', 'ec', 'pci', 'ecini', 'halfchild', 'sick']);
    expect(calls.filter(({ error }) => error !== undefined)).toMatchObject([
      { path: '\\_SB_.PCI0.SICK._INI', error: { code: 'AE_AML_DIVIDE_BY_ZERO' } },
    ]);
  });

  it('a space without a handler is connected to nothing', () => {
    const interpreter = load();
    initialiseNamespace(interpreter);
    expect(log(interpreter)).not.toContain('ec');
  });
});

describe('an embedded controller', () => {
  it('is read and written a byte at a time', () => {
    const ports = fakeEmbeddedController();
    const interpreter = load({ handlers: { EmbeddedControl: embeddedControllerHandler(ports) } });
    ports.bytes.set([0x2a, 0x34, 0x12]);
    expect(interpreter.evaluateInteger('\\_SB.PCI0.EC0.TEMP')).toBe(0x2an);
    expect(interpreter.evaluateInteger('\\_SB.PCI0.EC0.RPM_')).toBe(0x1234n);
  });

  it('has events, each with its query method or without', () => {
    const ports = fakeEmbeddedController();
    const interpreter = load({ handlers: { EmbeddedControl: embeddedControllerHandler(ports) } });
    ports.bytes.set([0, 0x34, 0x12]);
    ports.raise(0x2a);
    ports.raise(0x55);
    expect(deliverControllerEvents(interpreter, '\\_SB.PCI0.EC0', ports)).toEqual([0x2a, 0x55]);
    expect(log(interpreter)).toEqual(['q2a']);
    expect([...ports.bytes.subarray(0x10, 0x14)]).toEqual([0x34, 0x12, 0, 0]);
  });

  it('that does not answer ends in an AmlError', () => {
    const dead = { ...fakeEmbeddedController(), readStatus: () => 0x02 };
    const interpreter = load({ handlers: { EmbeddedControl: embeddedControllerHandler(dead) } });
    expect(() => interpreter.evaluate('\\_SB.PCI0.EC0.TEMP')).toThrow('AE_TIME');
  });
});

/** What acpiexec answers to each name of the device with answers that need repair. */
const REPAIRED = {
  _HID: 'str "PNP0C03"',
  _CID: 'pkg [str "ACPI0003"; int 000000000A41D041]',
  _STR: 'buf 46 00 61 00 6E 00 00 00',
  _CRS: 'buf 79 00',
  _UID: 'str "7"',
  _ADR: 'int 000000000000001F',
  _FDE: 'buf 01 00 00 00 02 00 00 00 03 00 00 00 04 00 00 00 05 00 00 00',
  _GTM: 'buf 01 00 00 00 02 00 00 00 03 00 00 00 04 00 00 00 05 00 00 00',
} as const;
const DEVICE = '\\_SB.FIX0';
const NAMES = [...Object.keys(REPAIRED), '_BIF', '_PRT', '_PSS', '_CST'];

describe('answers of predefined names', () => {
  const interpreter = load();

  it.each(Object.entries(REPAIRED))('%s is repaired', (name, answer) => {
    expect(ask(interpreter, `${DEVICE}.${name}`)).toBe(answer);
  });

  it('lists are in order and have what belongs in them', () => {
    const firsts = (name: string, at: number): unknown[] => {
      const list = interpreter.evaluate(`${DEVICE}.${name}`);
      const elements: readonly (AmlValue | undefined)[] = list?.type === 'package' ? list.elements : [];
      return elements.map((one) => (one?.type === 'package' ? one.elements[at] : one));
    };
    const integers = (...values: bigint[]): AmlValue[] => values.map((value) => ({ type: 'integer', value }));
    expect(firsts('_PSS', 0)).toEqual(integers(2400n, 800n));
    expect(firsts('_CST', 1)).toEqual(integers(2n, 1n, 3n));
    expect(firsts('_PRT', 0)).toEqual(integers(0x1ffffn));
    expect(firsts('_BIF', 0).slice(9)).toEqual([
      { type: 'string', value: 'AB' },
      { type: 'string', value: '' },
      { type: 'string', value: 'LION' },
      { type: 'string', value: '0000000000000055' },
    ]);
  });

  it('stay as they are where the caller says so', () => {
    expect(ask(load({ repair: false }), `${DEVICE}._HID`)).toBe('str "*pnp0c03"');
  });

  it('source and index of a routing are put in their places; other names are left alone', () => {
    const entry = (third: AmlValue, fourth: AmlValue): AmlValue => ({
      type: 'package',
      elements: [{ type: 'integer', value: 1n }, { type: 'integer', value: 0n }, third, fourth],
    });
    const link: AmlValue = { type: 'object', kind: 'device', path: '\\_SB_.LNKA' };
    const zero: AmlValue = { type: 'integer', value: 0n };
    const swapped: AmlValue = { type: 'package', elements: [entry(zero, link)] };
    expect(repairPredefined('_PRT', swapped)).toEqual({ type: 'package', elements: [entry(link, zero)] });
    expect(repairPredefined('XXXX', link)).toBe(link);
  });

  it.skipIf(!hasAcpiexec)(
    `are what acpiexec makes of them${hasAcpiexec ? '' : ' (skipped: no acpiexec)'}`,
    async () => {
      const paths = NAMES.map((name) => `${DEVICE}.${name}`);
      const theirs = await askAcpiexec(pathOf('machine'), paths, [], { repair: true });
      expect(paths.map((path) => ask(interpreter, path))).toEqual(theirs);
    },
  );
});

describe('what the caller decides', () => {
  it('Fatal is told, and the code goes on, unless it shall stop', () => {
    const told: AmlFatalError[] = [];
    const interpreter = load({
      onFatal: (error) => {
        told.push(error);
        return 'go-on';
      },
    });
    expect(interpreter.evaluateInteger('\\FATL')).toBe(42n);
    expect(told).toMatchObject([{ type: 1, fatalCode: 0x1234, argument: 0x5678n }]);
    expect(() => load({ onFatal: () => 'stop' }).evaluate('\\FATL')).toThrow(AmlFatalError);
  });

  it('another table takes the place of one, or none', () => {
    // Name (ONLY, One)
    const other = serialiseTable(parseTableHeader(table), Uint8Array.of(0x08, 0x4f, 0x4e, 0x4c, 0x59, 1));
    const replaced = new AmlInterpreter({ override: () => other });
    expect(replaced.load(table)).toBe(true);
    expect([replaced.has('\\ONLY'), replaced.has('\\LOGB')]).toEqual([true, false]);
    const refused = new AmlInterpreter({ override: () => 'refuse' });
    expect(refused.load(table)).toBe(false);
    expect(refused.has('\\LOGB')).toBe(false);
  });

  it('_OSI answers by the list of a system, or by one of its own', () => {
    const says = (osi: AmlInterpreterOptions['osi'], name: string): boolean =>
      new AmlInterpreter(osi === undefined ? {} : { osi }).evaluateInteger('\\_OSI', [
        { type: 'string', value: name },
      ]) !== 0n;
    for (const list of ['acpica', 'linux', 'windows'] as const) {
      expect(OSI_LISTS[list].every((name) => says(list, name))).toBe(true);
      expect(says(list, 'Linux')).toBe(false);
    }
    expect([says('acpica', 'Module Device'), says(undefined, 'Module Device')]).toEqual([false, true]);
    expect([says(['Mine'], 'Mine'), says(['Mine'], ACPICA_OSI_STRINGS[0] ?? '')]).toEqual([true, false]);
  });

  it('a call of a method without a value is 0 in slack mode', () => {
    expect(load().evaluateInteger('\\NONE')).toBe(1n);
    expect(() => load({ slack: false }).evaluate('\\NONE')).toThrow('AE_AML_NO_RETURN_VALUE');
  });
});

describe('files of several tables', () => {
  it('one after the other, with zeros between them or without', () => {
    const file = Uint8Array.of(...table, 0, 0, 0, ...second, ...table);
    expect(splitTables(file)).toEqual([table, second, table]);
    expect(tablesInFile(file)).toHaveLength(3);
  });

  it('in the text of acpidump, with its warnings', () => {
    const dumped = [table, second].map((bytes, at) => ({
      signature: at === 0 ? 'DSDT' : 'SSDT',
      address: 0n,
      bytes,
    }));
    const text = formatAcpidump(dumped).replace(
      '\nSSDT',
      '\nFirmware Warning (ACPI): Incorrect checksum in table [SSDT] - 0x3F, should be 0x1F (20190509/tbprint-239)\nSSDT',
    );
    const file = Uint8Array.from(text, (one) => one.charCodeAt(0));
    expect(tablesInFile(file)).toEqual([table, second]);
  });

  it('one that is cut off is refused with its place', () => {
    expect(() => splitTables(Uint8Array.of(...second, ...table.subarray(0, 50)))).toThrow(
      `offset 0x${second.length.toString(16)}`,
    );
    expect(() => splitTables(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 1, 1, 1, 0))).toThrow('signature');
  });
});
