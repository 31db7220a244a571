import { crashHotplugNotifier } from '../kexec/crash-hotplug.js';
import type { Policy } from '../contract/policy.js';

/**
 * The kernel writes the ELF header of a loaded crash image anew when memory goes online or offline (core 6.3). Read as:
 * for images of either system call, in place, as far as the new header fits in the old segment; RAM is every System RAM
 * line of /proc/iomem, which at MEM_OFFLINE still shows what just went offline.
 */
export const crashHeaderFollows: Policy = {
  name: 'crash-header-follows',
  id: 'P19',
  summary: 'the kernel keeps the ELF header of a crash image up to date',
  origin: 'James Morse, April 2020: the dump is complete without a reload',
  objection: 'none of weight; it took until 2023 to write',
  upstream: 'merged in 6.6 as crash hotplug',
  notifiers: [crashHotplugNotifier(() => true, 'elfcorehdr')],
};
