import type { AddressRange } from '@warmboot/address';
import { alignDown } from '@warmboot/address';

/** Bytes of struct page, which the memory map has one of for each page. */
export const STRUCT_PAGE_SIZE = 64;

/** Bytes of the memory map of so many bytes of memory. */
export const memmapSize = (bytes: number, pageSize: number): number => (bytes / pageSize) * STRUCT_PAGE_SIZE;

/** Sections that are present: those with any byte of memory in them. mm/sparse.c: memblocks_present() */
export const presentSections = (ram: Iterable<AddressRange>, sectionSize: number): number => {
  const sections = new Set<number>();
  for (const { start, end } of ram) {
    for (let at = alignDown(start, sectionSize); at < end; at += sectionSize) sections.add(at);
  }
  return sections.size;
};

/**
 * Bytes of the memory map that boot makes: of whole sections, however little of one is memory.
 * mm/sparse.c: sparse_init_nid()
 */
export const bootMemmapSize = (
  ram: Iterable<AddressRange>,
  { pageSize, sectionSize }: { readonly pageSize: number; readonly sectionSize: number },
): number => presentSections(ram, sectionSize) * memmapSize(sectionSize, pageSize);
