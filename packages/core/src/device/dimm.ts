import type { AddressRange } from '@warmboot/address';

/** A memory device that was plugged while the machine ran. */
export interface Dimm {
  readonly id: string;
  readonly range: AddressRange;
  /** Proximity domain as the firmware reports it; it becomes the NUMA node. */
  readonly node: number;
  readonly slot: number;
  /**
   * The driver that brings the memory, such as `virtio_mem`, or the hotplug provider of a plugin; absent for a device in a
   * slot of the board.
   */
  readonly driver?: string;
}
