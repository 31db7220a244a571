import { bareHex, type AddressRange, type PhysAddr } from '@warmboot/address';
import type { SegmentKind } from '../image/segment.js';
import type { HoleDirection } from '../contract/loaders.js';
import type { PlacementBounds } from './locate-hole.js';
import { SegmentList, type Placed, type SegmentContent } from './segment-list.js';
import { TOOL_DIED, ToolGaveUp } from './tool-exit.js';

/** What a run of kexec(8) works with. */
export interface ToolLoadFacts {
  /** Ranges of type RAM, ascending, as the tool read them. */
  readonly ram: readonly AddressRange[];
  readonly bounds: PlacementBounds;
  /** getpagesize() where the tool runs, in bytes. */
  readonly pageSize: number;
  /** What the architecture's loaders align buffers to, and from where they look, unless they say otherwise. */
  readonly align: number;
  readonly direction: HoleDirection;
}

/** Where a buffer may go. Bounds are inclusive addresses. */
export interface BufferWish {
  /** Bytes in memory; those of the buffer where absent. */
  readonly memsz?: number;
  readonly align?: number;
  readonly min?: PhysAddr;
  readonly max?: PhysAddr;
  readonly direction?: HoleDirection;
  /** The bytes, for hand-over blobs. */
  readonly bytes?: Uint8Array;
}

/** is_crashkernel_mem_reserved(), of what the architecture found to be the region. @throws ToolGaveUp without one */
export const requireCrashRegion = (found: AddressRange | undefined): AddressRange => {
  if (found === undefined) throw new ToolGaveUp(TOOL_DIED, 'Memory for crashkernel is not reserved');
  return found;
};

/** RANGE_RAM. kexec/kexec.h */
const RANGE_RAM = 0;

/**
 * What a run of `kexec -c` has placed and printed so far. What finds no place ends the run: add_buffer() and add_segment()
 * die. kexec/kexec.c
 */
export class ToolLoad {
  readonly output: string[] = [];
  readonly segments: SegmentList;
  readonly #defaults: Required<Pick<BufferWish, 'align' | 'min' | 'max' | 'direction'>>;

  constructor({ ram, bounds, pageSize, align, direction }: ToolLoadFacts) {
    this.segments = new SegmentList(ram, bounds, pageSize);
    this.#defaults = { align, direction, min: 0, max: Infinity };
  }

  /** What the tool prints, a line each. */
  print(...lines: string[]): void {
    this.output.push(...lines);
  }

  /** dbgprint_mem_range(): a line a range, its type behind it. */
  list<Range extends AddressRange>(
    title: string,
    ranges: readonly Range[],
    typeOf: (range: Range) => number = () => RANGE_RAM,
  ): void {
    this.print(title);
    for (const range of ranges) {
      this.print(`${bareHex(range.start, 16)}-${bareHex(range.end - 1, 16)} (${typeOf(range)})`);
    }
  }

  /** add_buffer(): finds a hole and takes it. @returns where. @throws ToolGaveUp where there is none */
  addBuffer(kind: SegmentKind, bufsz: number, wish: BufferWish = {}): PhysAddr {
    return this.#placed(this.segments.addBuffer({ kind, bufsz, memsz: bufsz, ...this.#defaults, ...wish }));
  }

  /** add_segment(): takes exactly this place. @throws ToolGaveUp where it is not to be had */
  addSegment(base: PhysAddr, content: SegmentContent): PhysAddr {
    return this.#placed(this.segments.add(base, content));
  }

  #placed(placed: Placed): PhysAddr {
    if (placed.ok) return placed.base;
    throw new ToolGaveUp(TOOL_DIED, ...placed.output);
  }
}
