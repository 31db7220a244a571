import type { Machine } from '@warmboot/core';
import type { HotplugWorker } from '../actors/hotplug.js';
import type { State } from '../model/state.js';
import { waitsIn } from '../model/waiting.js';
import type { Property, PropertyContext } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';

const workers = ({ localStates }: State): readonly HotplugWorker[] =>
  localStates.map(worker).filter((local) => local !== undefined);

const worker = (local: unknown): HotplugWorker | undefined =>
  typeof local === 'object' && local !== null && 'refused' in local ? (local as HotplugWorker) : undefined;

/** Whether the device would go now, if somebody asked again. */
const wouldGo = (machine: Machine, { kernel }: PropertyContext, id: string): boolean => {
  const { result } = kernel.apply<'dimm-del'>(machine, { kind: 'dimm-del', id });
  return result.ok && result.value.removed;
};

/** The device is kept, however often it is asked for, and would go if no image were loaded. */
const isStuck = ({ machine }: State, context: PropertyContext, id: string): boolean =>
  !wouldGo(machine, context, id) &&
  wouldGo({ ...machine, kexec: { ...machine.kexec, normal: undefined } }, context, id);

/**
 * Everybody has finished, nobody has jumped, and a device that was asked for is still there because of the image. Somebody
 * who could still do something - execute the image, unload it, load it elsewhere - has not finished: "for ever" is what
 * nobody can change any more.
 */
export const unusedImageNeverBlocks: Property = {
  name: 'unused-image-never-blocks',
  title: 'an image nobody executes never blocks unplug for ever',
  words:
    'David Hildenbrand: somebody may load an image and never execute it, and memory cannot be unplugged ever after',
  onTerminal(state, context) {
    // Where somebody waits for ever, not only the image is in the way.
    if (state.machine.kexec.normal === undefined || waitsIn(state, context).length > 0) return undefined;
    const asked = workers(state);
    if (!asked.some((local) => local.asked === true)) return undefined;
    const stuck = asked.flatMap(({ refused }) => refused).find((id) => isStuck(state, context, id));
    return stuck === undefined
      ? HOLDS
      : violated(`${stuck} stays for as long as the image is loaded, and nobody executes it`);
  },
};
