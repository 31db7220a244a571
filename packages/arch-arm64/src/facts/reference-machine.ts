import type { ReferenceMachine } from '@warmboot/core/plugin';
import { alignUp, GiB } from '@warmboot/address';
import { virtioMem } from '@warmboot/core/plugin';

import { headerFlags } from '../formats/image-header.js';
import { VIRT_RAM_BASE, type Layout } from './layout.js';

/** Where memory devices begin: at the next GiB after RAM (hw/arm/virt.c: virt_set_memmap; firmware-acpi N5). */
export const deviceMemoryBase: ReferenceMachine['deviceMemoryBase'] = ({ bootRam }) =>
  alignUp(bootRam.at(-1)?.end ?? VIRT_RAM_BASE, GiB);

/** Bytes of the purgatory of kexec-tools 2.0.25. */
const PURGATORY_SIZE = 0x3558;

/**
 * QEMU's virt machine with a small Linux 6.1: sizes as recorded in captures/arm64-efi-boot. The
 * header of its kernel says what pages the build has.
 */
export const referenceMachineOf = ({ pageSize }: Layout): ReferenceMachine => ({
  firmwares: ['efi', 'dt'],
  boards: ['virt'],
  cmdline: 'console=ttyAMA0 panic=-1',
  kernel: {
    format: 'Image',
    file_size: 4_899_328,
    text_offset: 0,
    image_size: 5_177_344,
    flags: Number(headerFlags({ bigEndian: false, pageSize, anywhere: true })),
    pe_header: 64,
  },
  initrd: { fileSize: 1_989_908 },
  purgatory: { bufsz: PURGATORY_SIZE, memsz: alignUp(PURGATORY_SIZE, pageSize) },
  kernelPurgatory: undefined,
  deviceMemoryBase,
  virtioMemSlack: virtioMem.LARGE_USABLE_SLACK,
});
