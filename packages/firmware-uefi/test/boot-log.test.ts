import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '@warmboot/format';
import {
  formatArm64MemoryMapLine,
  formatMemoryAttributesLine,
  formatTypeAndAttribute,
  formatX86MemoryMapLine,
  parseArm64MemoryMapLine,
  parseConfigurationTableLine,
  parseEfiBootLog,
  parseMemoryAttributesLine,
  parseTypeAndAttribute,
  parseX86MemoryMapLine,
} from '@warmboot/firmware-uefi';
import { realDescriptor, wireDescriptor } from './arbitrary-descriptor.js';

const BLANK = '|  |  |  |  |  |  |  |  |  |   ';

describe('boot log lines', () => {
  it('section 13 prints the fixed columns of Linux 6.1', () => {
    expect(formatTypeAndAttribute({ type: 7, attribute: 0xfn })).toBe(
      `[Conventional|   ${BLANK}|WB|WT|WC|UC]`,
    );
    expect(formatTypeAndAttribute({ type: 11, attribute: (1n << 63n) | 1n })).toBe(
      `[MMIO        |RUN${BLANK}|  |  |  |UC]`,
    );
    expect(formatTypeAndAttribute({ type: 15, attribute: 0x8n })).toBe(`[type=15|   ${BLANK}|WB|  |  |  ]`);
  });

  it('section 13 prints the whole word when a bit has no column', () => {
    const printed = formatTypeAndAttribute({ type: 0, attribute: (1n << 62n) | 8n });
    expect(printed).toBe('[Reserved    |attr=0x4000000000000008]');
    expect(parseTypeAndAttribute(printed)).toEqual({ type: 0, attribute: (1n << 62n) | 8n });
  });

  it('section 13 round-trips type and attributes', () => {
    fc.assert(
      fc.property(fc.oneof(realDescriptor, wireDescriptor), ({ type, attribute }) => {
        expect(parseTypeAndAttribute(formatTypeAndAttribute({ type, attribute }))).toEqual({
          type,
          attribute,
        });
      }),
    );
  });

  it('section 13 round-trips the lines of both architectures and of the attributes table', () => {
    fc.assert(
      fc.property(realDescriptor, fc.nat({ max: 300 }), fc.boolean(), (descriptor, index, valid) => {
        const x86 = formatX86MemoryMapLine(descriptor, index);
        expect(parseX86MemoryMapLine(x86)).toEqual({ descriptor, valid: true });
        expect(parseArm64MemoryMapLine(formatArm64MemoryMapLine(descriptor))).toEqual({
          descriptor,
          valid: true,
        });
        const line = { descriptor, valid };
        expect(parseMemoryAttributesLine(formatMemoryAttributesLine(line))).toEqual(line);
      }),
    );
  });

  it('section 13 keeps two digits in the index and shows mebibytes rounded down', () => {
    const descriptor = { type: 7, physicalStart: 0n, virtualStart: 0n, numberOfPages: 0x1ffn, attribute: 8n };
    expect(formatX86MemoryMapLine(descriptor, 3)).toMatch(/^efi: mem03: .* \(1MB\)$/);
    expect(formatX86MemoryMapLine(descriptor, 103)).toMatch(/^efi: mem103: /);
  });

  it('section 13 reads the shorter rows and exclusive ends of older kernels', () => {
    const line =
      '[    0.000000] efi: mem05: [Conventional Memory|   |  |  |  |   |WB|WT|WC|UC] range=[0x0000000000100000-0x0000000000200000) (1MB)';
    expect(parseX86MemoryMapLine(line)?.descriptor).toEqual({
      type: 7,
      physicalStart: 0x10_0000n,
      virtualStart: 0n,
      numberOfPages: 0x100n,
      attribute: 0xfn,
    });
  });

  it('section 13 recognises entries that the kernel dropped', () => {
    const line = `efi: mem07: [Reserved    |   ${BLANK}|  |  |  |  ] range=[0x0000000000001000-0x0000000000000fff] (invalid)`;
    const parsed = parseX86MemoryMapLine(line);
    expect(parsed?.valid).toBe(false);
    expect(parsed?.descriptor.numberOfPages).toBe(0n);
    expect(parseEfiBootLog([line])).toMatchObject({ descriptors: [], invalid: [parsed?.descriptor] });
  });

  it('says which line, and what in it, cannot be read', () => {
    const log = [
      'efi: EFI v2.70 by EDK II',
      `efi:   0x000000001000-0x000000001fff [Tape        |   ${BLANK}|WB]`,
    ];
    expect(() => parseEfiBootLog(log)).toThrow(/line 2: EFI boot log: memory type is "Tape"/);
    expect(() => parseTypeAndAttribute('[Reserved    |QQ]', 9)).toThrow(/line 9: .*attribute is "QQ"/);
    const backwards = `efi:   0x000000002000-0x000000000fff [Reserved    |   ${BLANK}|WB]`;
    expect(() => parseArm64MemoryMapLine(backwards, 4)).toThrow(/line 4: .*range is/);
    const ragged = `efi:   0x000000001000-0x000000001ffe [Reserved    |   ${BLANK}|WB]`;
    expect(() => parseArm64MemoryMapLine(ragged)).toThrow(FormatError);
  });

  it('leaves lines of other subsystems alone', () => {
    const log = 'memblock_add: [0x1000-0x1fff] x\nefi: Remapping and enabling EFI services.\nmemory: 3\n';
    expect(parseEfiBootLog(log)).toEqual({
      style: undefined,
      descriptors: [],
      invalid: [],
      runtimeDescriptors: [],
      memoryAttributes: [],
      configurationTables: [],
      parameters: {},
      firmware: undefined,
      unread: [],
    });
    expect(parseConfigurationTableLine('efi: Freeing EFI boot services memory: 44072K')).toBeUndefined();
  });

  it('stays fast on a long line that is almost a table line', () => {
    const line = `efi: ${'A=0xaaaaaaaaaaaaaaa'.repeat(2000)}`;
    const started = performance.now();
    expect(parseConfigurationTableLine(line)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('reads the first of several boots', () => {
    const parameter = (address: string) => `efi:   System Table         : 0x${address}`;
    const entry = (address: string) => `efi:   0x${address}000-0x${address}fff [Reserved    |   ${BLANK}|WB]`;
    const boot = (vendor: string, address: string) => [
      parameter(address),
      `efi: EFI v2.70 by ${vendor}`,
      entry(address),
    ];
    const { descriptors, firmware, parameters } = parseEfiBootLog([...boot('A', '001'), ...boot('B', '002')]);
    expect(descriptors.map(({ physicalStart }) => physicalStart)).toEqual([0x1000n]);
    expect(firmware).toEqual({ version: '2.70', vendor: 'A' });
    expect(parameters).toEqual({ systemTable: 1 });
  });
});
