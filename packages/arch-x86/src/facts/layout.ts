import type { KernelConfig } from '@warmboot/core';
import { GiB, KiB, MiB, TiB } from '@warmboot/address';
import { coreHeader } from '@warmboot/core/plugin';

/*
 * Physical memory of an x86_64 machine while a normal image waits for its jump, in address order.
 * kexec_load puts everything at the top of the highest RAM; kexec_file_load of Linux 6.1 at the top of the first RAM that fits.
 *
 *   0              +--------------------------------------+
 *                  | real-mode trampoline, BIOS data      |
 *   0x3000         +--------------------------------------+ <- lowest purgatory and boot_params
 *                  | boot_params, purgatory (file load)   |
 *   0xa0000        +--------------------------------------+
 *                  | video memory, option ROMs, BIOS      |
 *   1 MiB          +--------------------------------------+ <- setup_data nodes of kexec_load, page by page
 *                  | ...                                  |
 *   16 MiB         +--------------------------------------+ <- pref_address: no kernel below
 *                  | ...                                  |
 *                  | initrd, kernel (file load)           |
 *   end of low RAM +--------------------------------------+ <- at most 2.75 GiB on QEMU's q35
 *                  | PCI windows, APICs, firmware         |
 *   4 GiB          +--------------------------------------+
 *                  | RAM and hot-plugged DIMMs            |
 *                  | initrd, kernel, boot_params,         |
 *                  |   purgatory (kexec_load)             |
 *   end of RAM     +--------------------------------------+ <- the next kernel's first page tables
 */

/** The one size of pages that the kernel has. arch/x86/include/asm/page_types.h: PAGE_SHIFT 12. */
export const PAGE_SIZE = 4 * KiB;

/** Lowest place of purgatory and boot_params. arch/x86/kernel/kexec-bzimage64.c: MIN_PURGATORY_ADDR, MIN_BOOTPARAM_ADDR. */
export const MIN_BOOT_PARAMS_ADDRESS = 0x3000;

/** First byte above what real mode reaches. Kernels are loaded high, from here on. */
export const ONE_MIB = MiB;

/** Memory that a core header made by the kernel never has. arch/x86/kernel/crash.c: elf_header_exclude_ranges. */
export const FIRST_MIB = { start: 0, end: ONE_MIB } as const;

/** Lowest place of an initrd. kexec-bzimage64.c: MIN_INITRD_LOAD_ADDR. */
export const MIN_INITRD_ADDRESS = 16 * MiB;

/** Lowest RAM that kexec-tools uses or passes on: real-mode vectors and BIOS data are below (spec 3.1). */
export const TOOL_RAM_START = 0x400;

/** First byte of video memory, and so the end of conventional memory. */
export const BIOS_BEGIN = 0xa_0000;

/** First byte above the BIOS. */
export const BIOS_END = 0x10_0000;

/** From the address of the protected-mode part to its 64-bit entry point. Documentation/arch/x86/boot.rst. */
export const ENTRY_64_OFFSET = 0x200;

/** What type_of_loader says of kexec: 0xD, shifted into the upper half. */
export const LOADER_TYPE_KEXEC = 0xd0;

/** Room for "elfcorehdr=0x... " in front of a command line. kexec-bzimage64.c: MAX_ELFCOREHDR_STR_LEN. */
export const ELFCOREHDR_ARGUMENT_ROOM = 30;

/** What kexec-tools adds to a command line for its purgatory. kexec/arch/i386/x86-linux-setup.h: PURGATORY_CMDLINE_SIZE. */
export const TOOL_CMDLINE_ROOM = 64;

/** kexec-tools makes the segment of the ELF core header at least this large (crashdump-x86.c). */
export const TOOL_ELFCOREHDR_MEMSZ = 16 * KiB;

/**
 * /sys/kernel/crash_elfcorehdr_size: program headers for vmcoreinfo, the kernel, CONFIG_NR_CPUS_DEFAULT and
 * CONFIG_CRASH_MAX_MEMORY_RANGES, in bytes. arch/x86/kernel/crash.c: arch_crash_get_elfcorehdr_size (6.6).
 */
export const crashHeaderRoom = ({
  nrCpusDefault,
  crashMaxMemoryRanges,
}: Pick<KernelConfig, 'nrCpusDefault' | 'crashMaxMemoryRanges'>): number =>
  (2 + nrCpusDefault + crashMaxMemoryRanges) * coreHeader.PROGRAM_HEADER_SIZE;

/** The same of a kernel of which nobody tells how it was built. */
export const USUAL_CRASH_HEADER_ROOM = crashHeaderRoom({ nrCpusDefault: 64, crashMaxMemoryRanges: 8192 });

/** Longest command line with its NUL. arch/x86/include/asm/setup.h. */
export const COMMAND_LINE_SIZE = 2048;

/** Alignment of what kexec-tools lays out for a capture kernel. */
export const TOOL_CRASH_ALIGN = KiB;

/** From the start of kexec-tools' purgatory to its entry point, as version 2.0.25 is linked. */
export const TOOL_PURGATORY_ENTRY = 0x760;

/** From the start of the kernel's own purgatory to purgatory_start, as Linux 6.1 is linked. */
export const KERNEL_PURGATORY_ENTRY = 0xd0;

/** Highest places for a kernel that is entered in 32-bit mode, and for its initrd. include/x86/x86-linux.h: DEFAULT_BZIMAGE_ADDR_MAX. */
export const TOOL_32_MAX = 0x37ff_ffff;

/** Highest places of the purgatory for such a kernel, and of what real mode would reach. kexec/arch/i386/kexec-bzImage.c. */
export const TOOL_PURGATORY_32_MAX = 0x7fff_ffff;
export const TOOL_REAL_MODE_MAX = 640 * KiB;

/** Boot notes of kexec-tools for ELF kernels, command line not counted. kexec/kexec-elf-boot.c: boot_notes. */
export const ELF_BOOT_NOTES_SIZE = 76;

/** Unit of sparse memory. asm/sparsemem.h: SECTION_SIZE_BITS 27. */
export const SECTION_SIZE = 128 * MiB;

/** One past the highest physical address with four levels of page tables. MAX_PHYSMEM_BITS 46. */
export const PHYSICAL_LIMIT = 64 * TiB;

/** Machines with RAM from here on get larger memory blocks. arch/x86/mm/init_64.c: MEM_SIZE_FOR_LARGE_BLOCK. */
export const LARGE_BLOCK_THRESHOLD = 64 * GiB;

/** Largest block that is tried. init_64.c: MAX_BLOCK_SIZE. */
export const MAX_BLOCK_SIZE = 2 * GiB;

/** Ends of ZONE_DMA and ZONE_DMA32. */
export const DMA_END = 16 * MiB;
export const DMA32_END = 4 * GiB;

/** PMD_SIZE: what one entry of the last but one level maps. The first page tables come from a hole of this size. */
export const LARGE_PAGE = 2 * MiB;

/** Virtual address of the linear map without memory randomisation. asm/page_64_types.h: __PAGE_OFFSET_BASE_L4. */
export const PAGE_OFFSET = 0xffff_8880_0000_0000n;

/** Virtual address of physical zero in the kernel mapping. asm/page_64_types.h: __START_KERNEL_map. */
export const START_KERNEL_MAP = 0xffff_ffff_8000_0000n;

/**
 * From `__bss_stop` to `_end`: 64 KiB of slop, 64 KiB for DMI, and pages for early page tables, in bytes
 * (kernel/vmlinux.lds.S: .brk, kernel/setup.c: dmi_alloc, mm/init.c: early_pgt_alloc).
 */
export const brkSize = ({ earlyTablePages }: Pick<KernelConfig, 'earlyTablePages'>): number =>
  64 * KiB + 64 * KiB + earlyTablePages * PAGE_SIZE;

/** The same of a kernel of which nobody tells how it was built. */
export const USUAL_BRK_SIZE = brkSize({ earlyTablePages: 6 });

/** Alignment and lowest address of a crash kernel region that the kernel places itself. kernel/setup.c: CRASH_ALIGN. */
export const CRASH_ALIGN = 16 * MiB;

/** Highest ends of `crashkernel=X` and of its fallback. kernel/setup.c: CRASH_ADDR_LOW_MAX, CRASH_ADDR_HIGH_MAX. */
export const CRASH_LOW_MAX = 4 * GiB;
export const CRASH_HIGH_MAX = 64 * TiB;
/** CRASH_ADDR_LOW_MAX before 5.2. */
export const PLAIN_CRASH_MAX = 896 * MiB;

/** Low memory that a region above 4 GiB gets when nothing is asked for: max(swiotlb + 8 MiB, 256 MiB). */
export const DEFAULT_CRASH_LOW = 256 * MiB;

/** KEXEC_ARCH_X86_64, shifted as the system call wants it. */
export const KEXEC_ARCH_X86_64 = 62 * 0x1_0000;

/** e_machine of x86_64 ELF files. */
export const EM_X86_64 = 62;

/** The zero page as the running kernel got it. */
export const BOOT_PARAMS_FILE = '/sys/kernel/boot_params/data';

/** Nodes of the running kernel's setup_data list: `<n>/type` (text) and `<n>/data`. */
export const SETUP_DATA_DIRECTORY = '/sys/kernel/boot_params/setup_data';

/** Tables that firmware left, one file a signature. */
export const ACPI_TABLE_DIRECTORY = '/sys/firmware/acpi/tables';

/** What the running kernel shows of EFI: addresses of tables. */
export const EFI_DIRECTORY = '/sys/firmware/efi';
