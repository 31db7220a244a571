import type { AddressRange } from '@warmboot/address';
import { SortedMap } from '@warmboot/address';

import { IORES_DESC_NONE, type ResourceDescriptor } from './descriptor.js';

/** What a node of the resource tree says about its range. */
export interface ResourceAttributes {
  /**
   * As /proc/iomem prints it. Linux decides whether two nodes may merge by comparing name *pointers*; here
   * equal strings stand for the same pointer, which holds for every provider that passes one constant for all
   * the memory it adds. A node that Linux would print without a name carries `<BAD>`.
   */
  readonly name: string;
  /** Bits of `IORESOURCE_*`, unsigned. */
  readonly flags: number;
  readonly desc: ResourceDescriptor;
}

/**
 * A node of the resource tree. The range is half-open: Linux's inclusive `end` is `end - 1` here, and an
 * empty range is Linux's `end < start`.
 * core 1.1; include/linux/ioport.h:struct resource
 */
export interface Resource extends AddressRange, ResourceAttributes {
  /** By start; disjoint, and inside this range. */
  readonly children: SortedMap<Resource>;
}

/** A node before it is in a tree. */
export interface ResourceSpec extends AddressRange {
  readonly name: string;
  readonly flags: number;
  readonly desc?: ResourceDescriptor;
}

const NO_CHILDREN: SortedMap<Resource> = SortedMap.of();

/** A node without children; no descriptor means {@link IORES_DESC_NONE}. */
export const makeResource = ({
  start,
  end,
  name,
  flags,
  desc = IORES_DESC_NONE,
}: ResourceSpec): Resource => ({
  start,
  end,
  name,
  flags,
  desc,
  children: NO_CHILDREN,
});

/** Whether the two cover exactly the same bytes. */
export const sameRange = (a: AddressRange, b: AddressRange): boolean =>
  a.start === b.start && a.end === b.end;
