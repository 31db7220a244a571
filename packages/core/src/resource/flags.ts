/*
 * Bits of a resource's `flags`: include/linux/ioport.h, core section 1.1. The flags are one unsigned 32-bit number
 * whose bit 31 is the busy bit, so combine and test them only with the functions at the end of this file.
 */

/** Mask of the address space that a resource belongs to; the six values below are its contents. */
export const IORESOURCE_TYPE_BITS = 0x0000_1f00;
/** I/O ports. */
export const IORESOURCE_IO = 0x0000_0100;
/** Physical memory addresses. */
export const IORESOURCE_MEM = 0x0000_0200;
/** Interrupt lines. */
export const IORESOURCE_IRQ = 0x0000_0400;
/** DMA channels. */
export const IORESOURCE_DMA = 0x0000_0800;
/** Bus numbers. */
export const IORESOURCE_BUS = 0x0000_1000;
/** Reads have no side effects: a prefetchable PCI range. */
export const IORESOURCE_PREFETCH = 0x0000_2000;
/** A 64-bit PCI base address register. */
export const IORESOURCE_MEM_64 = 0x0010_0000;
/** Forwarded by a bridge rather than decoded by a device. */
export const IORESOURCE_WINDOW = 0x0020_0000;
/** A second requester sleeps until the first releases, when both set this. */
export const IORESOURCE_MUXED = 0x0040_0000;
/** Mask of the type extension: only the bit of System RAM. A region inherits it from its parent. */
export const IORESOURCE_EXT_TYPE_BITS = 0x0100_0000;
/** Memory that is or may become System RAM. */
const IORESOURCE_SYSRAM = 0x0100_0000;
/** RAM that a driver added and may take away; kexec_file_load does not place segments there. */
export const IORESOURCE_SYSRAM_DRIVER_MANAGED = 0x0200_0000;
/** May be joined with touching neighbours (core R1.11). */
export const IORESOURCE_SYSRAM_MERGEABLE = 0x0400_0000;
/** User space may not map it through /dev/mem. */
export const IORESOURCE_EXCLUSIVE = 0x0800_0000;
/** Not decoded at the moment. */
export const IORESOURCE_DISABLED = 0x1000_0000;
/** Owned: nothing may be requested inside. Without it the resource is a container. */
export const IORESOURCE_BUSY = 0x8000_0000;

/** System RAM whether owned or not: MEM and SYSRAM, 0x01000200. */
export const SYSTEM_RAM = IORESOURCE_MEM + IORESOURCE_SYSRAM;

/** What System RAM that the page allocator may own looks like, 0x81000200. */
export const BUSY_SYSTEM_RAM = SYSTEM_RAM + IORESOURCE_BUSY;

/** An owned range of the memory address space, 0x80000200. */
export const BUSY_MEM = IORESOURCE_MEM + IORESOURCE_BUSY;

/** Whether every bit of `wanted` is set. */
export const hasFlags = (flags: number, wanted: number): boolean => (flags & wanted) === (wanted | 0);

/** The union of the bits, unsigned. */
export const joinFlags = (...flags: readonly number[]): number =>
  flags.reduce((all, some) => (all | some) >>> 0, 0);

/** The bits of both, unsigned. */
export const maskFlags = (flags: number, mask: number): number => (flags & mask) >>> 0;
