import type { AddressRange } from '@warmboot/address';
import { SortedMap } from '@warmboot/address';

import type { Dimm } from './dimm.js';

/**
 * Plugged devices by name, in order of address. A value: plugging makes another table, which shares all but
 * O(log n) with the old one, and finding the device at an address costs as much.
 */
export class DimmTable implements ReadonlyMap<string, Dimm> {
  readonly #byId: SortedMap<Dimm, string>;
  readonly #byAddress: SortedMap<Dimm>;

  private constructor(byId: SortedMap<Dimm, string>, byAddress: SortedMap<Dimm>) {
    this.#byId = byId;
    this.#byAddress = byAddress;
  }

  /** The same devices as a table; a table is returned as it is. */
  static of(dimms: ReadonlyMap<string, Dimm>): DimmTable {
    if (dimms instanceof DimmTable) return dimms;
    const all = [...dimms.values()];
    return new DimmTable(
      SortedMap.of(all.map((dimm) => [dimm.id, dimm])),
      SortedMap.of(all.map((dimm) => [dimm.range.start, dimm])),
    );
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Whether a device of that name is plugged. */
  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** The device of that name. */
  get(id: string): Dimm | undefined {
    return this.#byId.get(id);
  }

  /** The table with a device more. */
  with(dimm: Dimm): DimmTable {
    return new DimmTable(this.#byId.with(dimm.id, dimm), this.#byAddress.with(dimm.range.start, dimm));
  }

  /** The table without a device. */
  without(id: string): DimmTable {
    const dimm = this.#byId.get(id);
    return dimm === undefined
      ? this
      : new DimmTable(this.#byId.without(id), this.#byAddress.without(dimm.range.start));
  }

  /** The lowest device that shares a byte with the range. Devices do not overlap each other. */
  meeting({ start, end }: AddressRange): Dimm | undefined {
    const below = this.#byAddress.floor(start)?.[1];
    if (below !== undefined && start < below.range.end) return below;
    const above = this.#byAddress.above(start)?.[1];
    return above !== undefined && above.range.start < end ? above : undefined;
  }

  *entries(): Generator<[string, Dimm], undefined> {
    for (const dimm of this.#byAddress.values()) yield [dimm.id, dimm];
  }

  *keys(): Generator<string, undefined> {
    for (const dimm of this.#byAddress.values()) yield dimm.id;
  }

  *values(): Generator<Dimm, undefined> {
    yield* this.#byAddress.values();
  }

  /** Devices by their names. */
  [Symbol.iterator](): Generator<[string, Dimm], undefined> {
    return this.entries();
  }

  /** Calls back for every device. */
  forEach(visit: (dimm: Dimm, id: string, dimms: ReadonlyMap<string, Dimm>) => void): void {
    for (const [id, dimm] of this) visit(dimm, id, this);
  }
}
