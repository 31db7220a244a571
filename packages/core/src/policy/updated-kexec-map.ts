import { hotAddedRam } from './hot-added-ram.js';
import type { Policy } from '../contract/policy.js';

/**
 * The kernel's own map for the next kernel follows hotplug, so that kexec_file_load hands over what is there. Only where
 * the kernel keeps such a map beside memblock; kexec_load has always read the firmware map, which does follow.
 */
export const updatedKexecMap: Policy = {
  name: 'updated-kexec-map',
  id: 'P15',
  summary: 'the map that kexec_file_load hands over follows hotplug',
  origin: 'Baoquan He, April 2020: the in-kernel loader then says what is true',
  objection: 'David Hildenbrand: the next kernel should see what a cold boot sees',
  upstream: 'not merged',
  prepareImage: (machine, image) =>
    image.type === 'crash' || !image.fileMode || machine.memblock !== undefined
      ? image
      : { ...image, describedRam: hotAddedRam(machine) },
};
