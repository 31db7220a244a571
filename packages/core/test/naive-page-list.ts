import type { PhysAddr } from '@warmboot/address';
import { PAGE_SIZE } from './page-size.js';

/** A segment of whole pages, by page number. */
export interface NaiveSegment {
  readonly first: number;
  readonly pages: number;
}

/** What a load comes to when everything is done one page at a time, with a copy of every page. */
export interface NaiveLoad {
  /** Source page of each destination page, in the order of the list. */
  readonly entries: readonly { readonly destination: number; readonly source: number }[];
  readonly indirection: readonly number[];
  /** What each page holds: `segment.page`. */
  readonly contents: ReadonlyMap<number, string>;
  readonly held: ReadonlySet<number>;
}

/** core R4.3 to R4.7, word for word and page by page: the model that the real one is compared with. */
export const naiveLoad = (
  segments: readonly NaiveSegment[],
  order: readonly PhysAddr[],
): NaiveLoad | undefined => {
  const queue = order.map((address) => address / PAGE_SIZE);
  const entries: { destination: number; source: number }[] = [];
  const indirection: number[] = [];
  const parked = new Set<number>();
  const held = new Set<number>();
  const contents = new Map<number, string>();
  let words = 0;

  const isDestination = (page: number): boolean =>
    segments.some(({ first, pages }) => first <= page && page < first + pages);

  const allocate = (destination: number | undefined): number | undefined => {
    if (destination !== undefined && parked.delete(destination)) return destination;
    for (;;) {
      const page = queue.shift();
      if (page === undefined) return undefined;
      held.add(page);
      if (page === destination || !isDestination(page)) return page;
      const entry = entries.find((one) => one.destination === page);
      if (entry !== undefined) {
        const old = entry.source;
        contents.set(page, contents.get(old)!);
        entry.source = page;
        return old;
      }
      parked.add(page);
    }
  };

  const addWord = (): boolean => {
    if (words % 511 === 0) {
      const page = allocate(undefined);
      if (page === undefined) return false;
      indirection.push(page);
    }
    words += 1;
    return true;
  };

  for (const [index, { first, pages }] of segments.entries()) {
    if (!addWord()) return undefined;
    for (let page = 0; page < pages; page += 1) {
      const source = allocate(first + page);
      if (source === undefined || !addWord()) return undefined;
      entries.push({ destination: first + page, source });
      contents.set(source, `${index}.${page}`);
    }
  }
  return { entries, indirection, contents, held };
};
