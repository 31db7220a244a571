import type { AddressRange, PhysAddr } from '@warmboot/address';
import { rangeAt, sizeOf } from '@warmboot/address';

import type { ListedSegment } from '../image/page-list.js';

/**
 * The sources of one segment while its list is made: they are appended in the order of the destination, and redirected
 * when a source turns up that is the destination itself (core R4.6e).
 */
export class PlacedSources {
  readonly destination: AddressRange;
  #sources: AddressRange[] = [];
  /** Destination of each source; ascending. */
  #starts: PhysAddr[] = [];
  #end: PhysAddr;

  constructor(destination: AddressRange) {
    this.destination = destination;
    this.#end = destination.start;
  }

  /** Destinations below have their source. */
  get end(): PhysAddr {
    return this.#end;
  }

  append(source: AddressRange): void {
    const last = this.#sources.at(-1);
    if (last !== undefined && last.end === source.start) {
      this.#sources[this.#sources.length - 1] = { start: last.start, end: source.end };
    } else {
      this.#sources.push(source);
      this.#starts.push(this.#end);
    }
    this.#end += sizeOf(source);
  }

  /** The source of a placed destination, as far as it is consecutive. */
  sourceAt(destination: PhysAddr): AddressRange {
    const index = this.#indexOf(destination);
    const { start, end } = this.#sources[index]!;
    return { start: start + destination - this.#starts[index]!, end };
  }

  /** Makes `size` bytes of a placed destination their own source; they have one consecutive source by now. */
  putInPlace(destination: PhysAddr, size: number): void {
    const index = this.#indexOf(destination);
    const start = this.#starts[index]!;
    const old = this.#sources[index]!;
    const cut = old.start + destination - start;
    const pieces = (
      [
        [start, { start: old.start, end: cut }],
        [destination, rangeAt(destination, size)],
        [destination + size, { start: cut + size, end: old.end }],
      ] as const
    ).filter(([, piece]) => piece.start < piece.end);
    this.#starts.splice(index, 1, ...pieces.map(([at]) => at));
    this.#sources.splice(index, 1, ...pieces.map(([, piece]) => piece));
  }

  /** As the list keeps it. */
  toListed(): ListedSegment {
    const sources: AddressRange[] = [];
    for (const source of this.#sources) {
      const last = sources.at(-1);
      if (last?.end === source.start) sources[sources.length - 1] = { start: last.start, end: source.end };
      else sources.push(source);
    }
    return { destination: this.destination.start, sources };
  }

  #indexOf(destination: PhysAddr): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#starts[middle]! <= destination) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
