import { done, refuse } from '../answer/result.js';
import type { Policy } from '../contract/policy.js';
import { dropNormalImage } from './unload.js';
import { unloadNotifier } from './unload-on-hotplug.js';

/**
 * P9 with both of its additions: adding and removing drop the image too, whatever the state of the blocks, and nothing
 * can be loaded until the operation is over. Read as: the operation lasts while device_hotplug_lock is held.
 */
export const unloadAndHold: Policy = {
  name: 'unload-and-hold',
  id: 'P9h',
  summary: 'drop a loaded image on any hotplug, and refuse loads until it is over',
  origin: 'Eric Biederman, April 2020: block loads until the operation is done',
  objection: 'a loaded image vanishes silently, and a load may fail for no reason that its caller can see',
  upstream: 'not merged',
  notifiers: [{ ...unloadNotifier, name: 'kexec-unload-and-hold' }],
  changeSleepsForKexec: true,
  checkChange(transition, { kind }) {
    dropNormalImage(transition, `memory ${kind}: the memory layout changes`);
    return done;
  },
  checkLoad({ machine }, image) {
    return image.type === 'normal' && machine.locks.hotplug !== undefined
      ? refuse('EBUSY', `memory hotplug is under way (${machine.locks.hotplug})`)
      : done;
  },
};
