/** Bytes of an entry of a page table. */
const TABLE_ENTRY_SIZE = 8;

/**
 * PMD_SIZE and HPAGE_PMD_SIZE: what one entry of the middle page table level maps, which is as many pages as a table of
 * one page has entries. 2 MiB with pages of 4 KiB, 32 MiB with 16, 512 MiB with 64. include/linux/huge_mm.h
 */
export const hugePageSize = (pageSize: number): number => (pageSize / TABLE_ENTRY_SIZE) * pageSize;
