import type { Policy } from '../contract/policy.js';

/**
 * Memory that a driver manages has a name of its own and no entry in the firmware map, and kexec_file_load passes it by.
 * Only drivers ask for it: a DIMM behind ACPI stays System RAM. Mainline does so since 5.8 for the drivers that it has;
 * here it holds for every driver that brings memory.
 */
export const driverManaged: Policy = {
  name: 'driver-managed',
  id: 'P10',
  summary: 'memory of any driver is "System RAM (driver)" and never a destination',
  origin:
    'David Hildenbrand, April 2020: such memory is never a target and never in a map of the next kernel',
  objection: 'a DIMM is not covered',
  upstream: 'merged in 5.8: add_memory_driver_managed(), which virtio-mem and kmem call',
  nameHotAdded: ({ driver }) => (driver === undefined ? undefined : `System RAM (${driver})`),
};
