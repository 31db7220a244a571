import type { Policy } from '../contract/policy.js';

const NAME = 'System RAM (hotplug)';

/**
 * Patches 2 and 3: hot-added memory gets another name, which tools that look for `System RAM` do not take. The name
 * also keeps it out of /sys/firmware/memmap (core R2.15, 8.3 P2). The series did this for one architecture; here it
 * holds on all, as in the recorded experiments. When it was posted there was no driver-managed memory (5.8), so the name
 * is all that changes: kexec_file_load, which looks at the flag and not at the name, still takes the memory, and so it
 * was recorded.
 */
export const resourceName: Policy = {
  name: 'resource-name',
  id: 'P2',
  summary: `name hot-added memory "${NAME}" so that tools pass it by; kexec_file_load still takes it`,
  origin: 'James Morse, 2020-03-26, patches 2/3 and 3/3: kexec-tools of any age leave hot-added memory alone',
  objection:
    'Eric Biederman: hide nothing, mend the cause; David Hildenbrand: kdump then misses that memory, and the firmware map must follow',
  upstream: 'not merged; the idea lives on in driver-managed memory',
  nameHotAdded: () => NAME,
  namesDriverManaged: false,
};

/**
 * The other reading of the same patches, put onto a kernel since 5.8 whose register_memory_resource() takes every name
 * but `System RAM` for a driver's: then kexec_file_load passes the memory by as well (core R2.30).
 */
export const resourceNameDriverManaged: Policy = {
  name: 'resource-name-driver-managed',
  id: 'P2d',
  summary: `name hot-added memory "${NAME}" and have it driver managed, so that kexec_file_load passes it by too`,
  origin: 'what patches 2/3 and 3/3 come to where a name other than "System RAM" means a driver (5.8)',
  objection: 'as for P2: kdump by kexec_load then misses that memory',
  upstream: 'not merged',
  nameHotAdded: () => NAME,
};
