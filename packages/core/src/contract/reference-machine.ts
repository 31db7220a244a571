import type { PhysAddr } from '@warmboot/address';
import type { InitrdImage } from '../image/kernel-image.js';
import type { Platform } from '../device/platform.js';
import type { PurgatoryFacts } from './load-request.js';

/**
 * What a described machine has where its description says nothing: an ordinary virtual machine of one architecture,
 * with an ordinary kernel on it.
 */
export interface ReferenceMachine {
  /** Firmware that a cold start knows; the first is the default. */
  readonly firmwares: readonly [string, ...string[]];
  /** Names of boards that this machine stands for, as QEMU's -machine has them, without versions; any where absent. */
  readonly boards?: readonly string[];
  /** Bytes of RAM at boot; 1 GiB where absent. */
  readonly memory?: number;
  /** Kernel command line. */
  readonly cmdline: string;
  /** Header facts of a kernel file, for `ImageFormat.fromRecord`. */
  readonly kernel: Readonly<Record<string, unknown>> & { readonly format: string };
  readonly initrd: InitrdImage;
  /** kexec-tools' purgatory. */
  readonly purgatory: PurgatoryFacts;
  /** The kernel's own purgatory, where it has one. */
  readonly kernelPurgatory: PurgatoryFacts | undefined;
  /** Where the board's window for memory devices begins; the first device is plugged there (firmware-acpi N5). */
  deviceMemoryBase(platform: Platform): PhysAddr;
  /** How far beyond the requested size virtio-mem drivers may plug, in bytes; 256 MiB where absent (firmware-acpi X2). */
  readonly virtioMemSlack?: number;
}
