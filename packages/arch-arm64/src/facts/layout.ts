import type { KernelBuild } from '@warmboot/core/plugin';
import type { PhysAddr } from '@warmboot/address';
import { GiB, KiB, MiB } from '@warmboot/address';

import { versionFacts } from './kernel-versions.js';

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
 *   memstart + linear map: nothing above can be hot-added (256 GiB with 39-bit virtual addresses, 128 TiB with 48)
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

/** Sizes and addresses that follow from how a kernel was built. Bytes. */
export interface Layout {
  readonly pageSize: number;
  /** Unit of sparse memory. asm/sparsemem.h: SECTION_SIZE_BITS, 29 with 64 KiB pages and 27 with others; 30 before 5.12. */
  readonly sectionSize: number;
  /** 2^MAX_PAGE_ORDER pages, which is what kernels without huge pages keep mobility for. Kconfig: ARCH_FORCE_MAX_ORDER. */
  readonly pageblockSize: number;
  /** One past the highest physical address. asm/pgtable-prot.h: PHYS_MASK_SHIFT. */
  readonly physicalLimit: PhysAddr;
  /** The linear map starts at a multiple of this. mm/init.c: ARM64_MEMSTART_ALIGN. */
  readonly memstartAlign: number;
  /** Bytes that the linear map reaches: PAGE_END - _PAGE_OFFSET(vabits_actual). */
  readonly linearMapSize: number;
  /** First virtual address of the linear map in use; it stands for memstart. */
  readonly linearMapStart: bigint;
  /**
   * What PHYS_OFFSET is below memstart where fewer bits are in use than were built: it stands for the first address of
   * the map as built. mm/init.c: arm64_memblock_init
   */
  readonly physOffsetShift: number;
  /** Where the kernel image is mapped without randomisation. asm/memory.h: KIMAGE_VADDR. */
  readonly imageAddress: bigint;
  /** From `_text` to where `Kernel code` of /proc/iomem begins. */
  readonly headSize: number;
  /** /proc/kallsyms has `_text`, which is before the first function. kernel/kallsyms.c, scripts/kallsyms.c: symbol_valid() */
  readonly textIsNamed: boolean;
}

/** What {@link layoutOf} reads of a build. */
export type LayoutFacts = Pick<KernelBuild, 'pageSize' | 'vaBits' | 'vaBitsInUse' | 'paBits'> & {
  readonly profile: Pick<KernelBuild['profile'], 'name' | 'moduleArea' | 'kernelCodeStart'>;
  readonly config: Pick<KernelBuild['config'], 'kallsymsAll'>;
};

/** Bits of virtual addresses of a kernel that nobody told of. */
const USUAL_VA_BITS = 48;

/** Bits with which a kernel of 52 goes on where the CPU has no more: with 16 KiB pages, a level less. VA_BITS_MIN. */
const leastBits = (vaBits: number, pageSize: number): number =>
  vaBits <= 48 ? vaBits : pageSize === 16 * KiB ? 47 : 48;

/** Bits of physical addresses that a configuration comes to. Kconfig: ARM64_PA_BITS_48, ARM64_PA_BITS_52 */
const physicalBits = ({ pageSize, paBits }: LayoutFacts, vaBits: number, inUse: number): number => {
  if (pageSize === 64 * KiB) return paBits ?? 48;
  // More than 48 come with LPA2, and that with 52 bits of virtual addresses in use.
  return vaBits === 52 && inUse === 52 ? 52 : 48;
};

/** From `_text` to `_stext`: the head of the image in a segment of its own. asm/memory.h: SEGMENT_ALIGN */
export const HEAD_SIZE = 64 * KiB;

/** The part of {@link KernelBuild} that sizes and addresses follow from, worked out. */
export const layoutOf = (build: LayoutFacts): Layout => {
  const { pageSize, vaBits = USUAL_VA_BITS, vaBitsInUse = vaBits, profile, config } = build;
  const least = leastBits(vaBits, pageSize);
  const inUse = vaBitsInUse >= vaBits ? vaBits : least;
  const { wideSections } = versionFacts(profile);
  const sectionSize = wideSections ? GiB : pageSize === 64 * KiB ? 512 * MiB : 128 * MiB;
  const pageEnd = -(1n << BigInt(least - 1));
  const virtual = (address: bigint): bigint => BigInt.asUintN(64, address);
  return {
    pageSize,
    sectionSize,
    pageblockSize:
      { [4 * KiB]: 4 * MiB, [16 * KiB]: 32 * MiB, [64 * KiB]: 512 * MiB }[pageSize] ?? sectionSize,
    physicalLimit: 2 ** physicalBits(build, vaBits, inUse),
    // A block of an upper table: PUD_SIZE with 4 KiB pages, 32 of PMD_SIZE with 16 KiB, PMD_SIZE with 64 KiB; at least a section.
    memstartAlign: Math.max(sectionSize, pageSize === 64 * KiB ? 512 * MiB : GiB),
    linearMapSize: 2 ** inUse - 2 ** (least - 1),
    linearMapStart: virtual(-(1n << BigInt(inUse))),
    physOffsetShift: 2 ** vaBits - 2 ** inUse,
    imageAddress: virtual(pageEnd + BigInt(profile.moduleArea ?? 128 * MiB)),
    headSize: profile.kernelCodeStart === '_text' ? 0 : HEAD_SIZE,
    textIsNamed: config.kallsymsAll,
  };
};
