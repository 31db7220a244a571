/**
 * Physical addresses: ranges, alignment, their texts, and persistent maps and sets of them.
 *
 * @module
 */
export { KiB, MiB, GiB, TiB, alignDown, alignUp, isAligned, isPowerOfTwo } from './align.js';
export { RangeSet } from './range-set.js';
export type { PhysAddr, AddressRange } from './range.js';
export {
  rangeAt,
  alignOutward,
  alignInward,
  sizeOf,
  overlaps,
  covers,
  intersection,
  without,
  normalised,
  subtract,
} from './range.js';
export type { Difference } from './sorted-map.js';
export { SortedMap } from './sorted-map.js';
export { hex, bareHex, memRange, parseSize, requireSize, humanSize, roughSize, shortSize } from './text.js';
export { ADDRESS_LIMIT, tryFromWire, fromWire, toWire } from './wire.js';
