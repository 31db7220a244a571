import type { FirmwareMemory } from '@warmboot/core/plugin';
import { memblocks } from '@warmboot/core/plugin';
import { MEMORY_TYPE, parseEfiBootLog, stubE820 } from '@warmboot/firmware-uefi';
import { E820_TYPE } from '../formats/e820.js';

/**
 * Lines of the map that the BIOS, the stub of EFI or Xen gave: with inclusive ends, with exclusive ends in kernels before 3.6, with
 * the size before the type in kernels from 7.0 on. kernel/e820.c: e820__print_table
 */
const INCLUSIVE =
  /^ ?(?:BIOS-(?:e820|e801|88)|Xen): +\[mem 0x([0-9a-f]+)-0x([0-9a-f]+)\] +(?:[\d.]+ +[KMGTP]?B +)?(.+)$/i;
const EXCLUSIVE = /^ ?(?:BIOS-(?:e820|e801|88)|Xen): ([0-9a-f]{16}) - ([0-9a-f]{16}) \((.+)\)$/;

const TYPES: readonly (readonly [RegExp, FirmwareMemory['type']])[] = [
  [/^(?:usable|System RAM)$/i, 'usable'],
  [/^ACPI (?:data|Tables)$/i, 'ACPI data'],
  [/^ACPI (?:NVS|Non-volatile Storage)$/i, 'ACPI NVS'],
  [/^unusable/i, 'unusable'],
  [/^persistent (?:\(type 7\)|RAM \(type 7\)|memory$)/i, 'persistent'],
  [/^persistent (?:\(type 12\)|RAM \(type 12\))/i, 'persistent (legacy)'],
  [/^soft reserved$/i, 'soft reserved'],
];

const typeOf = (text: string): FirmwareMemory['type'] =>
  TYPES.find(([pattern]) => pattern.test(text.trim()))?.[1] ?? 'reserved';

const entryOf = (line: string): FirmwareMemory | undefined => {
  const inclusive = INCLUSIVE.exec(line);
  const exclusive = inclusive === null ? EXCLUSIVE.exec(line) : null;
  const match = inclusive ?? exclusive;
  if (match === null) return undefined;
  const range = {
    start: Number(`0x${match[1]}`),
    end: Number(`0x${match[2]}`) + (inclusive === null ? 0 : 1),
  };
  return { range, type: typeOf(match[3]!) };
};

const E820_NAMES = new Map<number, FirmwareMemory['type']>([
  [E820_TYPE.RAM, 'usable'],
  [E820_TYPE.ACPI, 'ACPI data'],
  [E820_TYPE.NVS, 'ACPI NVS'],
  [E820_TYPE.UNUSABLE, 'unusable'],
  [E820_TYPE.PMEM, 'persistent'],
  [E820_TYPE.SOFT_RESERVED, 'soft reserved'],
]);

/** The map of firmware from a log: e820 as the kernel got it, else EFI’s, else what the kernel made of either. */
export const loggedMap = (lines: readonly string[]): readonly FirmwareMemory[] => {
  const e820 = lines.flatMap((line) => entryOf(line) ?? []);
  if (e820.length > 0) return e820;
  const { descriptors } = parseEfiBootLog(lines);
  if (descriptors.length > 0) {
    // A kernel that calls memory unaccepted by its name accepts it before it uses it: it is RAM.
    const known = descriptors.map((descriptor) =>
      descriptor.type === MEMORY_TYPE.unaccepted
        ? { ...descriptor, type: MEMORY_TYPE.conventional }
        : descriptor,
    );
    const { table, extension } = stubE820(known, { softReserve: true });
    const map = [...table, ...extension].map(({ start, end, type }) => {
      return { range: { start, end }, type: E820_NAMES.get(type) ?? ('reserved' as const) };
    });
    return map;
  }
  return memblocks.earlyRanges(lines).map(({ range }) => ({ range, type: 'usable' }));
};
