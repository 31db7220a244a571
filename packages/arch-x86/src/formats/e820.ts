import type { AddressRange } from '@warmboot/address';
import { intersection, overlaps, without } from '@warmboot/address';

import { ByteReader, ByteWriter } from '@warmboot/format';

/** Types of e820 entries. arch/x86/include/asm/e820/types.h (spec 1.4). */
export const E820_TYPE = {
  RAM: 1,
  RESERVED: 2,
  ACPI: 3,
  NVS: 4,
  UNUSABLE: 5,
  PMEM: 7,
  PRAM: 12,
  /** RAM that holds setup_data: the kernel's own mark, never made by firmware. */
  RESERVED_KERN: 128,
  SOFT_RESERVED: 0xefff_ffff,
} as const;

/** A range of physical memory and what it is. Types above those of {@link E820_TYPE} are kept as they are. */
export interface E820Entry extends AddressRange {
  readonly type: number;
}

/** Bytes of an entry in boot_params and in SETUP_E820_EXT. */
export const E820_ENTRY_SIZE = 20;

/** Entries that boot_params has room for. uapi/asm/bootparam.h: E820_MAX_ENTRIES_ZEROPAGE. */
export const E820_MAX_ENTRIES_ZEROPAGE = 128;

const FORMAT = 'e820';
const LIMIT = 2n ** 53n;

/** Reads packed 20-byte entries. @throws FormatError for less than `count` entries, or an end above 2^53 */
export const parseE820Entries = (bytes: Uint8Array, count = bytes.length / E820_ENTRY_SIZE): E820Entry[] => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  if (!Number.isInteger(count)) {
    throw reader.fault(0, 'length', `${bytes.length} bytes`, `a multiple of ${E820_ENTRY_SIZE}`);
  }
  return Array.from({ length: count }, (_, index) => {
    const at = index * E820_ENTRY_SIZE;
    const start = reader.u64(at, `entry ${index} addr`);
    const size = reader.u64(at + 8, `entry ${index} size`);
    if (start + size > LIMIT) {
      throw reader.fault(
        at,
        `entry ${index} end`,
        `0x${(start + size).toString(16)}`,
        'an end of at most 2^53',
      );
    }
    return {
      start: Number(start),
      end: Number(start + size),
      type: reader.u32(at + 16, `entry ${index} type`),
    };
  });
};

/** The entries as boot_params holds them, 20 bytes each. */
export const serialiseE820Entries = (entries: readonly E820Entry[]): Uint8Array => {
  const out = new ByteWriter('little', entries.length * E820_ENTRY_SIZE);
  for (const { start, end, type } of entries)
    out
      .u64(BigInt(start))
      .u64(BigInt(end - start))
      .u32(type);
  return out.toBytes();
};

/** Types whose neighbours stay apart: each entry is a device of its own. kernel/e820.c: e820_nomerge */
const NEVER_MERGED: ReadonlySet<number> = new Set([E820_TYPE.PRAM, E820_TYPE.SOFT_RESERVED]);

interface ChangePoint {
  readonly at: number;
  readonly type: number;
  /** +1 where an entry begins, -1 where it ends. */
  readonly step: 1 | -1;
}

/**
 * e820__update_table(): ascending and disjoint. Where entries overlap the highest type number wins; neighbours of
 * one type are joined, except persistent and soft-reserved ones; empty entries go (spec 2.2.3).
 */
export const sanitiseE820 = (entries: readonly E820Entry[]): E820Entry[] => {
  const points = entries
    .filter(({ start, end }) => start < end)
    .flatMap(({ start, end, type }): ChangePoint[] => [
      { at: start, type, step: 1 },
      { at: end, type, step: -1 },
    ])
    .sort((a, b) => a.at - b.at || b.step - a.step);
  const open = new Map<number, number>();
  const result: E820Entry[] = [];
  let current = 0;
  let since = 0;
  for (const { at, type, step } of points) {
    open.set(type, (open.get(type) ?? 0) + step);
    if (open.get(type) === 0) open.delete(type);
    const next = Math.max(0, ...open.keys());
    if (next === current && !NEVER_MERGED.has(next)) continue;
    if (current !== 0 && since < at) result.push({ start: since, end: at, type: current });
    current = next;
    since = at;
  }
  return result;
};

/** e820__range_update(): the parts of `range` that have type `from` get type `to`. Not sanitised. */
export const retypeE820 = (
  entries: readonly E820Entry[],
  range: AddressRange,
  from: number,
  to: number,
): E820Entry[] =>
  entries.flatMap((entry) => {
    const hit = entry.type === from ? intersection(entry, range) : undefined;
    return hit === undefined ? [entry] : [...keep(entry, range), { ...hit, type: to }];
  });

/** e820__range_remove(): forgets what `range` shares with entries of `type`, or with every entry. */
export const removeE820 = (entries: readonly E820Entry[], range: AddressRange, type?: number): E820Entry[] =>
  entries.flatMap((entry) =>
    (type === undefined || entry.type === type) && overlaps(entry, range) ? keep(entry, range) : [entry],
  );

const keep = (entry: E820Entry, hole: AddressRange): E820Entry[] =>
  without(entry, hole).map((rest) => ({ ...rest, type: entry.type }));

const RESOURCE_NAMES = new Map<number, string>([
  [E820_TYPE.RAM, 'System RAM'],
  [E820_TYPE.RESERVED_KERN, 'System RAM'],
  [E820_TYPE.ACPI, 'ACPI Tables'],
  [E820_TYPE.NVS, 'ACPI Non-volatile Storage'],
  [E820_TYPE.UNUSABLE, 'Unusable memory'],
  [E820_TYPE.PRAM, 'Persistent Memory (legacy)'],
  [E820_TYPE.PMEM, 'Persistent Memory'],
  [E820_TYPE.RESERVED, 'Reserved'],
  [E820_TYPE.SOFT_RESERVED, 'Soft Reserved'],
]);

/** As /proc/iomem and /sys/firmware/memmap name a type. kernel/e820.c: e820_type_to_string */
export const e820ResourceName = (type: number): string => RESOURCE_NAMES.get(type) ?? 'Unknown E820 type';

const LOG_NAMES = new Map<number, string>([
  [E820_TYPE.RAM, 'usable'],
  [E820_TYPE.RESERVED_KERN, 'usable'],
  [E820_TYPE.RESERVED, 'reserved'],
  [E820_TYPE.SOFT_RESERVED, 'soft reserved'],
  [E820_TYPE.ACPI, 'ACPI data'],
  [E820_TYPE.NVS, 'ACPI NVS'],
  [E820_TYPE.UNUSABLE, 'unusable'],
  [E820_TYPE.PMEM, 'persistent (type 7)'],
  [E820_TYPE.PRAM, 'persistent (type 12)'],
]);

/** As the boot log names a type. kernel/e820.c: e820_print_type */
export const e820LogName = (type: number): string => LOG_NAMES.get(type) ?? `type ${type}`;

const padded = (value: number): string => `0x${value.toString(16).padStart(16, '0')}`;

/** `BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable`. */
export const formatE820Line = ({ start, end, type }: E820Entry, source = 'BIOS-e820'): string =>
  `${source}: [mem ${padded(start)}-${padded(end - 1)}] ${e820LogName(type)}`;

const LINE = /^(.+): \[mem (0x[0-9a-f]{16})-(0x[0-9a-f]{16})\] (.+)$/;

const typeOfLogName = (name: string): number | undefined => {
  const other = /^type (\d+)$/.exec(name);
  if (other !== null) return Number(other[1]);
  for (const [type, text] of LOG_NAMES) if (text === name) return type;
  return undefined;
};

/** The entry of one line from {@link formatE820Line}; undefined for any other line, or one above 2^53. */
export const parseE820Line = (line: string, source = 'BIOS-e820'): E820Entry | undefined => {
  const match = LINE.exec(line);
  if (match === null || match[1] !== source) return undefined;
  const type = typeOfLogName(match[4]!);
  const start = BigInt(match[2]!);
  const end = BigInt(match[3]!) + 1n;
  if (type === undefined || end > LIMIT || end <= start) return undefined;
  return { start: Number(start), end: Number(end), type };
};

/** The map that firmware gave, from a boot log without time stamps. */
export const parseE820Log = (lines: Iterable<string>, source = 'BIOS-e820'): E820Entry[] =>
  [...lines].flatMap((line) => parseE820Line(line, source) ?? []);
