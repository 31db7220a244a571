import { hotAddedRam } from './hot-added-ram.js';
import type { Policy } from '../contract/policy.js';

/**
 * The loader tells the next kernel of the memory that there is when it loads: `mem=`, another devicetree or EFI map.
 * Read as: hot-added memory is described beside what the firmware describes; firmware's own tables stay as they are.
 */
export const updatedMemoryMap: Policy = {
  name: 'updated-memory-map',
  id: 'P14',
  summary: 'the loader describes hot-added memory to the next kernel',
  origin: 'Eric Biederman and Dave Young, April 2020: the next kernel boots from memory that it knows',
  objection:
    "James Morse: firmware tables must stay untouched, and the image is the loader's own affair; the map goes stale",
  upstream: 'not merged',
  prepareImage: (machine, image) =>
    image.type === 'crash' ? image : { ...image, describedRam: hotAddedRam(machine) },
};
