import type { Errno } from '../answer/errno.js';
import type { BlockMode } from './block-mode.js';

/** Name of memory that virtio-mem adds (core R2.19). */
export const VIRTIO_MEM_RAM = 'System RAM (virtio_mem)';

/** Seconds until the driver tries again what failed, and the most that doubling makes of it (firmware-acpi X6). */
export const RETRY_MIN = 50;
/** Longest time between two tries, in seconds (firmware-acpi X6). */
export const RETRY_MAX = 300;

/** Why the driver stopped short of the requested size. */
export type ShortfallCause =
  /** Pages that cannot move are in memory that should go. */
  | 'in-use'
  /** As much memory is offline as the driver lets wait for user space (firmware-acpi X5). */
  | 'offline-limit'
  /** The usable region has no whole unit left. */
  | 'no-room'
  /** The host could not carry out requests. */
  | 'host-busy'
  /** The kernel refused to add or remove memory for now. */
  | 'refused'
  /** An error that the driver gives up on. */
  | 'broken';

/** Why a device has less plugged, or more, than was asked for. */
export interface Shortfall {
  readonly cause: ShortfallCause;
  readonly errno: Errno;
  readonly reason: string;
}

/** What the running kernel's driver knows of one device. drivers/virtio/virtio_mem.c: struct virtio_mem. */
export interface VirtioMemDriver {
  /** `capture` in a kdump kernel, which leaves plugged memory as it is (firmware-acpi X7). */
  readonly phase: 'ready' | 'capture' | 'removing' | 'broken';
  readonly mode: BlockMode;
  /** The dynamic memory group that all of the device's blocks are in; none in a capture kernel. */
  readonly group: number | undefined;
  /** The device announced other sizes, which the driver has not read. */
  readonly configChanged: boolean;
  /** Memory of an earlier kernel is plugged, of which this one knows nothing (firmware-acpi X7). */
  readonly unplugAllRequired: boolean;
  /** There is work to do before anything else happens. */
  readonly queued: boolean;
  /** The worker runs: what goes online now is its own doing. */
  readonly active: boolean;
  /** Seconds until the timer fires; undefined when it is not running. */
  readonly retryIn: number | undefined;
  /** Seconds for which the timer is set the next time. */
  readonly nextRetry: number;
  readonly shortfall: Shortfall | undefined;
}
