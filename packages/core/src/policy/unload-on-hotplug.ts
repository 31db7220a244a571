import type { MemoryNotifier } from '../contract/memory-notifier.js';
import { NOTIFY_DONE } from '../contract/memory-notifier.js';
import type { Policy } from '../contract/policy.js';
import { dropNormalImage } from './unload.js';

/** Drops the image as soon as a block begins to go either way. */
export const unloadNotifier: MemoryNotifier = {
  name: 'kexec-unload-on-hotplug',
  priority: 0,
  sleepsForKexec: ['MEM_GOING_ONLINE', 'MEM_GOING_OFFLINE'],
  notify(transition, { event }) {
    if (event === 'MEM_GOING_ONLINE' || event === 'MEM_GOING_OFFLINE') {
      dropNormalImage(transition, `${event}: the memory layout changes`);
    }
    return NOTIFY_DONE;
  },
};

/** Any hotplug drops a loaded normal image; crash images stay (core 8.3, P9). */
export const unloadOnHotplug: Policy = {
  name: 'unload-on-hotplug',
  id: 'P9',
  summary: 'drop a loaded image as soon as memory goes online or offline',
  origin: 'Eric Biederman, April 2020: simple and generic, and no image has a stale memory map',
  objection:
    'James Morse: spooky, a loaded image vanishes silently (later: sold); memory that is offline already is removed unheard',
  upstream: 'not merged',
  notifiers: [unloadNotifier],
};
