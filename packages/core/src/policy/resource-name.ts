import type { Policy } from '../contract/policy.js';

/**
 * Patches 2 and 3: hot-added memory gets another name, which tools that look for `System RAM` do not take. The name
 * also keeps it out of /sys/firmware/memmap (core R2.15, 8.3 P2). The series did this for one architecture; here it
 * holds on all, as in the recorded experiments.
 */
export const resourceName: Policy = {
  name: 'resource-name',
  id: 'P2',
  summary: 'name hot-added memory "System RAM (hotplug)" so that tools pass it by',
  origin: 'James Morse, 2020-03-26, patches 2/3 and 3/3: kexec-tools of any age leave hot-added memory alone',
  objection:
    'Eric Biederman: hide nothing, mend the cause; David Hildenbrand: kdump then misses that memory, and the firmware map must follow',
  upstream: 'not merged; the idea lives on in driver-managed memory',
  nameHotAdded: () => 'System RAM (hotplug)',
};
