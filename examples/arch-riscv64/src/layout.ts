import { GiB, KiB, MiB } from '@warmboot/address';

/*
 * Physical memory of QEMU's virt machine while an image waits for its jump, in address order.
 *
 *   0x80000000   +--------------------------------+ <- RAM begins
 *                | OpenSBI: M-mode, no kernel's   |
 *   +2 MiB       +--------------------------------+ <- every kernel starts at a multiple of text_offset, 2 MiB
 *   kernel       | Image, then BSS: image_size    |
 *                +--------------------------------+
 *                | ...                            |
 *                | devicetree                     |
 *                | initrd                         | <- as high as it fits
 *   end of RAM   +--------------------------------+
 */

/** The one size of pages that the kernel has. arch/riscv/include/asm/page.h: PAGE_SHIFT 12 */
export const PAGE_SIZE = 4 * KiB;

/** Where QEMU's virt machine puts RAM. hw/riscv/virt.c: VIRT_DRAM */
export const VIRT_RAM_BASE = 2 * GiB;

/** What OpenSBI keeps of RAM for itself. */
export const OPENSBI_SIZE = 512 * KiB;

/** A huge page: kernels and their linear map are aligned to it. PMD_SIZE with 4 KiB pages */
export const PMD_SIZE = 2 * MiB;

/** What sections of an image are aligned to unless their pages get permissions of their own. asm/cache.h: L1_CACHE_BYTES */
export const CACHE_LINE = 64;

/** What the end of an image with an EFI stub is aligned to. asm/set_memory.h: PECOFF_SECTION_ALIGNMENT */
export const PECOFF_SECTION_ALIGN = 4 * KiB;

/** From the start of the image to `_text`: the head of the image, in no resource. arch/riscv/kernel/vmlinux.lds.S */
export const HEAD_SIZE = 8 * KiB;

/** Longest command line. asm/setup.h: COMMAND_LINE_SIZE */
export const COMMAND_LINE_SIZE = 1024;

/** Unit of sparse memory. asm/sparsemem.h: SECTION_SIZE_BITS 27 */
export const SECTION_SIZE = 128 * MiB;

/** One past the highest physical address that the model can hold; MAX_PHYSMEM_BITS is 56. */
export const PHYSICAL_LIMIT = 2 ** 52;

/** Virtual address of the kernel image. asm/pgtable.h: KERNEL_LINK_ADDR */
export const KERNEL_LINK_ADDR = 0xffff_ffff_8000_0000n;

/** KEXEC_ARCH_RISCV, shifted as the system call wants it. */
export const KEXEC_ARCH_RISCV = 243 * 0x1_0000;

/** e_machine of RISC-V ELF files. */
export const EM_RISCV = 243;

/** The low part of a crash kernel region above 4 GiB, in kernels that make one. DEFAULT_CRASH_KERNEL_LOW_SIZE */
export const DEFAULT_CRASH_LOW = 128 * MiB;

/** The devicetree that the running kernel was started with. */
export const FDT_FILE = '/sys/firmware/fdt';

/** The EFI memory map that /chosen points to: kexec hands over only the pointer. */
export const EFI_MEMORY_MAP_FILE = '/sys/firmware/efi/memmap';
