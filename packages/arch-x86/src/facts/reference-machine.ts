import type { ReferenceMachine } from '@warmboot/core/plugin';
import { alignUp, GiB } from '@warmboot/address';

import { DMA32_END } from './layout.js';

/** The setup header of a small Linux 6.1: boot protocol 2.15, relocatable, 64-bit entry above 4 GiB allowed. */
const SETUP_HEADER_HEX =
  '1f0100401a02000000ffff000055aaeb6a486472530f02000000000010203700010080000010' +
  '000000000000000000000000002050000000000000ffffff7f0000200001153300ff07000000' +
  '0000000000000000000000c4020000cfd820000000000000000000000000010000000000c00d' +
  '010000000038832100';

/**
 * QEMU's q35 machine with a small Linux 6.1: sizes as recorded in captures/x86_64-bios-boot. Devices follow RAM above
 * 4 GiB at the next GiB (hw/i386/pc.c: pc_get_device_memory_range; firmware-acpi N5).
 */
export const referenceMachine: ReferenceMachine = {
  firmwares: ['bios', 'efi'],
  boards: ['q35', 'pc'],
  cmdline: 'console=ttyS0 panic=-1',
  kernel: { format: 'bzImage', file_size: 2221056, setup_header_hex: SETUP_HEADER_HEX },
  initrd: { fileSize: 2135604 },
  purgatory: { bufsz: 0x70e0, memsz: 0x9000 },
  kernelPurgatory: { bufsz: 0x3000, memsz: 0x4000 },
  deviceMemoryBase: ({ bootRam }) => alignUp(Math.max(bootRam.at(-1)?.end ?? 0, DMA32_END), GiB),
};
