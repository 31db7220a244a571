import type { PageList } from './page-list.js';
import type { AddressRange } from '@warmboot/address';
import { RangeSet } from '@warmboot/address';

import { IN_PLACE } from './page-list.js';

/** The pages of a loaded image. */
export interface ImagePages {
  readonly list: PageList;
  /** Pages that run or hold something during the jump: relocation code first. */
  readonly control: readonly AddressRange[];
  /** The page through which pages are swapped; a crash image has none. */
  readonly swap: AddressRange | undefined;
  /**
   * Pages of the page allocator that are PG_reserved as long as the image is loaded: sources, lists, control pages, and
   * pages that came up and were of no use. A block that holds one cannot go offline (core R4.5, 2.3).
   */
  readonly reserved: RangeSet;
}

/** The pages of an image that nothing had to be staged for: tests and images of no known contents. */
export const NO_PAGES: ImagePages = {
  list: IN_PLACE,
  control: [],
  swap: undefined,
  reserved: RangeSet.EMPTY,
};
