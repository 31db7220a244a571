import type { AddressRange, PhysAddr } from '@warmboot/address';
import { sizeOf } from '@warmboot/address';

/** What the low bits of a kimage_entry_t say. include/linux/kexec.h */
export const IND_DESTINATION = 0x1;
/** The entry points at the next page of entries. include/linux/kexec.h */
export const IND_INDIRECTION = 0x2;
/** The list ends here. */
export const IND_DONE = 0x4;
/** The entry is a page to copy to the next destination. */
export const IND_SOURCE = 0x8;

/** Bytes of a kimage_entry_t. */
const ENTRY_SIZE = 8;

/** Entries of an indirection page: as many words as fit in it, of which the last links to the next page. */
export const entriesPerPage = (pageSize: number): number => pageSize / ENTRY_SIZE - 1;

/** One segment of a page list: where it goes, and where its pages wait, in the order of the segment. */
export interface ListedSegment {
  readonly destination: PhysAddr;
  /** Consecutive source pages as ranges; their sizes add up to the segment's. */
  readonly sources: readonly AddressRange[];
}

/**
 * The page list of a kimage (core R4.3): what relocation walks, page by page. Consecutive pages are kept as one range,
 * so that a list costs what its order of allocation costs and not what the image is large.
 */
export interface PageList {
  /** Empty for a crash image, whose list is IND_DONE alone. */
  readonly segments: readonly ListedSegment[];
  /** Indirection pages in the order of the list. */
  readonly indirection: readonly AddressRange[];
}

/** The list of an image that lies at its destinations already. */
export const IN_PLACE: PageList = { segments: [], indirection: [] };

/** One word of a page list. */
export interface PageListEntry {
  /** Where the word is: in `image->head`, or at an address. */
  readonly at: 'head' | PhysAddr;
  /** A page address and one of the IND_* bits. */
  readonly value: number;
}

function* pagesOf(ranges: Iterable<AddressRange>, pageSize: number): Generator<PhysAddr> {
  for (const { start, end } of ranges) for (let page = start; page < end; page += pageSize) yield page;
}

/** What a walk of the list is about, without the links: a destination, its pages, the next destination, ... */
function* linkless({ segments }: PageList, pageSize: number): Generator<number> {
  for (const { destination, sources } of segments) {
    yield destination + IND_DESTINATION;
    for (const page of pagesOf(sources, pageSize)) yield page + IND_SOURCE;
  }
}

/**
 * The list as the kernel has it in memory, word by word: links to indirection pages included, IND_DONE last. A link
 * takes the place behind the entries of a page (511 of them with 4 KiB); IND_DONE needs no page of its own and may stand there too.
 */
export function* pageListEntries(list: PageList, pageSize: number): Generator<PageListEntry> {
  const pages = pagesOf(list.indirection, pageSize);
  let at: PageListEntry['at'] = 'head';
  let left = 0;
  for (const value of linkless(list, pageSize)) {
    if (left === 0) {
      const page = pages.next().value as PhysAddr;
      yield { at, value: page + IND_INDIRECTION };
      at = page;
      left = entriesPerPage(pageSize);
    }
    yield { at, value };
    at = (at as PhysAddr) + ENTRY_SIZE;
    left -= 1;
  }
  yield { at, value: IND_DONE };
}

/** Where a byte of a destination waits for the jump; undefined when the list does not carry it. */
export const sourceOf = ({ segments }: PageList, destination: PhysAddr): PhysAddr | undefined => {
  for (const segment of segments) {
    let at = segment.destination;
    for (const source of segment.sources) {
      const end = at + sizeOf(source);
      if (at <= destination && destination < end) return source.start + destination - at;
      at = end;
    }
  }
  return undefined;
};
