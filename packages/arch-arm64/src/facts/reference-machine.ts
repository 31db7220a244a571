import type { ReferenceMachine } from '@warmboot/core';
import { alignUp, GiB, LARGE_USABLE_SLACK } from '@warmboot/core';
import { VIRT_RAM_BASE } from './layout.js';

/**
 * QEMU's virt machine with a small Linux 6.1: sizes as recorded in captures/arm64-efi-boot. Devices follow RAM at the
 * next GiB (hw/arm/virt.c: virt_set_memmap; firmware-acpi N5).
 */
export const referenceMachine: ReferenceMachine = {
  firmwares: ['efi', 'dt'],
  boards: ['virt'],
  cmdline: 'console=ttyAMA0 panic=-1',
  kernel: {
    format: 'Image',
    file_size: 4_899_328,
    text_offset: 0,
    image_size: 5_177_344,
    flags: 0b1010,
    pe_header: 64,
  },
  initrd: { fileSize: 1_989_908 },
  purgatory: { bufsz: 0x3558, memsz: 0x4000 },
  kernelPurgatory: undefined,
  deviceMemoryBase: ({ bootRam }) => alignUp(bootRam.at(-1)?.end ?? VIRT_RAM_BASE, GiB),
  virtioMemSlack: LARGE_USABLE_SLACK,
};
