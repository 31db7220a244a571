import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignUp, isAligned, covers, overlaps, rangeAt, sizeOf, hex, toWire } from '@warmboot/address';
import { UNTOLD_PAGE_SIZE } from '../contract/plugin.js';
import { KEXEC_SEGMENT_MAX } from '../image/segment.js';
import type { KexecSegment, RawSegment, SegmentKind } from '../image/segment.js';
import type { Content } from '../physical/content.js';
import { destinationOf } from '../image/segment.js';
import { backupRanges } from './backup-segments.js';
import type { HoleRequest, PlacementBounds } from './locate-hole.js';
import { locateHole } from './locate-hole.js';

/** A placement of kexec-tools that worked, or the lines it prints before it exits with status 1. */
export type Placed =
  { readonly ok: true; readonly base: PhysAddr } | { readonly ok: false; readonly output: readonly string[] };

/** What a loader wants to put at an address: add_segment(). Sizes in bytes. */
export interface SegmentContent {
  readonly kind: SegmentKind;
  readonly bufsz: number;
  readonly memsz: number;
  /** The bytes, for hand-over blobs; a loader may fill them in later with {@link SegmentList.fill}. */
  readonly bytes?: Uint8Array;
  /** What the buffer holds, where the loader has it as a content. */
  readonly content?: Content;
}

/** What a loader wants to have placed: add_buffer(). */
export type BufferContent = SegmentContent & Omit<HoleRequest, 'size'>;

const gaveUp = (...output: string[]): Placed => ({ ok: false, output });

/**
 * The segments of one run of kexec-tools (core R7.6 to R7.8; kexec/kexec.c: add_segment, add_buffer).
 * Lives for one load; {@link segments} is a value.
 */
export class SegmentList {
  readonly #ram: readonly AddressRange[];
  readonly #bounds: PlacementBounds;
  readonly #pageSize: number;
  #segments: readonly KexecSegment[] = [];
  readonly #warnings: string[] = [];

  /**
   * @param ram ranges of type RAM, ascending, as the tool read them: touching ranges are not joined
   * @param pageSize getpagesize() where the tool runs, in bytes; what the bounds say where absent
   */
  constructor(
    ram: readonly AddressRange[],
    bounds: PlacementBounds,
    pageSize: number = bounds.pageSize ?? UNTOLD_PAGE_SIZE,
  ) {
    this.#ram = ram;
    this.#bounds = bounds;
    this.#pageSize = pageSize;
  }

  /** Ascending by address, as the tool passes them to the kernel. */
  get segments(): readonly KexecSegment[] {
    return this.#segments;
  }

  /** What the tool warned of on its way. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** The segments as arguments of the system call. */
  toRaw(): RawSegment[] {
    return this.#segments.map(({ kind, mem, memsz, bufsz, bytes, content }) => ({
      kind,
      mem: toWire(mem),
      memsz: toWire(memsz),
      bufsz: toWire(bufsz),
      ...(bytes === undefined ? {} : { bytes }),
      ...(content === undefined ? {} : { content }),
    }));
  }

  /** locate_hole() with what is placed so far; nothing is taken. */
  locate(request: HoleRequest): PhysAddr | undefined {
    return locateHole(this.#ram, this.#segments.map(destinationOf), this.#bounds, request, this.#pageSize);
  }

  /** add_buffer(): finds a hole and takes it. */
  addBuffer(content: BufferContent): Placed {
    const { kind, bufsz, memsz, bytes, content: source, ...where } = content;
    const size = alignUp(memsz, this.#pageSize);
    const base = this.locate({ ...where, size });
    if (base === undefined) {
      return gaveUp(`Could not find a free area of memory of ${hex(size)} bytes...`, 'locate_hole failed');
    }
    return this.add(base, {
      kind,
      bufsz,
      memsz: size,
      ...(bytes === undefined ? {} : { bytes }),
      ...(source === undefined ? {} : { content: source }),
    });
  }

  /** add_segment(): takes exactly this place. An empty segment is left out. */
  add(base: PhysAddr, content: SegmentContent): Placed {
    const { memsz: wanted, kind, bytes, content: source } = content;
    if (wanted === 0) return { ok: true, base };
    const memsz = alignUp(wanted, this.#pageSize);
    const bufsz = Math.min(content.bufsz, wanted);
    if (!isAligned(base, this.#pageSize)) return gaveUp(`Base address: ${hex(base)} is not page aligned`);
    const destination = rangeAt(base, memsz);
    if (!this.#allows(destination)) {
      return gaveUp(`Invalid memory segment ${hex(base)} - ${hex(destination.end - 1)}`);
    }
    if (this.#segments.some((segment) => overlaps(destinationOf(segment), destination))) {
      return gaveUp(`Overlapping memory segments at ${hex(base)}`);
    }
    if (this.#segments.length >= KEXEC_SEGMENT_MAX) {
      this.#warnings.push('Warning: kernel segment limit reached. This will likely fail');
    }
    const segment = {
      kind,
      mem: base,
      memsz,
      bufsz,
      ...(bytes === undefined ? {} : { bytes }),
      ...(source === undefined ? {} : { content: source }),
    };
    this.#segments = [...this.#segments, segment].sort((a, b) => a.mem - b.mem);
    return { ok: true, base };
  }

  /** Empty segments over all RAM that is left, so that the jump saves it (core 7, --load-preserve-context). */
  saveRest(): void {
    const taken = this.#segments.map(destinationOf);
    for (const range of backupRanges(this.#ram, taken, this.#bounds, this.#pageSize)) {
      this.add(range.start, { kind: 'backup', bufsz: 0, memsz: sizeOf(range) });
    }
  }

  /** Gives a placed segment its bytes. @throws TypeError when no segment begins at `base` */
  fill(base: PhysAddr, bytes: Uint8Array): void {
    const index = this.#segments.findIndex(({ mem }) => mem === base);
    const segment = this.#segments[index];
    if (segment === undefined) throw new TypeError(`no segment begins at ${hex(base)}`);
    this.#segments = this.#segments.with(index, { ...segment, bufsz: bytes.length, bytes });
  }

  /** valid_memory_range(): inside one RAM range and inside the bounds. */
  #allows(range: AddressRange): boolean {
    const { memMin, memMax } = this.#bounds;
    if (range.start < memMin || range.end - 1 > memMax) return false;
    return this.#ram.some((ram) => covers(ram, range));
  }
}
