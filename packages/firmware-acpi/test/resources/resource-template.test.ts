import { FormatError } from '@warmboot/format';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AmlInterpreter,
  deviceMemoryRanges,
  eisaId,
  hardwareId,
  parseResourceTemplate,
  serialiseResourceTemplate,
  type ResourceDescriptor,
} from '../../src/index.js';

const templates = new AmlInterpreter();
templates.load(new Uint8Array(readFileSync(fileURLToPath(new URL('./templates.aml', import.meta.url)))));

const kinds: Readonly<Record<string, readonly ResourceDescriptor['kind'][]>> = {
  RIRQ: ['irq', 'irq'],
  RDMA: ['dma', 'fixed-dma'],
  RDEP: ['start-dependent', 'io', 'start-dependent', 'fixed-io', 'end-dependent'],
  RVEN: ['vendor-small', 'vendor-large'],
  RM24: ['memory24'],
  RM32: ['memory32', 'memory32-fixed'],
  RREG: ['generic-register'],
  RWRD: ['address', 'address'],
  RDWD: ['address'],
  RQWD: ['address'],
  REXT: ['address'],
  RXIR: ['extended-interrupt', 'extended-interrupt'],
  RGPI: ['gpio', 'gpio'],
  RSER: ['serial-bus', 'serial-bus', 'serial-bus'],
  RPIN: ['pin-function', 'pin-configuration', 'pin-group', 'pin-group-function', 'pin-group-configuration'],
};

describe('firmware-acpi 4 resource templates as iasl writes them', () => {
  it.each(Object.entries(kinds))('%s', (name, expected) => {
    const bytes = templates.evaluateBuffer(`\\${name}`);
    const descriptors = parseResourceTemplate(bytes);
    expect(descriptors.map(({ kind }) => kind)).toEqual([...expected, 'end-tag']);
    expect(serialiseResourceTemplate(descriptors)).toEqual(bytes);
    for (let size = 0; size < bytes.length; size++) {
      expect(() => parseResourceTemplate(bytes.subarray(0, size)), `cut at ${size}`).toThrow(FormatError);
    }
  });

  it('names what the compiler was given', () => {
    const [dword] = parseResourceTemplate(templates.evaluateBuffer('\\RDWD'));
    expect(dword).toMatchObject({
      width: 32,
      generalFlags: 0b0011,
      typeFlags: 0,
      minimum: 0x8000_0000n,
      maximum: 0x8fff_ffffn,
      length: 0x1000_0000n,
      source: { index: 3, name: '\\_SB.GPI0' },
    });
    expect(parseResourceTemplate(templates.evaluateBuffer('\\RXIR'))[1]).toEqual({
      kind: 'extended-interrupt',
      flags: 0b0111,
      interrupts: [41],
      source: { index: 1, name: '\\_SB.GPI0' },
    });
    expect(parseResourceTemplate(templates.evaluateBuffer('\\RGPI'))[0]).toMatchObject({
      pins: [3],
      debounceTimeout: 10,
      source: { name: '\\GPI0' },
      vendorData: Uint8Array.of(1, 2),
    });
    expect(parseResourceTemplate(templates.evaluateBuffer('\\RIRQ'))[0]).toMatchObject({
      interrupts: [3, 5],
    });
  });
});

describe('firmware-acpi 4 Z2 what Linux takes from a memory device', () => {
  const qword = (minimum: bigint, length: bigint, typeFlags = 3): ResourceDescriptor => ({
    kind: 'address',
    width: 64,
    resourceType: 0,
    generalFlags: 12,
    typeFlags,
    granularity: 0n,
    minimum,
    maximum: minimum + length - 1n,
    translation: 0n,
    length,
  });

  it('takes Word, DWord and QWord memory and nothing else', () => {
    for (const name of ['RM24', 'RM32', 'REXT', 'RWRD']) {
      expect(deviceMemoryRanges(parseResourceTemplate(templates.evaluateBuffer(`\\${name}`)))).toEqual([]);
    }
    expect(deviceMemoryRanges(parseResourceTemplate(templates.evaluateBuffer('\\RQWD')))).toEqual([
      { base: 0x1_0000_0000, size: 0x8000_0000, caching: 1, writable: true },
    ]);
  });

  it('W2 merges what is adjacent and alike, and drops what is empty', () => {
    const ranges = deviceMemoryRanges([
      qword(0x1000_0000n, 0x1000n),
      qword(0x1000_1000n, 0x1000n),
      qword(0n, 0n),
      qword(0x1000_2000n, 0x1000n, 1),
    ]);
    expect(ranges.map(({ base, size, caching }) => [base, size, caching])).toEqual([
      [0x1000_0000, 0x2000, 1],
      [0x1000_2000, 0x1000, 0],
    ]);
  });

  it('refuses a range that no machine has', () => {
    expect(() => deviceMemoryRanges([qword(2n ** 60n, 1n)])).toThrow(FormatError);
  });
});

describe('firmware-acpi 4 bounded and lossless', () => {
  it('gives descriptors that write back to the same bytes, or a FormatError, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        let descriptors: ResourceDescriptor[];
        try {
          descriptors = parseResourceTemplate(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          return;
        }
        const written = serialiseResourceTemplate(descriptors);
        expect(written).toEqual(bytes.slice(0, written.length));
      }),
      { numRuns: 3000 },
    );
  });

  it('adds the end tag that is missing and keeps the one that is there', () => {
    expect(serialiseResourceTemplate([])).toEqual(Uint8Array.of(0x79, 0));
    expect(serialiseResourceTemplate([{ kind: 'end-tag', checksum: 0x87 }])).toEqual(
      Uint8Array.of(0x79, 0x87),
    );
  });
});

describe('firmware-acpi 3 S6 EISA ids', () => {
  it('packs and unpacks', () => {
    expect(hardwareId(0x800c_d041n)).toBe('PNP0C80');
    expect(eisaId('PNP0C80')).toBe(0x800c_d041n);
    expect(hardwareId('ACPI0013')).toBe('ACPI0013');
    expect(() => eisaId('pnp0c80')).toThrow(TypeError);
  });
});

describe('firmware-acpi 4 pin descriptors', () => {
  const named = (of: string): ResourceDescriptor[] =>
    parseResourceTemplate(templates.evaluateBuffer(`\\${of}`));

  it('say which pins, of which controller or under which label', () => {
    const [, configuration, group, use] = named('RPIN');
    expect(configuration).toMatchObject({ kind: 'pin-configuration', source: { name: '\\GPI0' } });
    expect(group).toMatchObject({ kind: 'pin-group' });
    if (group?.kind !== 'pin-group' || use?.kind !== 'pin-group-function') throw new Error('other kinds');
    expect(group.pins.length).toBeGreaterThan(0);
    expect(use.label).not.toBe('');
  });

  it('keep as bytes what stands in another order, and lose nothing of it', () => {
    const bytes = serialiseResourceTemplate([
      { kind: 'pin-group', revision: 1, flags: 0, pins: [1, 2], label: 'a', vendorData: Uint8Array.of(9) },
    ]);
    // The label's offset behind that of the vendor data.
    bytes[8] = 0xff;
    const [kept] = parseResourceTemplate(bytes);
    expect(kept).toMatchObject({ kind: 'large', tag: 0x90 });
    expect(serialiseResourceTemplate([kept!])).toEqual(bytes);
  });
});
