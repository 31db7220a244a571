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
  /** RAM that the zone had at boot, end pfn by start pfn, disjoint; it stays as it was. What the zone has now, its blocks tell. */
  readonly bootPages: SortedMap<number>;
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
  bootPages: SortedMap.of<number>(),
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

/** A zone that got the pages of a block. resize_zone_range(). */
export const withPages = (zone: Zone, range: PfnRange, early = false): Zone => {
  const pages = range.end - range.start;
  const { span } = zone;
  return {
    ...zone,
    span:
      span === undefined
        ? range
        : { start: Math.min(span.start, range.start), end: Math.max(span.end, range.end) },
    present: zone.present + pages,
    presentEarly: zone.presentEarly + (early ? pages : 0),
  };
};

/** A zone that lost the pages of a block, which all were its own. The span is another matter. */
export const withoutPages = (zone: Zone, range: PfnRange, early = false): Zone => {
  const pages = range.end - range.start;
  return {
    ...zone,
    present: zone.present - pages,
    presentEarly: zone.presentEarly - (early ? pages : 0),
  };
};
