import { GiB, KiB, MiB } from '@warmboot/core';

/*
 * Physical memory of an arm64 machine while a normal image waits for its jump, in address order.
 * kexec_load leaves the gap below text_offset free; kexec_file_load has no purgatory.
 *
 *   start of DRAM  +--------------------------------------+ <- rounded down to 1 GiB: memstart, the linear map begins
 *                  | ...                                  |
 *   hole (2 MiB)   +--------------------------------------+ <- lowest 2 MiB aligned hole that fits
 *                  | text_offset bytes, reusable          |
 *   kernel         +--------------------------------------+
 *                  | Image, then BSS: image_size bytes    |
 *                  +--------------------------------------+ <- page aligned; everything else is above
 *                  | initrd                               |
 *                  +--------------------------------------+
 *                  | devicetree (kexec_load: right here)  |
 *                  | purgatory  (kexec_load only)         |
 *                  +--------------------------------------+
 *                  | ...                                  |
 *                  | devicetree (kexec_file_load: highest |
 *                  |   free 2 MiB boundary of all memory) |
 *   end of DRAM    +--------------------------------------+
 *   memstart + 256 GiB: nothing above can be hot-added (39-bit virtual addresses)
 */

/** Every image starts at a multiple of this plus text_offset. arch/arm64/include/asm/boot.h: MIN_KIMG_ALIGN. */
export const KERNEL_ALIGN = 2 * MiB;

/** text_offset of an Image whose image_size is 0: kernels before 3.17 (spec 1.3). */
export const OLD_TEXT_OFFSET = 512 * KiB;

/** Largest devicetree that a kernel maps. asm/boot.h: MAX_FDT_SIZE. */
export const MAX_FDT_SIZE = 2 * MiB;

/** Alignment without which a kernel refuses its devicetree. asm/boot.h: MIN_FDT_ALIGN. */
export const MIN_FDT_ALIGN = 8;

/** Alignment that kexec_file_load gives the devicetree, so that its mapping crosses no block (spec 4.3). */
export const FILE_LOAD_FDT_ALIGN = 2 * MiB;

/** Kernel and initrd lie in one window of this size that starts at a multiple of {@link INITRD_WINDOW_ALIGN}. */
export const INITRD_WINDOW = 32 * GiB;
export const INITRD_WINDOW_ALIGN = GiB;

/** Alignment of the kernel's own ELF header for a vmcore: SZ_64K in arch/arm64/kernel/machine_kexec_file.c. */
export const FILE_LOAD_ELFCOREHDR_ALIGN = 64 * KiB;

/** Longest command line. uapi/asm/setup.h: COMMAND_LINE_SIZE. */
export const COMMAND_LINE_SIZE = 2048;

/** The size of pages of most kernels. arch/arm64/Kconfig: ARM64_4K_PAGES. */
export const PAGE_SIZE = 4 * KiB;

/** Unit of sparse memory with 4 KiB and 16 KiB pages. asm/sparsemem.h: SECTION_SIZE_BITS 27. */
export const SECTION_SIZE = 128 * MiB;

/** One past the highest physical address: 48 bits. */
export const PHYSICAL_LIMIT = 2 ** 48;

/** Start of the linear map in physical memory is a multiple of this. asm/kernel-pgtable.h: ARM64_MEMSTART_ALIGN. */
export const MEMSTART_ALIGN = GiB;

/** Bytes that the linear map reaches with 39-bit virtual addresses: half of them (spec 0). */
export const LINEAR_MAP_SIZE = 256 * GiB;

/** First virtual address of the linear map with 39 bits: it stands for memstart. asm/memory.h: PAGE_OFFSET. */
export const PAGE_OFFSET = 0xffff_ff80_0000_0000n;

/** Virtual address of the kernel image with 39 bits and without randomisation. asm/memory.h: KIMAGE_VADDR. */
export const KIMAGE_VADDR = 0xffff_ffc0_0800_0000n;

/** Alignment and unit of crash kernel regions. arch/arm64/mm/init.c: CRASH_ALIGN. */
export const CRASH_ALIGN = 2 * MiB;
/** The low part of a high region in later kernels. DEFAULT_CRASH_KERNEL_LOW_SIZE (spec 8). */
export const DEFAULT_CRASH_LOW = 128 * MiB;

/** KEXEC_ARCH_AARCH64, shifted as the system call wants it. */
export const KEXEC_ARCH_AARCH64 = 183 * 0x1_0000;

/** e_machine of arm64 ELF files. */
export const EM_AARCH64 = 183;

/** Where QEMU's virt machine puts RAM. */
export const VIRT_RAM_BASE = GiB;

/** The devicetree that the running kernel was started with. */
export const FDT_FILE = '/sys/firmware/fdt';

/** The EFI memory map that /chosen points to, as the firmware wrote it: kexec hands over only the pointer. */
export const EFI_MEMORY_MAP_FILE = '/sys/firmware/efi/memmap';
