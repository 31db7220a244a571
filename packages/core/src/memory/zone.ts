import { SortedMap } from '../persistent/sorted-map.js';

/** Pages as half-open pfns. */
export interface PfnRange {
  readonly start: number;
  readonly end: number;
}

/**
 * One zone of one node. The span is derived from the populated ranges: it shrinks at its ends when they
 * empty, and never in the middle (core R2.13).
 */
export interface Zone {
  readonly node: number;
  /** `DMA`, `DMA32`, `Normal`, `Movable`. */
  readonly name: string;
  /** Populated pages: end pfn by start pfn, disjoint. */
  readonly populated: SortedMap<number>;
  /** Pages that exist in the zone. */
  readonly present: number;
  /** Of those, the ones that were there at boot. */
  readonly presentEarly: number;
}

export const MOVABLE = 'Movable';
export const NORMAL = 'Normal';

export const emptyZone = (node: number, name: string): Zone => ({
  node,
  name,
  populated: SortedMap.of<number>(),
  present: 0,
  presentEarly: 0,
});

/** First to last populated page; undefined for an empty zone. */
export const spanOf = ({ populated }: Zone): PfnRange | undefined => {
  const first = populated.first();
  const last = populated.last();
  return first === undefined || last === undefined ? undefined : { start: first[0], end: last[1] };
};

/** Whether the zone's span, holes included, meets the range (mm/memory_hotplug.c: zone_intersects). */
export const spanIntersects = (zone: Zone, range: PfnRange): boolean => {
  const span = spanOf(zone);
  return span !== undefined && span.start < range.end && range.start < span.end;
};

export const withPages = (zone: Zone, range: PfnRange, early = false): Zone => {
  const pages = range.end - range.start;
  return {
    ...zone,
    populated: zone.populated.with(range.start, range.end),
    present: zone.present + pages,
    presentEarly: zone.presentEarly + (early ? pages : 0),
  };
};

/** Takes out pages that were put in as one range, or the part of a longer range. */
export const withoutPages = (zone: Zone, range: PfnRange, early = false): Zone => {
  const holder = zone.populated.floor(range.start);
  if (holder === undefined || holder[1] < range.end) return zone;
  const [start, end] = holder;
  let populated = zone.populated.without(start);
  if (start < range.start) populated = populated.with(start, range.start);
  if (range.end < end) populated = populated.with(range.end, end);
  const pages = range.end - range.start;
  return {
    ...zone,
    populated,
    present: zone.present - pages,
    presentEarly: zone.presentEarly - (early ? pages : 0),
  };
};
