import { isAligned } from '@warmboot/address';
import { CACHE_LINE, PMD_SIZE } from './layout.js';

/**
 * What a kernel's linker script aligns sections to: a huge page with STRICT_KERNEL_RWX, else a cache line. Read-only data
 * and data begin on such a boundary, and tell. asm/set_memory.h: SECTION_ALIGN; arch/riscv/kernel/vmlinux.lds.S
 *
 * @param starts where they begin, as addresses or from the image's start; undefined for a section that nobody knows
 */
export const sectionAlignOf = (...starts: readonly (number | undefined)[]): number =>
  starts.every((start) => start !== undefined && isAligned(start, PMD_SIZE)) ? PMD_SIZE : CACHE_LINE;
