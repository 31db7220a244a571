import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRuntimeMapEntry, parseRuntimeMapEntries } from '@warmboot/firmware-uefi';
import { wireDescriptor } from './arbitrary-descriptor.js';

const entry = {
  type: '0xb\n',
  phys_addr: '0xffc00000\n',
  virt_addr: '0xfffffffeffc00000\n',
  num_pages: '0x400\n',
  attribute: '0x8000000000000001\n',
};

describe('runtime-map attribute files', () => {
  it('J3 reads the files as they are', () => {
    expect(parseRuntimeMapEntries([entry])).toEqual([
      {
        type: 11,
        physicalStart: 0xffc0_0000n,
        virtualStart: 0xffff_fffe_ffc0_0000n,
        numberOfPages: 0x400n,
        attribute: (1n << 63n) | 1n,
      },
    ]);
  });

  it('J3 round-trips', () => {
    fc.assert(
      fc.property(fc.array(wireDescriptor), (descriptors) => {
        expect(parseRuntimeMapEntries(descriptors.map(formatRuntimeMapEntry))).toEqual(descriptors);
      }),
    );
  });

  it('J2 takes directories by number and lists as they come', () => {
    const at = (phys_addr: string) => ({ ...entry, phys_addr });
    const starts = (entries: Parameters<typeof parseRuntimeMapEntries>[0]) =>
      parseRuntimeMapEntries(entries).map(({ physicalStart }) => physicalStart);
    expect(starts({ '10': at('0xa000'), '2': at('0x2000'), '0': at('0x0') })).toEqual([0n, 0x2000n, 0xa000n]);
    expect(starts([at('0xa000'), at('0x2000')])).toEqual([0xa000n, 0x2000n]);
  });

  it.each(['', '12', '0x', '0x11112222333344445', 'zero'])('refuses "%s"', (num_pages) => {
    expect(() => parseRuntimeMapEntries({ '3': { ...entry, num_pages } })).toThrow(/3\/num_pages/);
  });

  it('refuses a missing file and a type beyond 32 bits', () => {
    const { attribute: _, ...rest } = entry;
    expect(() => parseRuntimeMapEntries([rest as typeof entry])).toThrow(/0\/attribute is missing/);
    expect(() => parseRuntimeMapEntries([{ ...entry, type: '0x100000000' }])).toThrow(/0\/type/);
  });
});
