import type { ReferenceMachine } from '@warmboot/core/plugin';
import { alignUp, GiB, MiB } from '@warmboot/address';

import { PMD_SIZE, VIRT_RAM_BASE } from './layout.js';

/** QEMU's virt machine with an ordinary Linux. */
export const referenceMachine: ReferenceMachine = {
  firmwares: ['efi', 'dt'],
  cmdline: 'console=ttyS0 panic=-1',
  kernel: {
    format: 'Image',
    file_size: 21 * MiB,
    text_offset: PMD_SIZE,
    image_size: 23 * MiB,
    flags: 0,
    pe_header: 64,
  },
  initrd: { fileSize: 1_989_908 },
  // kexec-tools has no purgatory for RISC-V.
  purgatory: { bufsz: 0, memsz: 0 },
  kernelPurgatory: { bufsz: 0x3000, memsz: 0x4000 },
  deviceMemoryBase: ({ bootRam }) => alignUp(bootRam.at(-1)?.end ?? VIRT_RAM_BASE, GiB),
};
