import type { AddressRange } from '@warmboot/address';
import { SortedMap } from '@warmboot/address';

/** One directory below /sys/firmware/memmap. */
export interface FirmwareMapEntry {
  /** Name of the directory: a counter that is never reused (core R2.29). */
  readonly index: number;
  /** Half-open; sysfs prints the end inclusive. */
  readonly range: AddressRange;
  /** `System RAM`, `Reserved`, ... */
  readonly type: string;
}

/** /sys/firmware/memmap, a value. drivers/firmware/memmap.c. */
export class FirmwareMap {
  readonly #byIndex: SortedMap<FirmwareMapEntry>;
  /** Numbers of the entries that begin at an address; several can, where firmware says things twice. */
  readonly #byStart: SortedMap<readonly number[]>;
  /** The number of the next entry. */
  readonly nextIndex: number;

  private constructor(
    byIndex: SortedMap<FirmwareMapEntry>,
    byStart: SortedMap<readonly number[]>,
    nextIndex: number,
  ) {
    this.#byIndex = byIndex;
    this.#byStart = byStart;
    this.nextIndex = nextIndex;
  }

  /** A map of numbered entries, as somebody read them. */
  static of(entries: Iterable<FirmwareMapEntry>): FirmwareMap {
    let map = new FirmwareMap(SortedMap.of(), SortedMap.of(), 0);
    for (const entry of entries) map = map.with(entry);
    return map;
  }

  /** Ascending by number. */
  get entries(): readonly FirmwareMapEntry[] {
    return [...this];
  }

  get size(): number {
    return this.#byIndex.size;
  }

  /** Entries in the order of their numbers. */
  [Symbol.iterator](): IterableIterator<FirmwareMapEntry> {
    return this.#byIndex.values();
  }

  /** The entry of exactly this range and type. */
  find(range: AddressRange, type: string): FirmwareMapEntry | undefined {
    return this.#startingAt(range.start)
      .map((index) => this.#byIndex.get(index)!)
      .find((entry) => entry.range.end === range.end && entry.type === type);
  }

  /** The map with an entry more (core R2.29). */
  with(entry: FirmwareMapEntry): FirmwareMap {
    const { start } = entry.range;
    return new FirmwareMap(
      this.#byIndex.with(entry.index, entry),
      this.#byStart.with(start, [...this.#startingAt(start), entry.index]),
      Math.max(this.nextIndex, entry.index + 1),
    );
  }

  /** The map without an entry (core R2.29). */
  without({ index, range: { start } }: FirmwareMapEntry): FirmwareMap {
    const others = this.#startingAt(start).filter((other) => other !== index);
    return new FirmwareMap(
      this.#byIndex.without(index),
      others.length === 0 ? this.#byStart.without(start) : this.#byStart.with(start, others),
      this.nextIndex,
    );
  }

  #startingAt(start: number): readonly number[] {
    return this.#byStart.get(start) ?? [];
  }
}

/** The map as the firmware's own table gave it at boot, in the table's order. */
export const firmwareMapOf = (
  entries: Iterable<{ readonly range: AddressRange; readonly type: string }>,
): FirmwareMap => FirmwareMap.of([...entries].map(({ range, type }, index) => ({ index, range, type })));

/** firmware_map_add_hotplug(): nothing happens when exactly this entry is there already (core R2.29). */
export const withHotAdded = (map: FirmwareMap, range: AddressRange, type: string): FirmwareMap =>
  map.find(range, type) === undefined ? map.with({ index: map.nextIndex, range, type }) : map;

/**
 * firmware_map_remove(): only an exact match goes. Removing part of what one entry describes leaves the
 * whole entry behind, which is how a map goes stale (core R2.29).
 */
export const withRemoved = (map: FirmwareMap, range: AddressRange, type: string): FirmwareMap => {
  const entry = map.find(range, type);
  return entry === undefined ? map : map.without(entry);
};
