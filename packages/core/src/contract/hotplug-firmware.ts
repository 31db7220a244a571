import type { AddressRange } from '@warmboot/address';
import type { Dimm } from '../device/dimm.js';
import type { Result } from '../answer/result.js';

/** What is plugged into the board, by the host's names; devices that a driver of their own brings are not the firmware's. */
export type PluggedDevices = ReadonlyMap<string, Dimm>;

/** A memory device in the firmware's namespace, whether or not something is plugged into it. */
export interface MemoryDeviceNode {
  /** Its name there, as the firmware writes it. */
  readonly path: string;
  /** Its number among the memory devices: Linux calls the third of them `PNP0C80:02`. */
  readonly instance: number;
}

/** A device that is present, enabled and works, in the firmware's words (ACPI 6.4 sections 6.3.7, 6.4.3, 6.2.14). */
export interface PresentMemoryDevice extends MemoryDeviceNode {
  /** _CRS. */
  readonly ranges: readonly AddressRange[];
  /** _PXM; undefined where the firmware has none. */
  readonly proximityDomain: number | undefined;
}

/** What the firmware tells the kernel of a device after an event (ACPI 6.4 section 5.6.6). */
export interface MemoryDeviceNotice {
  readonly device: MemoryDeviceNode;
  readonly request: 'device-check' | 'eject';
}

/**
 * The part of one machine's firmware through which its kernel learns of memory devices, gives them back, and reports.
 * Stateless: what is plugged is an argument of every call. A refusal says in words what the firmware did wrong.
 */
export interface MemoryDeviceTable {
  /** Whether the board has the slot and nothing is in it. */
  accepts(plugged: PluggedDevices, dimm: Dimm): Result;
  /** The event after a device was plugged, which is among `plugged` already: whom the firmware names to the kernel. */
  inserted(plugged: PluggedDevices, dimm: Dimm): Result<readonly MemoryDeviceNotice[]>;
  /** The event after the host asked for a device back. */
  ejectRequested(plugged: PluggedDevices, dimm: Dimm): Result<readonly MemoryDeviceNotice[]>;
  /** What a device says of itself; undefined when it is not there, or not enabled. */
  describe(plugged: PluggedDevices, device: MemoryDeviceNode): Result<PresentMemoryDevice | undefined>;
  /** The node of the slot that a device is in. */
  nodeOf(dimm: Dimm): MemoryDeviceNode;
  /** All devices behind the firmware that are there, in the order of the namespace. */
  scan(plugged: PluggedDevices): Result<readonly PresentMemoryDevice[]>;
  /** _OST. @returns the status codes that reached the host */
  report(
    plugged: PluggedDevices,
    device: MemoryDeviceNode,
    source: number,
    status: number,
  ): Result<readonly number[]>;
  /** _EJ0. @returns the host's names for the devices that it let go */
  eject(plugged: PluggedDevices, device: MemoryDeviceNode): Result<readonly string[]>;
}

/** Firmware that a plugin brings. */
export interface HotplugFirmware {
  readonly name: string;
  /**
   * What this firmware has for a machine with these files, or why it has nothing; undefined for a machine that is not
   * of this firmware. Called for every event, so it remembers what the same bytes gave.
   * @throws FormatError for a file that is broken
   */
  open(files: ReadonlyMap<string, Uint8Array>): Result<MemoryDeviceTable> | undefined;
}
