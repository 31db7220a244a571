import { KEXEC_SEGMENT_MAX } from '../image/segment.js';
import type { SearchQuirks } from '../contract/profile.js';
import type { KexecBuffer, KexecBuffers } from '../contract/kexec-buffers.js';
import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp, overlaps, rangeAt } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import { refuse, succeed } from '../answer/result.js';
import type { KexecSegment } from '../image/segment.js';
import { destinationOf } from '../image/segment.js';

/** A placed segment in the way of `range`. */
const conflicting = (segments: readonly KexecSegment[], range: AddressRange): AddressRange | undefined =>
  segments.map(destinationOf).find((taken) => overlaps(taken, range));

/**
 * The segments of a kexec_file_load in the making: kexec_add_buffer and the search for a hole
 * (core R5.2 to R5.7; kernel/kexec_file.c).
 */
export class FileBuffers implements KexecBuffers {
  readonly #ranges: readonly AddressRange[];
  readonly #descending: boolean;
  readonly #quirks: SearchQuirks;
  readonly #pageSize: number;
  #segments: readonly KexecSegment[] = [];

  /**
   * @param ranges where buffers may go, ascending
   * @param keepsMemblock whether the walk is memblock's, which goes downward for top-down requests in every version
   * @param pageSize of the kernel, in bytes: sizes are rounded to it, and no alignment is less
   */
  constructor(
    ranges: readonly AddressRange[],
    keepsMemblock: boolean,
    quirks: SearchQuirks,
    pageSize: number,
  ) {
    this.#ranges = ranges;
    this.#descending = keepsMemblock || quirks.topDownWalksDescending;
    this.#quirks = quirks;
    this.#pageSize = pageSize;
  }

  /** Placed so far, in the order of {@link add}. */
  get segments(): readonly KexecSegment[] {
    return this.#segments;
  }

  /** Forgets every segment after the first `count`: a loader that tries again elsewhere. */
  truncate(count: number): void {
    this.#segments = this.#segments.slice(0, count);
  }

  /** Replaces a placed segment, for loaders that adjust what the search gave them. */
  replace(index: number, segment: KexecSegment): void {
    this.#segments = this.#segments.with(index, segment);
  }

  /** Finds a hole and takes it. EINVAL when there are 16 segments already, EADDRNOTAVAIL when nothing fits. */
  add(buffer: KexecBuffer): Result<PhysAddr> {
    if (this.#segments.length >= KEXEC_SEGMENT_MAX)
      return refuse('EINVAL', 'an image has at most 16 segments');
    const { kind, bufsz, bytes, content } = buffer;
    const located = this.locate(buffer);
    if (!located.ok) return located;
    const segment: KexecSegment = {
      kind,
      mem: located.value,
      memsz: alignUp(buffer.memsz, this.#pageSize),
      bufsz,
      ...(bytes === undefined ? {} : { bytes }),
      ...(content === undefined ? {} : { content }),
    };
    this.#segments = [...this.#segments, segment];
    return located;
  }

  /** Finds a hole and takes nothing: kexec_locate_mem_hole(). EADDRNOTAVAIL when nothing fits. */
  locate(buffer: KexecBuffer): Result<PhysAddr> {
    if (buffer.at !== undefined) return succeed(buffer.at);
    const memsz = alignUp(buffer.memsz, this.#pageSize);
    const align = Math.max(buffer.align, this.#pageSize);
    const walk = buffer.topDown && this.#descending ? this.#ranges.toReversed() : this.#ranges;
    for (const range of walk) {
      const mem = this.#locate(buffer, memsz, align, range);
      if (mem !== undefined) return succeed(mem);
    }
    return refuse('EADDRNOTAVAIL', `no hole of 0x${memsz.toString(16)} bytes for the ${buffer.kind}`);
  }

  #locate(buffer: KexecBuffer, memsz: number, align: number, range: AddressRange): PhysAddr | undefined {
    const last = range.end - 1;
    if (range.end - range.start < memsz || last < buffer.min || range.start > buffer.max) return undefined;
    return buffer.topDown
      ? this.#fromTop(buffer, memsz, align, range.start, last)
      : this.#fromBottom(buffer, memsz, align, range.start, last);
  }

  /** locate_mem_hole_top_down(); `last` is inclusive. */
  #fromTop(
    buffer: KexecBuffer,
    memsz: number,
    align: number,
    start: PhysAddr,
    last: PhysAddr,
  ): PhysAddr | undefined {
    const end = Math.min(last, buffer.max);
    let at = this.#quirks.topDownOffByOne ? end - memsz : end - memsz + 1;
    for (;;) {
      if (at < 0) return undefined;
      at = alignDown(at, align);
      if (at < start || at < buffer.min) return undefined;
      const taken = conflicting(this.#segments, rangeAt(at, memsz));
      if (taken === undefined) return at;
      // The kernel goes down page by page; every page until this one meets the same segment.
      at = taken.start - memsz;
    }
  }

  /** locate_mem_hole_bottom_up(); `last` is inclusive. */
  #fromBottom(
    buffer: KexecBuffer,
    memsz: number,
    align: number,
    start: PhysAddr,
    last: PhysAddr,
  ): PhysAddr | undefined {
    let at = Math.max(start, buffer.min);
    for (;;) {
      at = alignUp(at, align);
      const end = at + memsz - 1;
      if (end > last || end > buffer.max) return undefined;
      const taken = conflicting(this.#segments, rangeAt(at, memsz));
      if (taken === undefined) return at;
      at = taken.end;
    }
  }
}
