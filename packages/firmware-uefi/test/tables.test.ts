import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '@warmboot/format';
import {
  afterExitBootServices,
  CONFIGURATION_TABLE_GUID,
  EMPTY_MEMORY_RESERVE_ROOT,
  findConfigurationTable,
  MEMORY_ATTRIBUTE,
  MEMORY_RESERVE_NODE_CAPACITY,
  memoryMapOf,
  memoryReserveRanges,
  parseConfigurationTables,
  parseEfiInfo,
  parseLinuxBootMemoryMap,
  parseLinuxInitrd,
  parseMemoryAttributesTable,
  parseMemoryReserveNode,
  parseRtPropertiesTable,
  parseSetupEfi,
  parseSystemTable,
  rejectMemoryAttributesEntry,
  reservePersistently,
  serialiseConfigurationTables,
  serialiseEfiInfo,
  serialiseLinuxBootMemoryMap,
  serialiseLinuxInitrd,
  serialiseMemoryAttributesTable,
  serialiseMemoryReserveNode,
  serialiseRtPropertiesTable,
  serialiseSetupEfi,
  serialiseSystemTable,
  walkMemoryReserveList,
  type MemoryDescriptor,
  type MemoryReserveList,
} from '@warmboot/firmware-uefi';
import { wireDescriptor } from './arbitrary-descriptor.js';

const u16 = fc.nat({ max: 0xffff });
const u32 = fc.nat({ max: 0xffff_ffff });
const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const guid = fc.uuid();

/** A format, values of it, and both directions. */
const codec = <T>(
  name: string,
  values: fc.Arbitrary<T>,
  to: (value: T) => Uint8Array,
  from: (b: Uint8Array) => T,
) => ({
  name,
  roundTrip: () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(from(to(value))).toEqual(value);
      }),
    );
  },
  truncation: () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (value, part) => {
        const bytes = to(value);
        const cut = bytes.subarray(0, Math.floor(bytes.length * part));
        expect(() => from(cut)).toThrow(FormatError);
      }),
    );
  },
});

const systemTable = fc.record({
  revision: u32,
  firmwareVendor: u64,
  firmwareRevision: u32,
  consoleInHandle: u64,
  consoleIn: u64,
  consoleOutHandle: u64,
  consoleOut: u64,
  standardErrorHandle: u64,
  standardError: u64,
  runtimeServices: u64,
  bootServices: u64,
  numberOfTableEntries: u64,
  configurationTable: u64,
});

const memoryAttributesTable = fc.record({
  version: fc.constantFrom(1, 2),
  flags: u32,
  descriptorSize: fc.integer({ min: 40, max: 64 }),
  descriptors: fc.array(wireDescriptor, { maxLength: 8 }),
});

const reserveNode = fc
  .record({
    reservations: fc.array(fc.record({ base: u64, size: u64 })),
    spare: fc.nat({ max: 5 }),
    next: u64,
  })
  .map(({ reservations, spare, next }) => ({ capacity: reservations.length + spare, reservations, next }));

const bootMemoryMap = fc
  .record({ descriptors: fc.array(wireDescriptor), stride: fc.constantFrom(40, 48), mapKey: u64, slack: u32 })
  .map(({ descriptors, stride, mapKey, slack }) => ({
    map: memoryMapOf(descriptors, stride),
    mapKey,
    bufferSize: BigInt(descriptors.length * stride + slack),
  }));

const efiInfo = fc.record({
  loaderSignature: u32,
  systemTable: u64,
  memoryMap: u64,
  memoryMapSize: u32,
  descriptorSize: u32,
  descriptorVersion: u32,
});

const setupEfi = fc.record({ firmwareVendor: u64, runtime: u64, tables: u64, smbios: u64 });
const reserved = fc.record({ base: u64, size: u64 });
const rtProperties = fc.record({ version: u16, supported: u32 });
const oneTableOrMore = fc.array(fc.record({ guid, address: u64 }), { minLength: 1, maxLength: 20 });

describe.each([
  codec('section 6 system table', systemTable, serialiseSystemTable, parseSystemTable),
  codec(
    'R2 memory attributes table',
    memoryAttributesTable,
    serialiseMemoryAttributesTable,
    parseMemoryAttributesTable,
  ),
  codec('R4 RT properties table', rtProperties, serialiseRtPropertiesTable, parseRtPropertiesTable),
  codec('section 8 boot memory map', bootMemoryMap, serialiseLinuxBootMemoryMap, parseLinuxBootMemoryMap),
  codec('section 8 initrd', reserved, serialiseLinuxInitrd, parseLinuxInitrd),
  codec('12.2 efi_info', efiInfo, serialiseEfiInfo, parseEfiInfo),
  codec('J1 SETUP_EFI', setupEfi, serialiseSetupEfi, parseSetupEfi),
])('$name', ({ roundTrip, truncation }) => {
  it('round-trips', roundTrip);
  it('refuses a cut-off table', truncation);
});

describe('configuration tables', () => {
  it('section 8 round-trip', () => {
    fc.assert(
      fc.property(oneTableOrMore, (tables) => {
        const bytes = serialiseConfigurationTables(tables);
        expect(bytes.length).toBe(tables.length * 24);
        expect(parseConfigurationTables(bytes)).toEqual(tables);
        expect(() => parseConfigurationTables(bytes.subarray(1), tables.length)).toThrow(FormatError);
      }),
    );
  });

  it('section 8 stores the first three fields of a GUID little-endian', () => {
    const bytes = serialiseConfigurationTables([
      { guid: CONFIGURATION_TABLE_GUID.acpi20, address: 0x7c43_0018n },
    ]);
    const expected = [
      0x71, 0xe8, 0x68, 0x88, 0xf1, 0xe4, 0xd3, 0x11, 0xbc, 0x22, 0x00, 0x80, 0xc7, 0x3c, 0x88, 0x81,
    ];
    expect([...bytes.subarray(0, 16)]).toEqual(expected);
  });

  it('finds tables by GUID, whatever its case', () => {
    const tables = [{ guid: CONFIGURATION_TABLE_GUID.acpi20, address: 5n }];
    expect(findConfigurationTable(tables, CONFIGURATION_TABLE_GUID.acpi20.toUpperCase())).toBe(5n);
    expect(findConfigurationTable(tables, CONFIGURATION_TABLE_GUID.acpi)).toBeUndefined();
  });

  it('refuses an absurd count at once, and text that is no GUID', () => {
    expect(() => parseConfigurationTables(new Uint8Array(24), 2 ** 40)).toThrow(FormatError);
    expect(() => serialiseConfigurationTables([{ guid: 'acpi', address: 0n }])).toThrow(
      /GUID: text is "acpi"/,
    );
  });
});

describe('system table', () => {
  const table = fc.sample(systemTable, { numRuns: 1, seed: 1 })[0];
  if (table === undefined) throw new Error('no sample');

  it('carries the CRC-32 that everybody computes', () => {
    const bytes = serialiseSystemTable(table);
    const view = new DataView(bytes.buffer);
    const stored = view.getUint32(16, true);
    view.setUint32(16, 0, true);
    expect(stored).toBe(crc32(bytes));
    expect(new TextDecoder().decode(bytes.subarray(0, 8))).toBe('IBI SYST');
  });

  it('says which part is wrong', () => {
    const broken = (offset: number): Uint8Array => {
      const bytes = serialiseSystemTable(table);
      bytes[offset] = (bytes[offset] ?? 0) - 1;
      return bytes;
    };
    expect(() => parseSystemTable(broken(0))).toThrow(/Signature/);
    expect(() => parseSystemTable(broken(12))).toThrow(/HeaderSize is 119/);
    expect(() => parseSystemTable(broken(60))).toThrow(/CRC32/);
  });

  it('X1 loses consoles and boot services, keeps the rest', () => {
    const after = afterExitBootServices({ ...table, consoleOut: 1n, bootServices: 2n, runtimeServices: 3n });
    expect(after).toMatchObject({ consoleOut: 0n, bootServices: 0n, standardError: 0n, runtimeServices: 3n });
    expect(after.configurationTable).toBe(table.configurationTable);
  });
});

describe('memory attributes table', () => {
  const runtime = (over: Partial<MemoryDescriptor> = {}): MemoryDescriptor => ({
    type: 5,
    physicalStart: 0x1_0000n,
    virtualStart: 0n,
    numberOfPages: 16n,
    attribute: MEMORY_ATTRIBUTE.RUNTIME | MEMORY_ATTRIBUTE.WB,
    ...over,
  });
  const map = [runtime(), runtime({ physicalStart: 0x2_0000n })];

  it('R2 refuses version 3 and a small stride', () => {
    const bytes = serialiseMemoryAttributesTable({
      version: 2,
      flags: 0,
      descriptorSize: 48,
      descriptors: [],
    });
    expect(() => parseMemoryAttributesTable(Uint8Array.from(bytes).fill(3, 0, 1))).toThrow(/Version is 3/);
    expect(() => parseMemoryAttributesTable(Uint8Array.from(bytes).fill(39, 8, 9))).toThrow(
      /DescriptorSize is 39/,
    );
  });

  it('R2 wants every entry inside one runtime entry of its type', () => {
    const inside = runtime({ physicalStart: 0x1_8000n, numberOfPages: 8n });
    expect(rejectMemoryAttributesEntry(inside, map)).toBeUndefined();
    expect(rejectMemoryAttributesEntry(inside, map.toReversed())).toBeUndefined();
    const below = { ...inside, physicalStart: 0x8000n };
    expect(rejectMemoryAttributesEntry(below, map)).toBe('not inside one runtime entry of the same type');
    const outside = 'not inside one runtime entry of the same type';
    expect(rejectMemoryAttributesEntry({ ...inside, numberOfPages: 9n }, map)).toBe(outside);
    expect(rejectMemoryAttributesEntry({ ...inside, type: 6 }, map)).toBe(outside);
    expect(rejectMemoryAttributesEntry({ ...inside, physicalStart: 0x9_0000n }, map)).toBe(outside);
    expect(rejectMemoryAttributesEntry({ ...inside, type: 4 }, map)).toBe('not runtime code or data');
    expect(rejectMemoryAttributesEntry(inside, map, 0x1_0000)).toBe('not aligned to the page size');
  });
});

describe('LINUX_EFI_MEMRESERVE', () => {
  const rootAddress = 0x7bf2_ff98n;
  const empty: MemoryReserveList = {
    root: rootAddress,
    nodes: new Map([[rootAddress, EMPTY_MEMORY_RESERVE_ROOT]]),
  };
  const fill = (count: number): { list: MemoryReserveList; pages: number } => {
    let list = empty;
    let pages = 0;
    for (let index = 0; index < count; index += 1) {
      list = reservePersistently(
        list,
        { base: BigInt(index), size: 1n },
        () => 0x1000n * BigInt((pages += 1)),
      );
    }
    return { list, pages };
  };

  it('P1 round-trips nodes, unused slots included', () => {
    fc.assert(
      fc.property(reserveNode, (node) => {
        const bytes = serialiseMemoryReserveNode(node);
        expect(bytes.length).toBe(16 + 16 * node.capacity);
        expect(parseMemoryReserveNode(bytes)).toEqual(node);
      }),
    );
  });

  it('P1 refuses a node that is cut off inside what it uses, or that uses more than it has', () => {
    const bytes = serialiseMemoryReserveNode({
      capacity: 2,
      reservations: [{ base: 1n, size: 2n }],
      next: 0n,
    });
    for (let length = 0; length < 32; length += 1) {
      expect(() => parseMemoryReserveNode(bytes.subarray(0, length))).toThrow(FormatError);
    }
    expect(() => parseMemoryReserveNode(Uint8Array.from(bytes).fill(3, 4, 5))).toThrow(/count is 3/);
    expect(() => parseMemoryReserveNode(Uint8Array.from(bytes).fill(0xff, 0, 4))).toThrow(/size is -1/);
    const overfull = { capacity: 0, reservations: [{ base: 1n, size: 2n }], next: 0n };
    expect(() => serialiseMemoryReserveNode(overfull)).toThrow(TypeError);
  });

  it('P2 fills a page of 255 slots before it takes another, behind the root', () => {
    expect(MEMORY_RESERVE_NODE_CAPACITY).toBe(255);
    const { list, pages } = fill(256);
    expect(pages).toBe(2);
    expect(
      walkMemoryReserveList(list).map(({ address, node }) => [address, node.reservations.length]),
    ).toEqual([
      [rootAddress, 0],
      [0x2000n, 1],
      [0x1000n, 255],
    ]);
    expect(empty.nodes.size).toBe(1);
  });

  it('P3 makes the next kernel reserve each node and each range', () => {
    expect(memoryReserveRanges(fill(1).list)).toEqual([
      { base: rootAddress, size: 16n },
      { base: 0x1000n, size: 4096n },
      { base: 0n, size: 1n },
    ]);
  });

  it('refuses a list that leads nowhere or in a circle', () => {
    const dangling = { root: 1n, nodes: new Map([[1n, { ...EMPTY_MEMORY_RESERVE_ROOT, next: 2n }]]) };
    const circle = { root: 1n, nodes: new Map([[1n, { ...EMPTY_MEMORY_RESERVE_ROOT, next: 1n }]]) };
    expect(() => walkMemoryReserveList(dangling)).toThrow(/next is 0x2/);
    expect(() => walkMemoryReserveList(circle)).toThrow(/a list that ends/);
  });
});

describe('LINUX_EFI_BOOT_MEMMAP', () => {
  it('refuses a map that is larger than its buffer', () => {
    const bytes = serialiseLinuxBootMemoryMap({ map: memoryMapOf([]), mapKey: 1n, bufferSize: 0n });
    const longer = new Uint8Array([...bytes, ...new Uint8Array(48)]).fill(48, 0, 1);
    expect(() => parseLinuxBootMemoryMap(longer)).toThrow(/map_size is 48/);
  });
});
