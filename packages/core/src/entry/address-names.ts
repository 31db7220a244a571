/**
 * Addresses, sizes and blocks in the words of scenarios: `dimm1.last`, `boot`, `2G`.
 *
 * @module
 */
export {
  BOOT_MEMORY,
  bootSpan,
  sizeValue as size,
  nameIn,
  nameInBlock,
  resolveAddress as address,
  resolveBlocks as blocks,
} from '../address/named.js';
