import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatAcpidump,
  isSlitValid,
  parseAcpidump,
  parseAcpiTable,
  parseRsdp,
  parseSlit,
  rootTableAddress,
  serialiseAcpiTable,
  serialiseRsdp,
  serialiseSlit,
  type AcpiTable,
  type Rsdp,
  type TableHeader,
} from '../../src/index.js';
import { recorded } from '../recorded.js';

const header = (signature: string): TableHeader => ({
  signature,
  revision: 1,
  oemId: 'WARMBT',
  oemTableId: 'TEST\0\0\0\0',
  oemRevision: 1,
  creatorId: 'WBT ',
  creatorRevision: 7,
});

const roundTrip = (table: AcpiTable): void =>
  expect(parseAcpiTable(serialiseAcpiTable(table))).toEqual(table);

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const u64 = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });

describe('firmware-acpi 1.2 root pointer and root tables', () => {
  const legacy: Rsdp = { kind: 'RSDP', oemId: 'WARMBT', revision: 0, rsdtAddress: 0x1000 };
  const extended: Rsdp = { ...legacy, revision: 2, xsdtAddress: 0x2_0000_0000n };

  it('round-trips both revisions', () => {
    expect(serialiseRsdp(legacy)).toHaveLength(20);
    expect(serialiseRsdp(extended)).toHaveLength(36);
    roundTrip(legacy);
    roundTrip(extended);
  });

  it('follows the XSDT from revision 2 on, unless it is zero', () => {
    expect(rootTableAddress(legacy)).toBe(0x1000n);
    expect(rootTableAddress(extended)).toBe(0x2_0000_0000n);
    expect(rootTableAddress({ ...extended, xsdtAddress: 0n })).toBe(0x1000n);
  });

  it('checks both sums', () => {
    for (const at of [10, 25]) {
      const broken = serialiseRsdp(extended);
      broken[at] = (broken[at] ?? 0) + 1;
      expect(() => parseRsdp(broken)).toThrow(FormatError);
    }
  });

  it('round-trips any list of addresses', () => {
    fc.assert(
      fc.property(fc.array(u32), fc.array(u64), (narrow, wide) => {
        roundTrip({ kind: 'RSDT', header: header('RSDT'), tables: narrow });
        roundTrip({ kind: 'XSDT', header: header('XSDT'), tables: wide });
      }),
    );
  });
});

describe('firmware-acpi 1.6 SLIT and HMAT', () => {
  it('round-trips a matrix and judges it as Linux does', () => {
    const slit = (distances: number[][]) => ({ kind: 'SLIT', header: header('SLIT'), distances }) as const;
    const good = slit([
      [10, 20],
      [20, 10],
    ]);
    roundTrip(good);
    expect(isSlitValid(good)).toBe(true);
    expect(isSlitValid(slit([[11]]))).toBe(false);
    expect(
      isSlitValid(
        slit([
          [10, 10],
          [20, 10],
        ]),
      ),
    ).toBe(false);
  });

  it('refuses a count that does not match the matrix, however large', () => {
    const bytes = serialiseSlit({ kind: 'SLIT', header: header('SLIT'), distances: [[10]] });
    bytes[9] = ((bytes[9] ?? 0) + (bytes[43] ?? 0) - 0x80) & 0xff;
    bytes[43] = 0x80;
    expect(() => parseSlit(bytes)).toThrow('localities is 9223372036854775809');
  });

  it('round-trips the three HMAT structures and an unknown one', () => {
    roundTrip({
      kind: 'HMAT',
      header: header('HMAT'),
      reserved: 0,
      structures: [
        {
          reserved: 0,
          structure: {
            kind: 'proximity-domain',
            flags: 1,
            reserved1: 0,
            initiatorDomain: 0,
            memoryDomain: 1,
            reserved2: 0,
            reserved3: 0n,
            reserved4: 0n,
          },
        },
        {
          reserved: 0,
          structure: {
            kind: 'latency-bandwidth',
            flags: 0,
            dataType: 3,
            minimumTransferSize: 0,
            reserved1: 0,
            reserved2: 0,
            entryBaseUnit: 1000n,
            initiators: [0],
            targets: [0, 1],
            entries: [[5, 10]],
          },
        },
        {
          reserved: 0,
          structure: {
            kind: 'memory-side-cache',
            memoryDomain: 1,
            reserved1: 0,
            size: 1n << 30n,
            attributes: 0x11,
            reserved2: 0,
            smbiosHandles: [7, 8],
          },
        },
        { reserved: 0, structure: { kind: 'unknown', type: 9, body: Uint8Array.of(1, 2) } },
      ],
    });
  });
});

describe('acpidump text', () => {
  it('round-trips any tables', () => {
    const tables = fc.array(
      fc.record({
        signature: fc.constantFrom('DSDT', 'APIC', 'SRAT'),
        address: u64,
        bytes: fc.uint8Array({ minLength: 1, maxLength: 100 }),
      }),
    );
    fc.assert(
      fc.property(tables, (list) => {
        expect(parseAcpidump(formatAcpidump(list))).toEqual(list);
      }),
    );
  });

  it('reads a dump whose character column looks like hexadecimal', () => {
    const text = 'DSDT @ 0x0000000000000000\n    0000: 30 31 20 41 42  01 AB\n\n';
    expect(parseAcpidump(text)[0]?.bytes).toEqual(Uint8Array.of(0x30, 0x31, 0x20, 0x41, 0x42));
  });

  it('holds tables that parse', () => {
    const bytes = recorded('arm64-efi-boot', 'SRAT');
    const [dumped] = parseAcpidump(formatAcpidump([{ signature: 'SRAT', address: 0x7f00_0000n, bytes }]));
    expect(dumped?.bytes).toEqual(bytes);
  });

  it('names the line that is wrong', () => {
    expect(() => parseAcpidump('    0000: 01')).toThrow('line 1: acpidump: line');
    expect(() => parseAcpidump('SRAT @ 0x0\n    0010: 01')).toThrow(
      'line 2: acpidump: offset is 0x0010; allowed: 0x0',
    );
    expect(() => parseAcpidump('SRAT @ 0x0\n    what')).toThrow(FormatError);
  });
});
