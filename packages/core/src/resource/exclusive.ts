import type { AddressRange } from '@warmboot/address';
import { hasFlags, IORESOURCE_BUSY, IORESOURCE_EXCLUSIVE, joinFlags, SYSTEM_RAM } from './flags.js';
import { preorder } from './preorder.js';
import type { ResourceTree } from './tree.js';

/** How strict the kernel guards /dev/mem. */
export interface DevMemChecks {
  /** False with `iomem=relaxed` on the command line. */
  readonly strictChecks: boolean;
  /** CONFIG_IO_STRICT_DEVMEM: every busy node is out of bounds, not just exclusive ones. */
  readonly ioStrictDevmem: boolean;
}

const EXCLUSIVE_SYSTEM_RAM = joinFlags(SYSTEM_RAM, IORESOURCE_EXCLUSIVE);

/**
 * Whether user space may not map the range through /dev/mem. Exclusive System RAM is guarded always, even where
 * it is not busy: a driver adds and removes memory there. core R1.17; kernel/resource.c:resource_is_exclusive
 */
export const isExclusive = (
  tree: ResourceTree,
  range: AddressRange,
  { strictChecks, ioStrictDevmem }: DevMemChecks,
): boolean => {
  for (const { resource } of preorder(tree.root, range)) {
    const { flags } = resource;
    if (hasFlags(flags, EXCLUSIVE_SYSTEM_RAM)) return true;
    if (!strictChecks || !hasFlags(flags, IORESOURCE_BUSY)) continue;
    if (ioStrictDevmem || hasFlags(flags, IORESOURCE_EXCLUSIVE)) return true;
  }
  return false;
};
