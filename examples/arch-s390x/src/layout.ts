import { GiB, KiB, MiB } from '@warmboot/address';

/*
 * Absolute storage of a partition while an image waits for its jump, in address order.
 *
 *   0            +--------------------------------+ <- low core
 *   64 KiB       | the kernel's file, from 64 KiB | <- IMAGE_READ_OFFSET: where the file has it, and nowhere else
 *     + 1 KiB    |   its parameters: the hand-over|
 *   1 MiB        | where it unpacks itself        |
 *   8 MiB        | initrd                         | <- or the next MiB behind a file that is larger
 *                +--------------------------------+ <- end of what the machine was made with
 *                | standby storage, an increment  |
 *                | at a time: no loader looks     |
 *                +--------------------------------+
 */

/** asm/page.h */
export const PAGE_SIZE = 4 * KiB;

/** A segment of the page tables, which a huge page is. asm/page.h: HPAGE_SIZE */
export const HUGE_PAGE_SIZE = MiB;

/** Unit of sparse memory. asm/sparsemem.h: SECTION_SIZE_BITS 28 */
export const SECTION_SIZE = 256 * MiB;

/** One past the highest physical address. arch/s390/Kconfig: MAX_PHYSMEM_BITS, 46 where nobody says otherwise */
export const PHYSICAL_LIMIT = 2 ** 46;

/** Where ZONE_DMA ends: channel programs have 31 bits. asm/dma.h: MAX_DMA_ADDRESS */
export const DMA_END = 2 * GiB;

/** KEXEC_ARCH_S390 (EM_S390, 22), shifted as the system call wants it. */
export const KEXEC_ARCH_S390 = 22 * 0x1_0000;

/** What the machine assigns at once: less than a memory block, which has a section at least. Machines of 64 GiB and less have this. */
export const INCREMENT = 256 * MiB;

/** Of the file, what comes before is not loaded, and the rest keeps its place. kexec-tools: IMAGE_READ_OFFSET */
export const IMAGE_START = 64 * KiB;

/** Where the kernel has what loaders tell it. asm/setup.h: struct parmarea */
export const PARAMETERS_AT = 0x1_0400;

/** Lowest place of an initrd. kexec-tools: RAMDISK_ORIGIN_ADDR */
export const INITRD_MIN = 8 * MiB;

/** Where a kernel unpacks itself that is not randomised. */
export const UNPACKED_AT = MiB;

/** What the machine answers to "read SCP information": how much storage there may be. Nothing of it is handed over. */
export const READ_INFO_FILE = 'sclp/read-info';
