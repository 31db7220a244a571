import type { Transition } from '../machine/transition.js';
import { done, refuse } from '../answer/result.js';
import { NOTIFY_DONE, notifyFromErrno } from '../contract/memory-notifier.js';
import type { Policy } from '../contract/policy.js';

/** Says why, once a refusal. */
const blocked = (transition: Transition): boolean => {
  if (transition.machine.kexec.normal === undefined) return false;
  transition.say('warn', 'Hotplug blocked because of a loaded kexec image');
  return true;
};

/** The other way round: while an image is loaded, memory neither comes nor goes (core 8.3, P9b). */
export const blockHotplug: Policy = {
  name: 'block-hotplug',
  id: 'P9b',
  summary: 'refuse every hotplug of memory while an image is loaded',
  origin: 'Eric Biederman, later in the thread: unconditional, and the log says why',
  objection: 'David Hildenbrand: an image that nobody executes must not block hotplug for ever',
  upstream: 'not merged',
  notifiers: [
    {
      name: 'kexec-block-hotplug',
      priority: 0,
      notify(transition, { event }) {
        const asked = event === 'MEM_GOING_ONLINE' || event === 'MEM_GOING_OFFLINE';
        return asked && blocked(transition) ? notifyFromErrno('EBUSY') : NOTIFY_DONE;
      },
    },
  ],
  checkChange: (transition) =>
    blocked(transition) ? refuse('EBUSY', 'kexec-block-hotplug: a kexec image is loaded') : done,
};
