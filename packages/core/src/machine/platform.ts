import type { AddressRange, PhysAddr } from '../address/range.js';
import { overlaps, sizeOf } from '../address/range.js';
import { DimmTable } from './dimm-table.js';

/** A memory device that was plugged while the machine ran. */
export interface Dimm {
  readonly id: string;
  readonly range: AddressRange;
  /** Proximity domain as the firmware reports it; it becomes the NUMA node. */
  readonly node: number;
  readonly slot: number;
  /** The driver that brings the memory, such as `virtio_mem`; absent for a device behind ACPI. */
  readonly driver?: string;
}

/** The hardware under the kernel: what answers on the bus, whatever the kernel believes. */
export interface Platform {
  /** RAM that the machine was built with, ascending and disjoint. It never goes away. */
  readonly bootRam: readonly AddressRange[];
  readonly dimms: ReadonlyMap<string, Dimm>;
  /** Whether the firmware can hot-plug memory at all, and the reason when it cannot. */
  readonly hotplug: { readonly available: true } | { readonly available: false; readonly reason: string };
  readonly hypervisor: boolean;
  /** NUMA nodes that can exist, ascending. */
  readonly nodes: readonly number[];
}

/** Everything that answers, ascending by address. */
export const installedRam = ({ bootRam, dimms }: Platform): AddressRange[] =>
  [...bootRam, ...[...dimms.values()].map(({ range }) => range)].sort((a, b) => a.start - b.start);

/** RAM that shares a byte with the range: of the board, else the lowest device. */
export const ramMeeting = ({ bootRam, dimms }: Platform, range: AddressRange): AddressRange | undefined =>
  bootRam.find((ram) => overlaps(ram, range)) ?? DimmTable.of(dimms).meeting(range)?.range;

/** The first byte of `range` that nothing answers at, or undefined when all of it is RAM. */
export const firstAbsent = (platform: Platform, range: AddressRange): PhysAddr | undefined => {
  let at = range.start;
  while (at < range.end) {
    const ram = ramMeeting(platform, { start: at, end: at + 1 });
    if (ram === undefined) return at;
    at = ram.end;
  }
  return undefined;
};

/** Bytes of RAM in the machine. */
export const installedBytes = (platform: Platform): number =>
  installedRam(platform).reduce((sum, range) => sum + sizeOf(range), 0);
