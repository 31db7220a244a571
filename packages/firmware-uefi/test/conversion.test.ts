import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ARM64_VIRTUAL_MAP_BASE,
  arm64VirtualMap,
  classifyForMemblock,
  E820_BOOT_PARAMS_ENTRIES,
  E820_TYPE,
  hasSoftReservedConventional,
  invalidateVirtualMap,
  isMappedForRuntime,
  MEMORY_ATTRIBUTE,
  MEMORY_TYPE,
  memblockCalls,
  reimportE820,
  reserveBootServices,
  softReservedRanges,
  stubE820,
  toMemblock,
  X86_VIRTUAL_MAP_TOP,
  x86VirtualMap,
  type MemoryDescriptor,
} from '@warmboot/firmware-uefi';
import { realDescriptor } from './arbitrary-descriptor.js';

const { WB, WC, WT, UC, SP, MR, RUNTIME } = MEMORY_ATTRIBUTE;
const MIB = 1024 * 1024;

const at = (type: number, start: number, size: number, attribute: bigint = WB): MemoryDescriptor => ({
  type,
  physicalStart: BigInt(start),
  virtualStart: 0n,
  numberOfPages: BigInt(size / 4096),
  attribute,
});

const soft = { softReserve: true };
const hard = { softReserve: false };

describe('EFI to e820', () => {
  const row = (type: number, attribute: bigint, options = hard) => [
    stubE820([at(type, 0, MIB, attribute)], options).table[0]?.type,
    reimportE820([at(type, 0, MIB, attribute)], options)[0]?.type,
  ];

  it.each([
    [[1, 2, 3, 4, 7], E820_TYPE.ram, E820_TYPE.ram],
    [[9], E820_TYPE.acpi, E820_TYPE.acpi],
    [[10], E820_TYPE.nvs, E820_TYPE.nvs],
    [[8], E820_TYPE.unusable, E820_TYPE.unusable],
    [[14], E820_TYPE.pmem, E820_TYPE.pmem],
    [[0, 5, 6, 11, 12, 13], E820_TYPE.reserved, E820_TYPE.reserved],
    [[15, 16, 0x7000_0000, 0xffff_ffff], undefined, E820_TYPE.reserved],
  ])('12.1 converts types %j', (types, stub, reimport) => {
    for (const type of types) expect(row(type, WB)).toEqual([stub, reimport]);
  });

  it('12.1 B1 asks for write-back only when the kernel reads the map again', () => {
    expect(row(MEMORY_TYPE.conventional, UC)).toEqual([E820_TYPE.ram, E820_TYPE.reserved]);
  });

  it('12.1 soft-reserves free specific-purpose memory, if the kernel does that at all', () => {
    expect(row(MEMORY_TYPE.conventional, WB | SP, soft)).toEqual([0xefff_ffff, 0xefff_ffff]);
    expect(row(MEMORY_TYPE.conventional, WB | SP, hard)).toEqual([E820_TYPE.ram, E820_TYPE.ram]);
    expect(row(MEMORY_TYPE.acpiReclaim, WB | SP, soft)).toEqual([E820_TYPE.acpi, E820_TYPE.acpi]);
  });

  it('B1 joins only consecutive descriptors that touch and agree', () => {
    const map = [
      at(7, 0, MIB),
      at(4, MIB, MIB),
      at(15, 9 * MIB, MIB),
      at(1, 2 * MIB, MIB),
      at(9, 3 * MIB, MIB),
    ];
    expect(stubE820(map, hard).table).toEqual([
      { start: 0, end: 3 * MIB, type: 1 },
      { start: 3 * MIB, end: 4 * MIB, type: 3 },
    ]);
    const descending = [at(7, MIB, MIB), at(7, 0, MIB)];
    expect(stubE820(descending, hard).table).toHaveLength(2);
  });

  it('B1 spills what boot_params cannot hold', () => {
    const map = Array.from({ length: 130 }, (_, index) => at(7, index * 2 * MIB, MIB));
    const { table, extension } = stubE820(map, hard);
    expect(table).toHaveLength(E820_BOOT_PARAMS_ENTRIES);
    expect(extension.map(({ start }) => start)).toEqual([256 * MIB, 258 * MIB]);
    // A descriptor that touches the last entry in boot_params still joins it.
    const joined = stubE820([...map.slice(0, 128), at(4, 255 * MIB, MIB)], hard);
    expect(joined.table.at(-1)).toEqual({ start: 254 * MIB, end: 256 * MIB, type: 1 });
    expect(joined.extension).toEqual([]);
  });

  it('B2 re-reads the map when free memory is specific-purpose', () => {
    expect(hasSoftReservedConventional([at(7, 0, MIB, WB | SP)], soft)).toBe(true);
    expect(hasSoftReservedConventional([at(7, 0, MIB, WB | SP)], hard)).toBe(false);
    expect(hasSoftReservedConventional([at(4, 0, MIB, WB | SP)], soft)).toBe(false);
  });
});

describe('EFI to memblock', () => {
  const RAM = { add: true, nomap: false, reserve: false };
  const NOMAP = { add: true, nomap: true, reserve: false };
  const ACPI = { add: true, nomap: false, reserve: true };
  const ACPI_NOMAP = { add: true, nomap: true, reserve: true };
  const NOTHING = { add: false, nomap: false, reserve: false };

  it.each([
    [[1, 2, 3, 4, 7, 14], RAM, NOMAP],
    [[9], ACPI, ACPI_NOMAP],
    [[0, 5, 6, 8, 10, 11, 12, 13, 15, 0x7000_0000], NOMAP, NOMAP],
  ])('section 11 classifies types %j', (types, writeBack, weaker) => {
    for (const type of types) {
      expect(classifyForMemblock(at(type, 0, MIB, WB), hard)).toEqual(writeBack);
      expect(classifyForMemblock(at(type, 0, MIB, WC), hard)).toEqual(weaker);
      expect(classifyForMemblock(at(type, 0, MIB, WT | UC), hard)).toEqual(weaker);
      expect(classifyForMemblock(at(type, 0, MIB, UC | RUNTIME), hard)).toEqual(NOTHING);
      expect(classifyForMemblock(at(type, 0, MIB, WB | SP), soft)).toEqual(NOTHING);
      expect(classifyForMemblock(at(type, 0, MIB, WB | SP), hard)).toEqual(writeBack);
    }
  });

  it('section 11 lists every specific-purpose range as soft reserved', () => {
    const map = [at(7, 0, MIB, WB | SP), at(11, 2 * MIB, MIB, UC | SP), at(7, 4 * MIB, MIB)];
    expect(softReservedRanges(map, soft)).toEqual([
      { start: 0, end: MIB },
      { start: 2 * MIB, end: 3 * MIB },
    ]);
    expect(softReservedRanges(map, hard)).toEqual([]);
    expect(toMemblock(map, soft).memory).toEqual([
      { start: 4 * MIB, end: 5 * MIB, nomap: false, mirror: false },
    ]);
  });

  it('A1 rounds outward to kernel pages, so that a runtime page can take its neighbours out of the linear map', () => {
    const map = [at(7, 0, 0x1_1000), at(5, 0x1_1000, 0x1000), at(7, 0x1_2000, 0xe000)];
    const { memory } = toMemblock(map, { ...hard, pageSize: 0x1_0000 });
    expect(memory).toEqual([
      { start: 0, end: 0x1_0000, nomap: false, mirror: false },
      { start: 0x1_0000, end: 0x2_0000, nomap: true, mirror: false },
    ]);
    expect(toMemblock(map, hard).memory).toHaveLength(3);
  });

  it('A2 flags more-reliable memory', () => {
    const map = [at(7, 0, MIB, WB | MR), at(7, MIB, MIB, WB), at(11, 8 * MIB, MIB, UC | MR)];
    expect(toMemblock(map, hard).memory).toEqual([
      { start: 0, end: MIB, nomap: false, mirror: true },
      { start: MIB, end: 2 * MIB, nomap: false, mirror: false },
    ]);
  });

  it('makes no call for a descriptor without pages', () => {
    expect(memblockCalls([at(7, MIB, 0)], hard)).toEqual([]);
  });

  it('answers for every page what the calls say, whatever the overlaps and the order', () => {
    const page = fc.record({
      type: fc.constantFrom(0, 5, 7, 9),
      start: fc.nat({ max: 24 }),
      size: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(fc.array(page, { maxLength: 12 }), (pages) => {
        const map = pages.map(({ type, start, size }) => at(type, start * 4096, size * 4096));
        const calls = memblockCalls(map, hard);
        const { memory, reserved } = toMemblock(map, hard);
        for (let address = 0; address < 33 * 4096; address += 4096) {
          const inside = ({ start, end }: { start: number; end: number }) =>
            start <= address && address < end;
          const called = (name: string) => calls.some((call) => call.call === name && inside(call));
          expect(memory.filter(inside)).toHaveLength(called('add') ? 1 : 0);
          if (called('add')) expect(memory.find(inside)?.nomap).toBe(called('nomap'));
          expect(reserved.filter(inside)).toHaveLength(called('reserve') ? 1 : 0);
        }
        for (const [index, region] of memory.slice(1).entries()) {
          const before = memory[index];
          const joinable = before?.end === region.start && before.nomap === region.nomap;
          expect(joinable).toBe(false);
        }
      }),
    );
  });
});

describe('boot services regions on x86', () => {
  const ram = [{ start: 0, end: 64 * MIB }];
  const kernel = { start: 16 * MIB, end: 32 * MIB };

  it('B4 reserves what is free and tags what is reserved, in the kernel, or no RAM', () => {
    const free = at(3, MIB, MIB);
    const taken = at(4, 4 * MIB, MIB);
    const underKernel = at(4, 31 * MIB, 2 * MIB);
    const device = at(4, 128 * MIB, MIB);
    const other = at(7, 2 * MIB, MIB);
    const map = [free, taken, underKernel, device, other];
    const reserved = [{ start: 4 * MIB, end: 4 * MIB + 1 }];
    const result = reserveBootServices(map, { reserved, ram, kernel });
    expect(result.reserve.map(({ start }) => start)).toEqual([MIB, 31 * MIB, 128 * MIB]);
    expect(result.map.map(({ attribute }) => (attribute & RUNTIME) !== 0n)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(map[1]).toBe(taken);
    expect(taken.attribute).toBe(WB);
  });
});

describe('virtual address maps', () => {
  it('V7 goes down from 4 GiB below the top, keeping the offset within 2 MiB', () => {
    fc.assert(
      fc.property(fc.array(realDescriptor, { maxLength: 20 }), (map) => {
        const mapped = x86VirtualMap(map);
        expect(mapped).toHaveLength(map.filter(isMappedForRuntime).length);
        let ceiling = X86_VIRTUAL_MAP_TOP;
        for (const { physicalStart, virtualStart, numberOfPages } of mapped) {
          if (virtualStart === 0n) continue;
          expect(virtualStart % 0x20_0000n).toBe(physicalStart % 0x20_0000n);
          expect(virtualStart + numberOfPages * 4096n).toBeLessThanOrEqual(ceiling);
          expect(ceiling - (virtualStart + numberOfPages * 4096n)).toBeLessThan(0x20_0000n);
          ceiling = virtualStart;
        }
      }),
    );
  });

  it('V7 leaves regions alone once the window is full', () => {
    const giant = at(5, 0, 65 * 1024 * MIB, WB | RUNTIME);
    const small = at(6, 2 ** 40, MIB, WB | RUNTIME);
    expect(x86VirtualMap([small, giant]).map(({ virtualStart }) => virtualStart)).toEqual([0n, 0n]);
  });

  it('V4 goes up from 512 MiB in steps of 64 KiB, or of 2 MiB for sections', () => {
    const map = [
      at(5, 0x7c44_0000, 0x8_0000, WB | RUNTIME),
      at(7, 0x7c73_0000, MIB),
      at(6, 0x0901_1000, 0x1000, UC | RUNTIME),
      at(11, 0x0400_0000, 64 * MIB, WC | RUNTIME),
    ];
    const { map: whole, runtime } = arm64VirtualMap(map);
    expect(whole.map(({ virtualStart }) => virtualStart)).toEqual([
      ARM64_VIRTUAL_MAP_BASE,
      0n,
      0x2008_1000n,
      0x2020_0000n,
    ]);
    expect(runtime).toEqual(whole.filter(({ attribute }) => (attribute & RUNTIME) !== 0n));
  });

  it('V5 maps one to one when asked, with or without the call', () => {
    const map = [at(5, 0x7c44_0000, 0x8_0000, WB | RUNTIME), at(7, 0, MIB)];
    const flat = arm64VirtualMap(map, { layout: 'flat' });
    expect(flat.map.map(({ virtualStart }) => virtualStart)).toEqual([0x7c44_0000n, 0n]);
    expect(flat.runtime).toHaveLength(1);
    expect(arm64VirtualMap(map, { layout: 'none' })).toEqual({ ...flat, runtime: [] });
  });

  it('V6 marks the map when the firmware refused it', () => {
    const map = [at(5, 0x7c44_0000, 0x8_0000, WB | RUNTIME), at(7, 0, MIB)];
    expect(invalidateVirtualMap(map).map(({ virtualStart }) => virtualStart)).toEqual([(1n << 64n) - 1n, 0n]);
  });
});
