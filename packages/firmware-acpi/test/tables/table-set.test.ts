import { describe, expect, it } from 'vitest';
import {
  dsdtAddress,
  fadtWith,
  parseAcpiTable,
  parseFadt,
  parseRsdp,
  parseXsdt,
  placeTables,
  rootTableAddress,
  serialiseFacs,
  sysfsTables,
  SYSFS_TABLES,
  tablesInSysfs,
  type Fadt,
  type TableHeader,
} from '../../src/index.js';
import { recorded } from '../recorded.js';

const MAKER = {
  oemId: 'WARMBT',
  oemTableId: 'WARMBOOT',
  oemRevision: 1,
  creatorId: 'WBT ',
  creatorRevision: 1,
};
const header = (signature: string, revision: number): TableHeader => ({ ...MAKER, signature, revision });
const facs = serialiseFacs({
  kind: 'FACS',
  hardwareSignature: 0,
  firmwareWakingVector: 0,
  globalLock: 0,
  flags: 0,
  xFirmwareWakingVector: 0n,
  version: 1,
  reserved1: new Uint8Array(3),
  ospmFlags: 0,
  reserved2: new Uint8Array(24),
});
const dsdt = recorded('x86_64-bios-boot', 'DSDT');
const madt = recorded('x86_64-bios-adjacent-policy0', 'APIC');
const srat = recorded('x86_64-bios-adjacent-policy0', 'SRAT');

const set = (fadt: Fadt) => ({ header: MAKER, fadt, dsdt, facs, others: [madt, srat] });

describe('tables that belong together', () => {
  it.each([
    [1, 0x7f00_0000],
    [3, 0x7f00_0000],
    [6, 0x7f00_0000],
    [6, 0x1_0000_0000],
  ])(
    'firmware-acpi 1.2, 1.3: revision %i at 0x%x: the RSDP leads to every one of them',
    (revision, start) => {
      const placed = placeTables(set(fadtWith(header('FACP', revision), {})), { start, rsdp: 0xf_59e0 });
      const at = (address: bigint | number): Uint8Array => {
        const found = placed.find((one) => one.address === Number(address));
        if (found === undefined) throw new Error(`nothing at ${address}`);
        return found.bytes;
      };
      expect(placed.at(-1)?.address).toBe(0xf_59e0);
      const xsdt = parseXsdt(at(rootTableAddress(parseRsdp(at(0xf_59e0)))));
      const tables = xsdt.tables.map((address) => parseAcpiTable(at(address)));
      expect(tables.map(({ kind }) => kind)).toEqual(['FACP', 'APIC', 'SRAT']);
      const fadt = parseFadt(at(xsdt.tables[0]!));
      expect(at(dsdtAddress(fadt))).toBe(dsdt);
      if (start < 2 ** 32) expect(at(fadt.firmwareControl)).toBe(facs);
      const body = placed.slice(0, -1);
      for (const [index, { address, bytes }] of body.entries()) {
        expect(address % 64).toBe(0);
        expect(body[index + 1]?.address ?? Infinity).toBeGreaterThanOrEqual(address + bytes.length);
      }
    },
  );

  it.each([
    [1, 116],
    [3, 244],
    [5, 268],
    [6, 276],
  ])('firmware-acpi 1.3: an FADT of revision %i has %i bytes', (revision, size) => {
    const placed = placeTables(set(fadtWith(header('FACP', revision), { sciInterrupt: 9 })), {
      start: 0,
      rsdp: 16,
    });
    const fadt = placed.find(({ bytes }) => Buffer.from(bytes).toString('latin1', 0, 4) === 'FACP');
    expect(fadt?.bytes).toHaveLength(size);
  });

  it('has no FADT of a revision that is none', () => {
    expect(() => fadtWith(header('FACP', 2), {})).toThrow('an FADT has no revision 2');
  });
});

describe('firmware-acpi 1: /sys/firmware/acpi/tables', () => {
  const ssdt = (name: string): Uint8Array => Uint8Array.from(Buffer.from(`SSDT${name}`));

  it('shows every table but the roots, and numbers what is there more than once', () => {
    const placed = placeTables(set(fadtWith(header('FACP', 3), {})), { start: 0, rsdp: 16 });
    const files = sysfsTables([...placed.map(({ bytes }) => bytes), ssdt('a'), ssdt('b')]);
    expect([...files.keys()].map((path) => path.slice(SYSFS_TABLES.length + 1))).toEqual([
      'DSDT',
      'FACS',
      'FACP',
      'APIC',
      'SRAT',
      'SSDT1',
      'SSDT2',
    ]);
    expect(tablesInSysfs(files, 'DSDT')).toEqual([dsdt]);
  });

  it('gives tables of one signature back in the order of their numbers, and nothing of the directories below', () => {
    const numbered = [...Array(12).keys()].map((index) => ssdt(String(index)));
    const files = [...sysfsTables(numbered)].reverse();
    const more = new Map([
      ...files,
      [`${SYSFS_TABLES}/dynamic/SSDT13`, ssdt('dynamic')],
      ['/sys/SSDT', ssdt('x')],
    ]);
    expect(tablesInSysfs(more, 'SSDT')).toEqual(numbered);
    expect(tablesInSysfs(more, 'DSDT')).toEqual([]);
  });
});
