import { walkSystemRamRes } from './find-resource.js';
import type { ResourceTree } from './tree.js';

/** Whole pages, by page frame number (address / page size). */
export interface PageRange {
  readonly pfn: number;
  readonly pages: number;
}

/**
 * The whole pages of busy System RAM among `pages` pages from `pfn`; a node without a whole page is skipped.
 * core R1.14; kernel/resource.c:walk_system_ram_range
 */
export function* walkSystemRamRange(
  tree: ResourceTree,
  { pfn, pages }: PageRange,
  pageSize: number,
): Generator<PageRange> {
  const window = { start: pfn * pageSize, end: (pfn + pages) * pageSize };
  for (const { start, end } of walkSystemRamRes(tree, window)) {
    const first = Math.ceil(start / pageSize);
    const last = Math.floor(end / pageSize);
    if (last > first) yield { pfn: first, pages: last - first };
  }
}

/** Whether the page is wholly busy System RAM of one node. core R1.14; kernel/resource.c:page_is_ram */
export const isRamPage = (tree: ResourceTree, pfn: number, pageSize: number): boolean =>
  walkSystemRamRange(tree, { pfn, pages: 1 }, pageSize).next().done !== true;
