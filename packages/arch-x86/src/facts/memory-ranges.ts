import type { AddressRange } from '@warmboot/address';
import { sizeOf } from '@warmboot/address';
import type { Machine, ResourceTree } from '@warmboot/core/plugin';
import { commandLine, resources } from '@warmboot/core/plugin';

import { E820_TYPE, type E820Entry } from '../formats/e820.js';
import { TOOL_RAM_START } from './layout.js';

/** What kexec-tools calls a range. kexec/kexec.h: RANGE_*. */
export type ToolRangeType = 'ram' | 'reserved' | 'acpi' | 'nvs' | 'uncached' | 'pmem' | 'pram';

/** A range of memory as kexec-tools knows it. */
export interface ToolRange extends AddressRange {
  readonly type: ToolRangeType;
}

/** Numbers that `kexec -d` prints for the types. */
export const TOOL_RANGE_NUMBER: Readonly<Record<ToolRangeType, number>> = {
  ram: 0,
  reserved: 1,
  acpi: 2,
  nvs: 3,
  uncached: 4,
  pmem: 6,
  pram: 11,
};

const E820_OF: Readonly<Record<ToolRangeType, number>> = {
  ram: E820_TYPE.RAM,
  reserved: E820_TYPE.RESERVED,
  acpi: E820_TYPE.ACPI,
  nvs: E820_TYPE.NVS,
  uncached: E820_TYPE.RESERVED,
  pmem: E820_TYPE.PMEM,
  pram: E820_TYPE.PRAM,
};

/** The e820 map that the tool passes on: every range in order, its own types translated (spec 3.5). */
export const toolE820 = (ranges: readonly ToolRange[]): E820Entry[] =>
  ranges.map(({ start, end, type }) => ({ start, end, type: E820_OF[type] }));

/** Type strings of /sys/firmware/memmap. kexec/firmware_memmap.c: parse_memmap_entry */
const FIRMWARE_TYPES = new Map<string, ToolRangeType>([
  ['System RAM', 'ram'],
  ['ACPI Tables', 'acpi'],
  ['Unusable memory', 'reserved'],
  ['reserved', 'reserved'],
  ['Reserved', 'reserved'],
  ['Unknown E820 type', 'reserved'],
  ['ACPI Non-volatile Storage', 'nvs'],
  ['Uncached RAM', 'uncached'],
  ['Persistent Memory (legacy)', 'pram'],
  ['Persistent Memory', 'pmem'],
]);

/** Lines of /proc/iomem that count, at any depth. kexec/arch/i386/kexec-x86-common.c: get_memory_ranges_proc_iomem */
const lineType = (name: string): ToolRangeType | undefined => {
  switch (name) {
    case 'System RAM':
      return 'ram';
    case 'ACPI Tables':
      return 'acpi';
    case 'ACPI Non-volatile Storage':
      return 'nvs';
    case 'Persistent Memory (legacy)':
      return 'pram';
    case 'Persistent Memory':
      return 'pmem';
    default:
      return name.toLowerCase() === 'reserved' ? 'reserved' : undefined;
  }
};

/** The ranges that the tool works with, and what it printed on the way. */
export interface ToolMemory {
  /** Ascending. Touching ranges are not joined. */
  readonly ranges: readonly ToolRange[];
  readonly output: readonly string[];
}

/** fixup_memory_ranges(): ascending; of two ranges of one type that overlap, the later loses what both have. */
const fixedUp = (ranges: readonly ToolRange[]): ToolRange[] => {
  const result: ToolRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    const start = last?.type === range.type ? Math.max(range.start, last.end) : range.start;
    if (start < range.end) result.push({ ...range, start });
  }
  return result;
};

/**
 * get_memory_ranges(): /sys/firmware/memmap where it exists and the running kernel did not have its map changed by
 * add_efi_memmap, else /proc/iomem. Hot-added DIMMs are in the former, driver-managed memory is in neither (spec 3.1).
 */
export const readToolMemory = ({ firmwareMap, iomem, kernel }: Machine): ToolMemory => {
  const output: string[] = [];
  const fromFirmware = firmwareMap !== undefined && !commandLine.has(kernel.cmdline, 'add_efi_memmap');
  const found = fromFirmware
    ? fixedUp(
        firmwareMap.entries.map(({ range, type }) => {
          const known = FIRMWARE_TYPES.get(type);
          if (known === undefined)
            output.push(`Unknown type (${type}) while parsing the firmware memory map.`);
          return { ...range, type: known ?? 'reserved' };
        }),
      )
    : rangesOfLines(iomem);
  const first = found.findIndex(({ type }) => type === 'ram');
  const ranges = found.map((range, index) =>
    index === first && range.start < TOOL_RAM_START ? { ...range, start: TOOL_RAM_START } : range,
  );
  return { ranges, output };
};

const rangesOfLines = (iomem: ResourceTree): ToolRange[] =>
  [...resources.preorder(iomem.root)].flatMap(({ resource: { name, start, end } }) => {
    const type = lineType(name);
    return type === undefined ? [] : [{ start, end, type }];
  });

/** RAM above 1 MiB that begins at or below it, in KiB: what BIOS calls of old would have said (spec 3.5). */
export const legacyMemorySizes = (
  entries: readonly E820Entry[],
): { readonly extMemK: number; readonly altMemK: number } => {
  const around = entries.findLast(
    ({ start, end, type }) => type === E820_TYPE.RAM && start <= 0x10_0000 && end - 1 > 0x10_0000,
  );
  if (around === undefined || sizeOf(around) === 0) return { extMemK: 0, altMemK: 0 };
  // The end is inclusive where both loaders divide, so the last KiB does not count.
  const size = Math.floor((around.end - 1) / 1024) - 1024;
  return { extMemK: Math.min(size, 0xfc00), altMemK: Math.min(size, 0xffff_ffff) };
};
