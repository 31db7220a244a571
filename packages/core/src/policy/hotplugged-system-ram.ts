import type { Policy } from '../contract/policy.js';

const NAME = 'Hotplugged System RAM';

/**
 * The renaming for every architecture, with the new word in front and in /sys/firmware/memmap too. Read as: a tool that
 * does not know the type keeps it as reserved and warns (core R7.2).
 */
export const hotpluggedSystemRam: Policy = {
  name: 'hotplugged-system-ram',
  id: 'P2b',
  summary: `name hot-added memory "${NAME}" everywhere, the firmware map included`,
  origin:
    'David Hildenbrand, April 2020: one name on all architectures, which virtio-mem and Hyper-V could use',
  objection:
    'Eric Biederman: a plain DIMM is just memory; James Morse: names are ABI, and tools need updates',
  upstream: 'not merged',
  nameHotAdded: () => NAME,
  firmwareMapType: NAME,
};
