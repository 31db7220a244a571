import { address, count, identifier, object, size } from './schema-parts.js';

/** The name of a dax region: its first device is `dax0.0`. */
const daxRegion = (description: string) =>
  ({ type: 'string', pattern: '^dax[0-9]{1,4}$', examples: ['dax0'], description }) as const;

/** Verbs about memory that drivers bring and not the firmware. */
export const DRIVER_PROPERTIES = {
  'virtio-mem': object(
    'A virtio-mem device appears on the bus, and the driver finds it.',
    {
      id: identifier("The host's name for it."),
      size: size('Bytes of its region: the most that can be plugged.'),
      requested: size('What the host asks the guest to plug at once. Default 0.'),
      'block-size': size('Memory is plugged in multiples of it: a power of two. Default 2M.'),
      at: address('Where its region begins. Default: the next free place.'),
      node: count('Its NUMA node. Default 0.', 1023),
    },
    ['id', 'size'],
  ),
  request: object(
    'The host asks for another size of a virtio-mem device.',
    { id: identifier('The device.'), size: size('Bytes that it should have plugged, all in all.') },
    ['id', 'size'],
  ),
  retry: identifier('The timer of a virtio-mem device that is short of its requested size fires.'),
  kmem: object(
    'kmem makes System RAM of a dax device.',
    {
      id: daxRegion('The dax region; its device is dax0.0.'),
      size: size('Its size. Needed when it appears for the first time.'),
      at: address('Where it is. Default: the next free place.'),
      node: count('The NUMA node that its memory makes. Default 0.', 1023),
    },
    ['id'],
  ),
  'kmem-unbind': daxRegion(
    'Take the memory of a dax device back from the kernel: all of it must be offline.',
  ),
} as const;
