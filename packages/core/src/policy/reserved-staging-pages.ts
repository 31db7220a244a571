import type { Policy } from '../contract/policy.js';

/**
 * The pages of a loaded image are PG_reserved, so their blocks stay online. Said first as if it settled the matter; it is
 * true of the pages that hold the image until the jump, never of its destinations (core R4.5). Read as: what the kernel
 * does already, so there is nothing to hook.
 */
export const reservedStagingPages: Policy = {
  name: 'reserved-staging-pages',
  id: 'P3',
  summary: 'pages that hold the image until the jump cannot go offline',
  origin: 'David Hildenbrand, first reaction: pages of an image are reserved, so they cannot be offlined',
  objection: 'only the copies are pinned; where they will be copied to is not',
  upstream: 'always so, and not enough',
};
