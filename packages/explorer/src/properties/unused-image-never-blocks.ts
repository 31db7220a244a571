import type { HotplugWorker } from '../actors/hotplug.js';
import type { World } from '../actor/world.js';
import type { Property, Surroundings } from '../property/property.js';
import { broken, HELD } from '../property/property.js';

const refusedDevices = ({ locals }: World): readonly string[] =>
  locals.flatMap((local) => worker(local)?.refused ?? []);

const worker = (local: unknown): HotplugWorker | undefined =>
  typeof local === 'object' && local !== null && 'refused' in local ? (local as HotplugWorker) : undefined;

/** Whether the device would go now if no image were loaded. */
const wouldGo = ({ machine }: World, { kernel }: Surroundings, id: string): boolean => {
  const bare = { ...machine, kexec: { ...machine.kexec, normal: undefined } };
  const { result } = kernel.apply<'dimm-del'>(bare, { kind: 'dimm-del', id });
  return result.ok && result.value.removed;
};

/** Everybody has finished, nobody has jumped, and a device that was asked for is still there because of the image. */
export const unusedImageNeverBlocks: Property = {
  name: 'unused-image-never-blocks',
  title: 'an image nobody executes never blocks unplug for ever',
  words:
    'David Hildenbrand: somebody may load an image and never execute it, and memory cannot be unplugged ever after',
  onEnd(world, where) {
    if (world.machine.kexec.normal === undefined) return undefined;
    const stuck = refusedDevices(world).find((id) => wouldGo(world, where, id));
    return stuck === undefined
      ? HELD
      : broken(`${stuck} stays for as long as the image is loaded, and nobody executes it`);
  },
};
