/**
 * mm/memblock.c: regions of memory and what is reserved in them.
 *
 * @module
 */
export {
  memblockAdd as add,
  memblockRemove as remove,
  memblockReserve as reserve,
  memblockFree as free,
  memblockFindFromTop as findFromTop,
} from '../memory/memblock.js';
export { parseEarlyRanges as earlyRanges } from '../memory/early-ranges.js';
