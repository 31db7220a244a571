import type { MemoryNotifier } from '../memory/notifier.js';
import { NOTIFY_DONE } from '../memory/notifier.js';
import type { Policy } from './policy.js';

const notifier: MemoryNotifier = {
  name: 'kexec-unload-on-hotplug',
  priority: 0,
  notify(transition, { event }) {
    const { kexec } = transition.machine;
    const changes = event === 'MEM_GOING_ONLINE' || event === 'MEM_GOING_OFFLINE';
    if (changes && kexec.normal !== undefined) {
      transition.update({ kexec: { ...kexec, normal: undefined } });
      transition.emit({
        type: 'kexec:unloaded',
        image: 'normal',
        why: `${event}: the memory layout changes`,
      });
    }
    return NOTIFY_DONE;
  },
};

/** Any hotplug drops a loaded normal image; crash images stay (core 8.3, P9). */
export const unloadOnHotplug: Policy = {
  name: 'unload-on-hotplug',
  summary: 'drop a loaded image as soon as memory goes online or offline',
  origin: 'Eric Biederman, April 2020; objection: a loaded image vanishes silently',
  notifiers: [notifier],
};
