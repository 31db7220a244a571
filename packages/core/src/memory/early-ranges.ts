import type { AddressRange } from '@warmboot/address';

/** A stretch of memory that a kernel told of as it laid out its nodes. */
export interface EarlyRange {
  readonly range: AddressRange;
  readonly node: number;
}

const HEAD = /^(?:mm: )?Early memory (?:node|PFN) ranges$/;
const BYTES = /^ +node +(\d+): \[mem 0x([0-9a-f]+)-0x([0-9a-f]+)\]$/;
const PAGES = /^ +(?:node +)?(\d+): (?:\[mem )?0x([0-9a-f]+) -> 0x([0-9a-f]+)\]?$/;

/** Pages of the kernels that printed numbers of pages. */
const OLD_PAGE_SIZE = 4096;

/**
 * Memory by node from the lines that every kernel logs when it lays out its zones: all that memblock has, what is reserved
 * in it too. Kernels before 3.6 tell pages instead of bytes. mm/page_alloc.c, mm/mm_init.c: free_area_init
 * @param lines without time stamps
 * @returns empty for a log without these lines
 */
export const parseEarlyRanges = (lines: readonly string[]): readonly EarlyRange[] => {
  const head = lines.findLastIndex((line) => HEAD.test(line));
  if (head < 0) return [];
  const ranges: EarlyRange[] = [];
  for (const line of lines.slice(head + 1)) {
    const bytes = BYTES.exec(line);
    const pages = bytes === null ? PAGES.exec(line) : null;
    if (bytes !== null) {
      const range = { start: Number(`0x${bytes[2]}`), end: Number(`0x${bytes[3]}`) + 1 };
      ranges.push({ node: Number(bytes[1]), range });
    } else if (pages !== null) {
      const [start, end] = [Number(`0x${pages[2]}`), Number(`0x${pages[3]}`)];
      ranges.push({
        node: Number(pages[1]),
        range: { start: start * OLD_PAGE_SIZE, end: end * OLD_PAGE_SIZE },
      });
    } else break;
  }
  return ranges;
};
