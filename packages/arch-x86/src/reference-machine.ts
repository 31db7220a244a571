import type { ReferenceMachine } from '@warmboot/core';
import { alignUp, GiB } from '@warmboot/core';

/** Devices never go below 4 GiB, where a PC has its bus windows. */
const LOWEST_DEVICE = 4 * GiB;

/** `struct setup_header` of the recorded kernel, from setup_sects on. */
const SETUP_HEADER =
  '1f0100401a02000000ffff000055aaeb6a486472530f0200000000001020370001008000001000000000000000000000' +
  '0000002050000000000000ffffff7f0000200001153300ff070000000000000000000000000000c4020000cfd8200000' +
  '00000000000000000000010000000000c00d010000000038832100';

/**
 * QEMU's q35 machine with a small Linux 6.1: sizes as recorded in captures/x86_64-bios-boot. Devices follow RAM above
 * 4 GiB at the next GiB (hw/i386/pc.c: pc_memory_init; firmware-acpi N5).
 */
export const referenceMachine: ReferenceMachine = {
  firmwares: ['bios', 'efi'],
  cmdline: 'console=ttyS0 panic=-1',
  kernel: { format: 'bzImage', file_size: 2_221_056, setup_header_hex: SETUP_HEADER },
  initrd: { fileSize: 2_135_604 },
  purgatory: { bufsz: 0x70e0, memsz: 0x9000 },
  kernelPurgatory: { bufsz: 0x3000, memsz: 0x4000 },
  deviceMemoryBase: ({ bootRam }) => alignUp(Math.max(bootRam.at(-1)?.end ?? 0, LOWEST_DEVICE), GiB),
};
