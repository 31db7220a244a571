import { GiB, KiB, MiB } from '@warmboot/address';

/*
 * Physical memory of QEMU's virt machine while an image waits for its jump, in address order.
 *
 *   0            +--------------------------------+ <- low RAM: 256 MiB
 *                | code of the jump     (1 MiB)   |
 *                | command line, 4 KiB  (0x108000)| <- one place for both types of image
 *   2 MiB        +--------------------------------+ <- every kernel that is not a capture kernel starts here
 *   kernel       | vmlinux.efi, then BSS          |
 *                | command line segment           |
 *                | ...                            |
 *   256 MiB      +--------------------------------+
 *                | devices                        |
 *   2 GiB        +--------------------------------+ <- the rest of RAM, then memory devices
 *   top of RAM   | initrd                         | <- as high as it fits: in a memory device, where there is one
 *                +--------------------------------+
 */

/** What distributions build with. arch/loongarch/configs/loongson3_defconfig: CONFIG_16KB_3LEVEL */
export const PAGE_SIZE = 16 * KiB;

/** A huge page: as many pages as a table of one page has entries. */
export const HUGE_PAGE_SIZE = (PAGE_SIZE / 8) * PAGE_SIZE;

/** Unit of sparse memory. asm/sparsemem.h: SECTION_SIZE_BITS 29 */
export const SECTION_SIZE = 512 * MiB;

/** One past the highest physical address. asm/sparsemem.h: MAX_PHYSMEM_BITS 48 */
export const PHYSICAL_LIMIT = 2 ** 48;

/** KEXEC_ARCH_LOONGARCH (EM_LOONGARCH, 258), shifted as the system call wants it. */
export const KEXEC_ARCH_LOONGARCH = 258 * 0x1_0000;

/** e_machine of LoongArch ELF files. */
export const EM_LOONGARCH = 258;

/** Where machine_kexec_prepare() puts the command line of whatever is loaded. KEXEC_CMDLINE_ADDR */
export const COMMAND_LINE_AT = 0x10_8000;

/** Bytes of it. COMMAND_LINE_SIZE of the kernel and of kexec-tools */
export const COMMAND_LINE_SIZE = 4096;

/** What a command line for kexec begins with: how machine_kexec_prepare() knows its segment. */
export const BOOTLOADER = 'kexec';

/** Memory that every kernel leaves alone. arch/loongarch/kernel/mem.c: memblock_init */
export const LOW_RESERVED = 2 * MiB;

/** Where images that are not relocated begin. PHYS_LINK_KADDR */
export const TEXT_OFFSET = 2 * MiB;

/** kexec-tools aligns the kernel to it. */
export const KERNEL_ALIGN = MiB;

/** CRASH_ALIGN. asm/crash_reserve.h */
export const CRASH_ALIGN = 2 * MiB;

/** CRASH_ADDR_LOW_MAX. asm/crash_reserve.h */
export const CRASH_LOW_MAX = 4 * GiB;

/** The low part of a crash kernel region above 4 GiB. DEFAULT_CRASH_KERNEL_LOW_SIZE of kernel/crash_reserve.c */
export const DEFAULT_CRASH_LOW = 128 * MiB;

/** QEMU's virt machine: RAM below the devices. hw/loongarch: VIRT_LOWMEM_SIZE */
export const LOW_RAM_SIZE = 256 * MiB;

/** QEMU's virt machine: where the rest of RAM begins. VIRT_HIGHMEM_BASE */
export const HIGH_RAM_BASE = 2 * GiB;

/** Virtual address of physical address 0, cached: what kexec-tools takes for PAGE_OFFSET, and kernels for their link address. */
export const CACHED_BASE = 0x9000_0000_0000_0000n;

/** The firmware's memory map, to which a configuration table of EFI points: no kexec passes anything of it on. */
export const EFI_MEMORY_MAP_FILE = '/sys/firmware/efi/memmap';
