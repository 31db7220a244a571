import type { AddressRange } from '../address/range.js';
import { PAGE_SIZE } from '../address/align.js';
import type { Machine } from '../machine/machine.js';
import { MOVABLE } from '../memory/zone.js';
import type { Policy } from './policy.js';

/** Where the kernel would keep `pages` pages until the jump: the bottom of its highest kernel zone that has room. */
const stagedIn = ({ memory }: Machine, pages: number): AddressRange[] => {
  for (const zone of memory.zones.toReversed()) {
    if (zone.name === MOVABLE) continue;
    for (const [start, end] of zone.populated.entries()) {
      if (end - start >= pages) return [{ start: start * PAGE_SIZE, end: (start + pages) * PAGE_SIZE }];
    }
  }
  return [];
};

/**
 * The pages of a loaded image are PG_reserved, so their blocks stay online. Said first as if it settled the matter; it is
 * true of the pages that hold the image until the jump, never of its destinations (core R4.5). Read as: those pages come
 * from the highest kernel zone, its lowest addresses.
 */
export const reservedStagingPages: Policy = {
  name: 'reserved-staging-pages',
  id: 'P3',
  summary: 'pages that hold the image until the jump cannot go offline',
  origin: 'David Hildenbrand, first reaction: pages of an image are reserved, so they cannot be offlined',
  objection: 'only the copies are pinned; where they will be copied to is not',
  upstream: 'always so, and not enough',
  prepareImage: (machine, image) => {
    if (image.type === 'crash') return image;
    const bytes = image.segments.reduce((sum, { memsz }) => sum + memsz, 0);
    return { ...image, staging: stagedIn(machine, Math.ceil(bytes / PAGE_SIZE)) };
  },
  pinned: ({ kexec }) => kexec.normal?.staging ?? [],
};
