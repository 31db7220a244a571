/**
 * What pages cost: the memory map, and tables of pages.
 *
 * @module
 */
export { hugePageSize } from '../memory/huge-page.js';
export { memmapSize, presentSections } from '../memory/memmap.js';
