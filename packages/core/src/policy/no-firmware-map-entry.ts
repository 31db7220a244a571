import type { Policy } from '../contract/policy.js';

/** Read as: no hot-added memory gets an entry in /sys/firmware/memmap; its resource keeps the plain name. */
export const noFirmwareMapEntry: Policy = {
  name: 'no-firmware-map-entry',
  id: 'P16',
  summary: 'hot-added memory has no entry in /sys/firmware/memmap',
  origin: 'David Hildenbrand, April 2020: special memory is no business of the next kernel',
  objection: 'helps only where tools read that map',
  upstream: 'for driver-managed memory (5.8)',
  firmwareMapType: 'none',
};
