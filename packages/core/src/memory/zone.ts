import { SortedMap } from '@warmboot/address';

/** Pages as half-open pfns. */
export interface PfnRange {
  readonly start: number;
  readonly end: number;
}

/** One zone of one node. */
export interface Zone {
  readonly node: number;
  /** `DMA`, `DMA32`, `Normal`, `Movable`. */
  readonly name: string;
  /**
   * First to last page, holes included; undefined for an empty zone. At boot it reaches as far as the node does within
   * the zone's bounds, RAM or not (mm/page_alloc.c: zone_spanned_pages_in_node); hotplug lets it grow, and shrink at
   * its ends (core R2.13).
   */
  readonly span: PfnRange | undefined;
  /** Populated pages: end pfn by start pfn, disjoint. */
  readonly populated: SortedMap<number>;
  /** Pages that exist in the zone. */
  readonly present: number;
  /** Of those, the ones that were there at boot. */
  readonly presentEarly: number;
}

/** The zone of pages that can be migrated. */
export const MOVABLE = 'Movable';
/** The zone that has no upper end. */
export const NORMAL = 'Normal';

/** A zone without pages. */
export const emptyZone = (node: number, name: string): Zone => ({
  node,
  name,
  span: undefined,
  populated: SortedMap.of<number>(),
  present: 0,
  presentEarly: 0,
});

/** populated_zone(): a zone may span pages and have none. */
export const isPopulated = ({ present }: Zone): boolean => present > 0;

/** Whether the zone's span, holes included, meets the range (mm/memory_hotplug.c: zone_intersects). */
export const spanIntersects = (zone: Zone, range: PfnRange): boolean => {
  const { span } = zone;
  return span !== undefined && span.start < range.end && range.start < span.end;
};

/** Populated pages of the zone inside the range. */
export const pagesWithin = ({ populated }: Zone, range: PfnRange): number => {
  let pages = 0;
  for (
    let holder = populated.below(range.end);
    holder !== undefined && holder[1] > range.start;
    holder = populated.below(holder[0])
  ) {
    pages += Math.min(holder[1], range.end) - Math.max(holder[0], range.start);
  }
  return pages;
};

/** A zone with its counters changed by so many pages. */
export const withPages = (zone: Zone, range: PfnRange, early = false): Zone => {
  const pages = range.end - range.start;
  return {
    ...zone,
    span: grown(zone.span, range),
    populated: zone.populated.with(range.start, range.end),
    present: zone.present + pages,
    presentEarly: zone.presentEarly + (early ? pages : 0),
  };
};

/** Takes out the pages of `range`, whichever populated ranges hold them; pages that the zone does not have are passed by. */
export const withoutPages = (zone: Zone, range: PfnRange, early = false): Zone => {
  let { populated } = zone;
  let taken = 0;
  for (
    let holder = populated.below(range.end);
    holder !== undefined && holder[1] > range.start;
    holder = populated.below(range.end)
  ) {
    const [start, end] = holder;
    populated = populated.without(start);
    if (start < range.start) populated = populated.with(start, range.start);
    if (range.end < end) populated = populated.with(range.end, end);
    taken += Math.min(end, range.end) - Math.max(start, range.start);
  }
  return {
    ...zone,
    span: shrunk(zone.span, range, populated),
    populated,
    present: zone.present - taken,
    presentEarly: zone.presentEarly - (early ? taken : 0),
  };
};

/** resize_zone_range(). */
const grown = (span: PfnRange | undefined, range: PfnRange): PfnRange =>
  span === undefined
    ? range
    : { start: Math.min(span.start, range.start), end: Math.max(span.end, range.end) };

/** shrink_zone_span(): only an end that went is looked for again, and the start before the end (core R2.13). */
const shrunk = (
  span: PfnRange | undefined,
  gone: PfnRange,
  left: SortedMap<number>,
): PfnRange | undefined => {
  if (span === undefined) return undefined;
  if (span.start === gone.start) {
    const first = left.ceiling(gone.end);
    return first === undefined ? undefined : { start: first[0], end: span.end };
  }
  if (span.end === gone.end) {
    const last = left.below(gone.start);
    return last === undefined ? undefined : { start: span.start, end: last[1] };
  }
  return span;
};
