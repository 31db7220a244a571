import type { Dimm } from './dimm.js';
import type { AddressRange, PhysAddr } from '@warmboot/address';
import { intersection, overlaps, sizeOf, subtract } from '@warmboot/address';

import type { DaxDevice } from './dax-device.js';
import { DimmTable } from './dimm-table.js';
import type { VirtioMemDevice } from './virtio-mem.js';

/** The hardware under the kernel: what answers on the bus, whatever the kernel believes. */
export interface Platform {
  /** RAM that the machine was built with, ascending and disjoint. It never goes away. */
  readonly bootRam: readonly AddressRange[];
  readonly dimms: ReadonlyMap<string, Dimm>;
  /** virtio-mem devices by the host's names for them, in the order of the bus; what they have plugged answers. */
  readonly virtioMem?: ReadonlyMap<string, VirtioMemDevice>;
  /** Memory with special properties that a driver hands out, by name. All of it answers. */
  readonly dax?: ReadonlyMap<string, DaxDevice>;
  /** Whether the firmware can hot-plug memory at all, and the reason when it cannot. */
  readonly hotplug: { readonly available: true } | { readonly available: false; readonly reason: string };
  readonly hypervisor: boolean;
  /** NUMA nodes that can exist, ascending. */
  readonly nodes: readonly number[];
}

/** Everything that answers, ascending by address. */
export const installedRam = ({ bootRam, dimms, virtioMem, dax }: Platform): AddressRange[] =>
  [
    ...bootRam,
    ...[...dimms.values(), ...(dax?.values() ?? [])].map(({ range }) => range),
    ...[...(virtioMem?.values() ?? [])].flatMap(({ plugged }) => [...plugged]),
  ].sort((a, b) => a.start - b.start);

/** Addresses that no further device can have: RAM, and the regions of devices that plug parts of theirs. Ascending. */
export const claimedSpace = (platform: Platform): AddressRange[] =>
  [...installedRam({ ...platform, virtioMem: new Map() }), ...regionsOf(platform)].sort(
    (a, b) => a.start - b.start,
  );

const regionsOf = ({ virtioMem }: Platform): AddressRange[] =>
  [...(virtioMem?.values() ?? [])].map(({ region }) => region);

/** RAM that shares a byte with the range: of the board, else of a device. */
export const ramMeeting = (
  { bootRam, dimms, virtioMem, dax }: Platform,
  range: AddressRange,
): AddressRange | undefined =>
  bootRam.find((ram) => overlaps(ram, range)) ??
  DimmTable.of(dimms).meeting(range)?.range ??
  [...(dax?.values() ?? [])].find((device) => overlaps(device.range, range))?.range ??
  [...(virtioMem?.values() ?? [])]
    .map(({ plugged }) => plugged.firstIn(range))
    .find((part) => part !== undefined);

/** What is in the way of another device in the range: RAM, or the region of a device. */
export const claimedSpaceMeeting = (platform: Platform, range: AddressRange): AddressRange | undefined =>
  ramMeeting(platform, range) ?? regionsOf(platform).find((region) => overlaps(region, range));

/** The parts of devices' regions in the range that nothing is plugged into: memory blocks may be there all the same. */
export const unpluggedIn = ({ virtioMem }: Platform, range: AddressRange): AddressRange[] =>
  [...(virtioMem?.values() ?? [])].flatMap(({ region, plugged }) => {
    const part = intersection(region, range);
    return part === undefined ? [] : subtract([part], [...plugged]);
  });

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
