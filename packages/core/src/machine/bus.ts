import type { AddressRange } from '@warmboot/address';
import { subtract } from '@warmboot/address';

import type { Platform } from '../device/platform.js';
import { installedRam } from '../device/platform.js';
import { ALL_ONES } from '../physical/content.js';
import type { Extent, PhysicalMemory } from '../physical/physical-memory.js';

/** The parts of a range that RAM answers at, and the parts where nothing does, ascending. */
export interface Presence {
  readonly present: readonly AddressRange[];
  readonly absent: readonly AddressRange[];
}

/** Memory as the processor sees it: what is written, and what answers. A snapshot, made for many questions. */
export class MemoryBus {
  readonly contents: PhysicalMemory;
  readonly #ram: readonly AddressRange[];

  constructor(platform: Platform, contents: PhysicalMemory, ram = installedRam(platform)) {
    this.contents = contents;
    this.#ram = ram;
  }

  /** Which parts of a range answer. */
  presence(range: AddressRange): Presence {
    const absent = subtract([range], this.#meeting(range));
    return { absent, present: subtract([range], absent) };
  }

  /** What loads from the range give, in extents without a gap: junk where nothing answers. */
  *pieces(range: AddressRange): IterableIterator<Extent> {
    const { present, absent } = this.presence(range);
    const parts = [
      ...present.map((part) => ({ part, answers: true })),
      ...absent.map((part) => ({ part, answers: false })),
    ].sort((a, b) => a.part.start - b.part.start);
    for (const { part, answers } of parts) {
      if (answers) yield* this.contents.pieces(part);
      else yield { ...part, content: ALL_ONES, offset: 0 };
    }
  }

  /** A copy of the bytes that loads give. */
  read(range: AddressRange): Uint8Array {
    const bytes = new Uint8Array(range.end - range.start);
    for (const { start, end, content, offset } of this.pieces(range)) {
      content.read(offset, bytes.subarray(start - range.start, end - range.start));
    }
    return bytes;
  }

  /** RAM that meets the range: found by halves, since a machine may have thousands of devices. */
  #meeting({ start, end }: AddressRange): AddressRange[] {
    let low = 0;
    let high = this.#ram.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#ram[middle]!.end <= start) low = middle + 1;
      else high = middle;
    }
    const found: AddressRange[] = [];
    for (let at = low; at < this.#ram.length && this.#ram[at]!.start < end; at += 1)
      found.push(this.#ram[at]!);
    return found;
  }
}
