import type { AddressRange } from '../address/range.js';

/** One directory below /sys/firmware/memmap. */
export interface FirmwareMapEntry {
  /** Name of the directory: a counter that is never reused (core R2.29). */
  readonly index: number;
  /** Half-open; sysfs prints the end inclusive. */
  readonly range: AddressRange;
  /** `System RAM`, `Reserved`, ... */
  readonly type: string;
}

/** /sys/firmware/memmap. drivers/firmware/memmap.c. */
export interface FirmwareMap {
  readonly entries: readonly FirmwareMapEntry[];
  readonly nextIndex: number;
}

/** The map as the firmware's own table gave it at boot, in the table's order. */
export const firmwareMapOf = (
  entries: Iterable<{ readonly range: AddressRange; readonly type: string }>,
): FirmwareMap => {
  const numbered = [...entries].map(({ range, type }, index) => ({ index, range, type }));
  return { entries: numbered, nextIndex: numbered.length };
};

const same = (entry: FirmwareMapEntry, range: AddressRange, type: string): boolean =>
  entry.range.start === range.start && entry.range.end === range.end && entry.type === type;

/** firmware_map_add_hotplug(): nothing happens when exactly this entry is there already (core R2.29). */
export const withHotAdded = (map: FirmwareMap, range: AddressRange, type: string): FirmwareMap =>
  map.entries.some((entry) => same(entry, range, type))
    ? map
    : {
        entries: [...map.entries, { index: map.nextIndex, range, type }],
        nextIndex: map.nextIndex + 1,
      };

/**
 * firmware_map_remove(): only an exact match goes. Removing part of what one entry describes leaves the
 * whole entry behind, which is how a map goes stale (core R2.29).
 */
export const withRemoved = (map: FirmwareMap, range: AddressRange, type: string): FirmwareMap => {
  const entries = map.entries.filter((entry) => !same(entry, range, type));
  return entries.length === map.entries.length ? map : { ...map, entries };
};
