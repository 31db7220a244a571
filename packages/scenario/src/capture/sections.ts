import type { Architecture, ObservedBlock, ObservedZone } from '@warmboot/core';
import { bareHex } from '@warmboot/address';
import { resources } from '@warmboot/core/plugin';

/** Whether a zone, whose bounds are in pages, holds an address. */
const holds = ({ start_pfn: start = 0, spanned }: ObservedZone, pfn: number): boolean =>
  pfn >= start && pfn < start + spanned;

/**
 * The memory of a kernel without memory hotplug, in blocks of one section: it shows none, and its allocator has the
 * pages all the same. @throws FormatError for a text of /proc/iomem that does not parse
 */
export const sectionsAsBlocks = (
  { memory, resourceNames }: Architecture,
  iomem: string,
  zones: readonly ObservedZone[],
): Record<string, ObservedBlock> => {
  const { sectionSize, pageSize } = memory;
  const blocks: Record<string, ObservedBlock> = {};
  for (const { resource } of resources.preorder(resources.parseIomem(iomem, resourceNames.classify).root)) {
    if (resource.name !== 'System RAM') continue;
    const last = Math.floor((resource.end - 1) / sectionSize);
    for (let section = Math.floor(resource.start / sectionSize); section <= last; section += 1) {
      const at = Math.max(resource.start, section * sectionSize);
      const zone = zones.find((candidate) => holds(candidate, Math.floor(at / pageSize)));
      blocks[`memory${section}`] = {
        state: 'online',
        valid_zones: zone?.zone ?? 'none',
        removable: '0',
        phys_index: bareHex(section, 8),
        phys_device: '0',
        node: `node${zone?.node ?? 0}`,
      };
    }
  }
  return blocks;
};
