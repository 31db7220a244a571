import { hasFlags, IORESOURCE_BUSY, SYSTEM_RAM } from '../resource/flags.js';
import { requestResource } from '../resource/request-resource.js';
import type { Resource } from '../resource/resource.js';
import { childCovering } from '../resource/siblings.js';
import type { ResourcePath, ResourceTree } from '../resource/tree.js';

/** Names that early boot decides anew from its hand-over; everything else in /proc/iomem is a device's. */
const DECIDED_AT_BOOT = new Set([
  'Reserved',
  'reserved',
  'ACPI Tables',
  'ACPI Non-volatile Storage',
  'Unusable memory',
  'Soft Reserved',
  'Persistent Memory',
  'Persistent Memory (legacy)',
  'RAM buffer',
]);

/** A region inside which a driver adds memory: the next kernel's driver reserves it anew, or none does. */
const isMemoryContainer = ({ flags }: Resource): boolean =>
  hasFlags(flags, SYSTEM_RAM) && !hasFlags(flags, IORESOURCE_BUSY);

const isDevice = ({ name }: Resource): boolean =>
  !DECIDED_AT_BOOT.has(name) && !name.startsWith('System RAM') && !/^(Kernel|Crash) /.test(name);

/** The innermost node that covers the device. */
const placeFor = (tree: ResourceTree, device: Resource): ResourcePath => {
  const path: number[] = [];
  let node = childCovering(tree.root.children, device);
  while (node !== undefined) {
    path.push(node.start);
    node = childCovering(node.children, device);
  }
  return path;
};

/**
 * Devices answer at the addresses where they answered before, so the next kernel finds them there again, inside
 * whatever its firmware's map says of the place.
 */
export const withDevicesOf = (tree: ResourceTree, before: ResourceTree): ResourceTree => {
  let result = tree;
  const carry = (nodes: Iterable<Resource>): void => {
    for (const node of nodes) {
      if (isMemoryContainer(node)) continue;
      if (isDevice(node)) {
        const placed = requestResource(result, node, placeFor(result, node));
        if (placed.ok) result = placed.tree;
      } else if (!node.name.startsWith('System RAM')) {
        carry(node.children.values());
      }
    }
  };
  carry(before.root.children.values());
  return result;
};
