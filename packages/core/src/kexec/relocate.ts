import type { RelocationStyle } from '../contract/kexec-limits.js';
import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp, rangeAt, sizeOf, subtract } from '@warmboot/address';
import type { Platform } from '../device/platform.js';
import { MemoryBus } from '../machine/bus.js';
import { ALL_ONES } from '../physical/content.js';
import type { PhysicalMemory } from '../physical/physical-memory.js';
import type { KexecImage } from '../image/image.js';
import type { SegmentKind } from '../image/segment.js';

/** One copy for each page, and a fault for the first that nothing answers at. */
export const PLAIN_RELOCATION: RelocationStyle = { page: 'copy', absent: 'stops' };

/** Pages of a segment that were written to where nothing answers. */
export interface LostWrite extends AddressRange {
  readonly segment: SegmentKind;
}

/** What became of memory when the page list was carried out. */
export interface Relocation {
  /** Memory as far as the walk came. */
  readonly contents: PhysicalMemory;
  /** In the order of the walk; the walk ends at the first when stores there stop it. */
  readonly lost: readonly LostWrite[];
  /** A page of the list or of the relocation code that somebody wrote to since the load: where the walk goes is anybody's guess. */
  readonly derailed: PhysAddr | undefined;
}

/** Whole pages that meet the ranges. */
const pagesMeeting = (ranges: readonly AddressRange[], pageSize: number): AddressRange[] =>
  ranges.map(({ start, end }) => ({ start: alignDown(start, pageSize), end: alignUp(end, pageSize) }));

/** The walk of one page list. Lives for one jump. */
class Walk {
  readonly #bus: MemoryBus;
  readonly #style: RelocationStyle;
  readonly #swap: AddressRange | undefined;
  readonly #pageSize: number;
  readonly lost: LostWrite[] = [];
  contents: PhysicalMemory;

  constructor(bus: MemoryBus, style: RelocationStyle, swap: AddressRange | undefined, pageSize: number) {
    this.#bus = bus;
    this.#style = style;
    this.#swap = swap;
    this.#pageSize = pageSize;
    this.contents = bus.contents;
  }

  /** Moves consecutive pages, in their order. @returns whether the walk goes on */
  move(source: AddressRange, destination: PhysAddr, segment: SegmentKind): boolean {
    const target = rangeAt(destination, sizeOf(source));
    const absent = pagesMeeting(this.#bus.presence(target).absent, this.#pageSize);
    const [first] = absent;
    if (first !== undefined && this.#style.absent === 'stops') {
      this.#movePresent(source, target, { start: target.start, end: first.start });
      this.#lose({ start: first.start, end: first.start + this.#pageSize }, segment);
      return false;
    }
    for (const present of subtract([target], absent)) this.#movePresent(source, target, present);
    for (const hole of absent) {
      this.#lose(hole, segment);
      this.#loseInto(hole, hole.start - target.start + source.start);
    }
    return true;
  }

  /** Pages that follow each other are one loss, whatever the runs that they came in. */
  #lose({ start, end }: AddressRange, segment: SegmentKind): void {
    const last = this.lost.at(-1);
    if (last?.end === start && last.segment === segment) {
      this.lost[this.lost.length - 1] = { ...last, end };
    } else {
      this.lost.push({ start, end, segment });
    }
  }

  #movePresent(source: AddressRange, target: AddressRange, { start, end }: AddressRange): void {
    const size = end - start;
    if (size <= 0) return;
    const from = source.start + start - target.start;
    if (this.#style.page === 'copy') {
      this.contents = this.contents.copy(rangeAt(from, size), start);
      return;
    }
    this.#throughSwap(from + size - this.#pageSize);
    this.contents = this.contents.exchange(from, start, size);
  }

  /** The first of three copies still works; the second brings junk back; the third is lost. */
  #loseInto(hole: AddressRange, source: PhysAddr): void {
    if (this.#style.page === 'copy') return;
    this.#throughSwap(source + sizeOf(hole) - this.#pageSize);
    this.contents = this.contents.write(rangeAt(source, sizeOf(hole)), ALL_ONES);
  }

  /** Each page overwrites what the page before left in the swap page, so only the last of a run has to be put there. */
  #throughSwap(lastPage: PhysAddr): void {
    if (this.#swap === undefined) return;
    this.contents = this.contents.copy(rangeAt(lastPage, this.#pageSize), this.#swap.start);
  }
}

/**
 * Carries out the page list of an image: relocate_kernel of either kind (core R4.4; chapter 5 of each architecture's specification). Every
 * page goes its own way; consecutive pages are moved together where that is the same. A crash image lies in place, so
 * nothing moves.
 *
 * @param pageSize of the kernel that made the list, in bytes
 */
export const relocate = (
  platform: Platform,
  contents: PhysicalMemory,
  { pages, segments }: Pick<KexecImage, 'pages' | 'segments'>,
  style: RelocationStyle,
  pageSize: number,
): Relocation => {
  const { list, control, swap } = pages;
  const derailed = firstWritten(contents, [...control, ...list.indirection]);
  if (derailed !== undefined) return { contents, lost: [], derailed };
  const walk = new Walk(new MemoryBus(platform, contents), style, swap, pageSize);
  for (const [index, { destination, sources }] of list.segments.entries()) {
    let at = destination;
    for (const source of sources) {
      if (!walk.move(source, at, segments[index]?.kind ?? 'other')) {
        return { contents: walk.contents, lost: walk.lost, derailed: undefined };
      }
      at += sizeOf(source);
    }
  }
  return { contents: walk.contents, lost: walk.lost, derailed: undefined };
};

/** Code and lists are nobody's contents, so whatever is written there came from outside. */
const firstWritten = (contents: PhysicalMemory, pages: readonly AddressRange[]): PhysAddr | undefined => {
  for (const range of pages) for (const { start } of contents.extents(range)) return start;
  return undefined;
};
