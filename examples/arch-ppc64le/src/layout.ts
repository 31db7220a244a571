import { GiB, KiB, MiB } from '@warmboot/address';

/*
 * Physical memory of a pseries guest while an image waits for its jump, in address order.
 *
 *   0            +--------------------------------+ <- memory@0: the RMA, which real mode reaches
 *                | the kernel that runs           | <- and where the next one moves itself
 *                +--------------------------------+
 *   loaded       | vmlinux, purgatory, initrd     | <- as low as it fits behind the kernel
 *                | ...                            |
 *                | devicetree                     | <- as high as it fits in the RMA
 *                | RTAS                           | <- the firmware's, whatever the tree calls memory
 *   end of RMA   +--------------------------------+
 *                | LMBs of 256 MiB that come and  |
 *                | go: no loader looks at them    |
 *                +--------------------------------+
 */

/** What distributions build with. arch/powerpc/configs/pseries_le_defconfig: PPC_64K_PAGES */
export const PAGE_SIZE = 64 * KiB;

/** With radix tables a huge page has 2 MiB, and so has a pageblock. */
export const PAGEBLOCK_SIZE = 2 * MiB;

/** Unit of sparse memory. asm/sparsemem.h: SECTION_SIZE_BITS 24 */
export const SECTION_SIZE = 16 * MiB;

/** A logical memory block, and with it a memory block. QEMU: SPAPR_MEMORY_BLOCK_SIZE */
export const LMB_SIZE = 256 * MiB;

/** One past the highest physical address. asm/book3s/64/mmu.h: MAX_PHYSMEM_BITS 51 with 64 KiB pages */
export const PHYSICAL_LIMIT = 2 ** 51;

/** KEXEC_ARCH_PPC64 (EM_PPC64, 21), shifted as the system call wants it. */
export const KEXEC_ARCH_PPC64 = 21 * 0x1_0000;

/** e_machine of ELF files. */
export const EM_PPC64 = 21;

/** Less than a page: the kernel takes a whole one. asm/kexec.h: KEXEC_CONTROL_PAGE_SIZE */
export const CONTROL_PAGE_SIZE = 4 * KiB;

/** Where ZONE_DMA ends. arch/powerpc/mm/mem.c: zone_dma_bits 31 */
export const DMA_END = 2 * GiB;

/** Longest command line. asm/setup.h: COMMAND_LINE_SIZE */
export const COMMAND_LINE_SIZE = 2048;

/** Where the board puts what is plugged: a gigabyte boundary behind RAM. QEMU: SPAPR_DEVICE_MEM_ALIGN */
export const DEVICE_ALIGN = GiB;

/** What RTAS keeps below the end of the RMA. QEMU: RTAS_SIZE, at most that */
export const RTAS_SIZE = 64 * KiB;

/** Highest place of a crash kernel on an LPAR, where nobody says another. arch/powerpc/kexec/core.c */
export const CRASH_BASE_LIMIT = 512 * MiB;

/** The tree that the kernel was started with, which never changes: what kexec_file_load hands on. */
export const FDT_FILE = '/sys/firmware/fdt';

/** The tree as it is now, which DLPAR keeps up to date: what kexec-tools hands on. Kept flat. */
export const LIVE_TREE_FILE = '/proc/device-tree';
