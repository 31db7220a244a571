import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '@warmboot/format';
import {
  descriptorRange,
  dropInvalidDescriptors,
  isValidDescriptor,
  linuxMemoryTypeName,
  memoryMapOf,
  memoryTypeFromLinuxName,
  parseMemoryMap,
  serialiseMemoryMap,
  uefiMemoryTypeName,
  type MemoryDescriptor,
} from '@warmboot/firmware-uefi';
import { wireDescriptor } from './arbitrary-descriptor.js';

const descriptor = (over: Partial<MemoryDescriptor> = {}): MemoryDescriptor => ({
  type: 7,
  physicalStart: 0x4000_0000n,
  virtualStart: 0n,
  numberOfPages: 0x4000n,
  attribute: 0x8n,
  ...over,
});

describe('memory map', () => {
  it('D1 lays the fields out at 0, 8, 16, 24 and 32, and the next descriptor one stride later', () => {
    const bytes = serialiseMemoryMap(
      memoryMapOf([descriptor(), descriptor({ type: 4, virtualStart: 1n })], 48),
    );
    const view = new DataView(bytes.buffer);
    expect(bytes.length).toBe(96);
    expect(view.getUint32(0, true)).toBe(7);
    expect(view.getBigUint64(8, true)).toBe(0x4000_0000n);
    expect(view.getBigUint64(24, true)).toBe(0x4000n);
    expect(view.getBigUint64(32, true)).toBe(8n);
    expect(view.getUint32(48, true)).toBe(4);
    expect(view.getBigUint64(64, true)).toBe(1n);
  });

  it('D1 round-trips any map with any stride', () => {
    fc.assert(
      fc.property(fc.array(wireDescriptor), fc.integer({ min: 40, max: 96 }), (descriptors, stride) => {
        const map = memoryMapOf(descriptors, stride);
        expect(parseMemoryMap(serialiseMemoryMap(map), { descriptorSize: stride })).toEqual(map);
      }),
    );
  });

  it('D1 ignores what stands in the padding', () => {
    const map = memoryMapOf([descriptor()], 48);
    const bytes = serialiseMemoryMap(map);
    bytes.fill(0xaa, 4, 8).fill(0xaa, 40, 48);
    expect(parseMemoryMap(bytes, { descriptorSize: 48 })).toEqual(map);
  });

  it('D3 refuses a map cut off inside a descriptor, or drops the rest as a kernel does', () => {
    const whole = serialiseMemoryMap(memoryMapOf([descriptor(), descriptor({ type: 4 })], 48));
    for (let length = 49; length < 96; length += 1) {
      const cut = whole.subarray(0, length);
      expect(() => parseMemoryMap(cut, { descriptorSize: 48 })).toThrow(FormatError);
      const { descriptors } = parseMemoryMap(cut, { descriptorSize: 48, remainder: 'ignore' });
      expect(descriptors).toEqual([descriptor()]);
    }
  });

  it.each([0, 39, -48, 40.5, Number.NaN])('refuses a stride of %s', (descriptorSize) => {
    expect(() => parseMemoryMap(new Uint8Array(96), { descriptorSize })).toThrow(/descriptor size/);
    const map = { descriptors: [descriptor()], descriptorSize, descriptorVersion: 1 };
    expect(() => serialiseMemoryMap(map)).toThrow(TypeError);
  });

  it('D8 drops entries without pages and entries that reach 2^64', () => {
    const empty = descriptor({ numberOfPages: 0n });
    const wrapping = descriptor({ physicalStart: 0xffff_ffff_ffff_f000n, numberOfPages: 2n });
    const huge = descriptor({ numberOfPages: 1n << 52n });
    const last = descriptor({ physicalStart: 0xffff_ffff_ffff_e000n, numberOfPages: 1n });
    const touching = descriptor({ physicalStart: 0xffff_ffff_ffff_f000n, numberOfPages: 1n });
    const verdicts = [empty, wrapping, huge, touching, last].map(isValidDescriptor);
    expect(verdicts).toEqual([false, false, false, false, true]);
    const { map, dropped } = dropInvalidDescriptors(memoryMapOf([empty, descriptor(), wrapping]));
    expect(map.descriptors).toEqual([descriptor()]);
    expect(dropped).toBe(2);
  });

  it('gives half-open ranges and refuses those that a number cannot hold', () => {
    expect(descriptorRange(descriptor())).toEqual({ start: 0x4000_0000, end: 0x4400_0000 });
    expect(() => descriptorRange(descriptor({ physicalStart: 1n << 60n }))).toThrow(FormatError);
  });
});

describe('memory types', () => {
  it('section 2 names round-trip through the log form, known and unknown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 0xffff_ffff })), (type) => {
        expect(memoryTypeFromLinuxName(linuxMemoryTypeName(type))).toBe(type);
      }),
    );
    expect(linuxMemoryTypeName(15)).toBe('type=15');
    expect(memoryTypeFromLinuxName('type=4294967296')).toBeUndefined();
    expect(memoryTypeFromLinuxName('Tape')).toBeUndefined();
  });

  it.each([
    ['Conventional Memory', 7],
    ['ACPI Reclaim Memory', 9],
    ['ACPI Memory NVS    ', 10],
    ['Memory Mapped I/O  ', 11],
    ['Runtime Data       ', 6],
  ])('section 13 reads the name "%s" of older kernels', (name, type) => {
    expect(memoryTypeFromLinuxName(name)).toBe(type);
  });

  it('section 2 has a name for every number', () => {
    expect(uefiMemoryTypeName(9)).toBe('EfiACPIReclaimMemory');
    expect(uefiMemoryTypeName(0x7000_0001)).toBe('OEM reserved 0x70000001');
    expect(uefiMemoryTypeName(0x8000_0000)).toBe('OS loader reserved 0x80000000');
    expect(uefiMemoryTypeName(16)).toBe('undefined type 0x10');
  });
});
