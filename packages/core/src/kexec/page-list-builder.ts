import type { AddressRange, PhysAddr } from '@warmboot/address';
import { rangeAt, sizeOf, RangeSet } from '@warmboot/address';
import type { PageAllocator, PagePurpose } from '../contract/page-allocator.js';
import type { PageList } from '../image/page-list.js';
import { entriesPerPage } from '../image/page-list.js';
import { PlacedSources } from './placed-sources.js';
import type { KexecSegment } from '../image/segment.js';
import { destinationOf } from '../image/segment.js';

/** Stands for the destination of a page that is copied nowhere: KIMAGE_NO_DEST. */
const NOWHERE = -1;

/** Bytes of a page, and the address above which none is of use. */
export interface PageListLimits {
  readonly pageSize: number;
  readonly memoryLimit: PhysAddr;
}

/**
 * Makes the page list of a normal image: kimage_alloc_page() and kimage_add_entry() of kernel/kexec_core.c (core R4.3
 * to R4.7). Every step is the kernel's for one page, taken for as many consecutive pages as it holds for. The kernel
 * copies pages about while it does so; where everything ends up is in the list. Lives for one load.
 */
export class PageListBuilder {
  readonly #allocator: PageAllocator;
  readonly #placed: readonly PlacedSources[];
  readonly #limit: PhysAddr;
  readonly #pageSize: number;
  readonly #entriesPerPage: number;
  readonly #held: RangeSet;
  /** Pages that the allocator gave, in the order of giving, joined where one run goes on. */
  readonly #drawn: AddressRange[] = [];
  /** Destination pages that came up before their turn: image->dest_pages. */
  #parked = RangeSet.EMPTY;
  /**
   * Pages that the allocator gave and nothing has looked at. Never more than destinations are left that a draw was for,
   * so none is left over when those have their sources.
   */
  #hand: AddressRange | undefined;
  readonly #indirection: AddressRange[] = [];
  #entries = 0;

  /**
   * @param held pages that the image holds already
   * @param memoryLimit KEXEC_SOURCE_MEMORY_LIMIT; a page that begins above it is kept and not used
   */
  constructor(
    allocator: PageAllocator,
    segments: readonly KexecSegment[],
    held: RangeSet,
    { pageSize, memoryLimit }: PageListLimits,
  ) {
    this.#allocator = allocator;
    this.#placed = segments.map((segment) => new PlacedSources(destinationOf(segment)));
    this.#held = held;
    this.#limit = memoryLimit;
    this.#pageSize = pageSize;
    this.#entriesPerPage = entriesPerPage(pageSize);
  }

  /** Every page that the image holds: sources, indirection pages, and those that nothing could be done with. */
  get reserved(): RangeSet {
    return this.#drawn.reduce((set, pages) => set.with(pages), this.#held);
  }

  /** The list, or undefined when the allocator ran out of pages: ENOMEM. */
  build(): PageList | undefined {
    for (const placed of this.#placed) {
      if (!this.#addEntries(1) || !this.#addSources(placed)) return undefined;
    }
    return { segments: this.#placed.map((placed) => placed.toListed()), indirection: this.#indirection };
  }

  /** kimage_load_normal_segment(): a source for every page of the destination. */
  #addSources(placed: PlacedSources): boolean {
    const { end } = placed.destination;
    while (placed.end < end) {
      const at = placed.end;
      const source = this.#allocate(
        at,
        Math.min(end - at, this.#pagesBeforeLink() * this.#pageSize),
        'contents',
      );
      // The entry may need an indirection page first, and that page is looked for while this one has no entry.
      if (source === undefined || !this.#addEntries(sizeOf(source) / this.#pageSize)) return false;
      placed.append(source);
    }
    return true;
  }

  /** Entries that can be made before another indirection page is due; one when it is due now. */
  #pagesBeforeLink(): number {
    const used = this.#entries % this.#entriesPerPage;
    return used === 0 ? 1 : this.#entriesPerPage - used;
  }

  /** kimage_add_entry(). At most as many as {@link #pagesBeforeLink} says. */
  #addEntries(count: number): boolean {
    if (this.#entries % this.#entriesPerPage === 0) {
      const page = this.#allocate(NOWHERE, this.#pageSize, 'overhead');
      if (page === undefined) return false;
      const last = this.#indirection.at(-1);
      if (last?.end === page.start) {
        this.#indirection[this.#indirection.length - 1] = { start: last.start, end: page.end };
      } else {
        this.#indirection.push(page);
      }
    }
    this.#entries += count;
    return true;
  }

  /** kimage_alloc_page() for up to `wanted` bytes that go to `destination` and on. */
  #allocate(destination: PhysAddr, wanted: number, purpose: PagePurpose): AddressRange | undefined {
    for (;;) {
      const parked = destination === NOWHERE ? undefined : this.#parked.firstIn(rangeAt(destination, wanted));
      if (parked?.start === destination) {
        this.#parked = this.#parked.without(parked);
        return parked;
      }
      const limit = parked === undefined ? wanted : parked.start - destination;
      const pages = this.#draw(limit, purpose);
      if (pages === undefined) return undefined;
      const source = this.#use(pages, destination, limit);
      if (source !== undefined) return source;
    }
  }

  /** Decides about pages that the allocator gave: the source to use, or undefined when they were put aside. */
  #use(pages: AddressRange, destination: PhysAddr, limit: number): AddressRange | undefined {
    if (pages.start > this.#limit) return undefined;
    if (pages.start === destination) return this.#keep(pages, limit);
    const owner = this.#placed.find((one) => contains(one.destination, pages.start));
    if (owner === undefined)
      return this.#keep(pages, Math.min(limit, this.#nextDestination(pages.start) - pages.start));
    if (pages.start >= owner.end) {
      this.#parked = this.#parked.with(this.#keep(pages, owner.destination.end - pages.start));
      return undefined;
    }
    return this.#swap(pages, owner, limit);
  }

  /** The destination of a page that was placed before: that page moves in, and its old source becomes free. */
  #swap(pages: AddressRange, owner: PlacedSources, limit: number): AddressRange {
    const old = owner.sourceAt(pages.start);
    const room = Math.min(limit, sizeOf(old), owner.end - pages.start);
    const { start, end } = this.#keep(pages, room);
    const freed = rangeAt(old.start, end - start);
    owner.putInPlace(start, end - start);
    return freed;
  }

  #nextDestination(address: PhysAddr): PhysAddr {
    return this.#placed.reduce(
      (next, { destination: { start, end } }) =>
        start > address && start < end ? Math.min(next, start) : next,
      Infinity,
    );
  }

  /** The first `size` bytes of the pages; the rest stays in hand. */
  #keep(pages: AddressRange, size: number): AddressRange {
    const end = Math.min(pages.end, pages.start + size);
    if (end < pages.end) this.#hand = { start: end, end: pages.end };
    return { start: pages.start, end };
  }

  /** Pages in hand, else pages of the allocator, which are reserved from then on. */
  #draw(limit: number, purpose: PagePurpose): AddressRange | undefined {
    const hand = this.#hand;
    this.#hand = undefined;
    if (hand !== undefined) return hand;
    const pages = this.#allocator.take(limit, purpose);
    if (pages !== undefined) this.#note(pages);
    return pages;
  }

  /** Runs for contents and for lists grow by turns: one of the last two goes on. */
  #note(pages: AddressRange): void {
    const { length } = this.#drawn;
    const at = this.#drawn.findLastIndex(({ end }, index) => index >= length - 2 && end === pages.start);
    if (at === -1) this.#drawn.push(pages);
    else this.#drawn[at] = { start: this.#drawn[at]!.start, end: pages.end };
  }
}

const contains = ({ start, end }: AddressRange, address: PhysAddr): boolean =>
  start <= address && address < end;
