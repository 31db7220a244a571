import { destinationOf } from '../image/segment.js';
import type { Policy } from '../contract/policy.js';

/**
 * What P3 would have to mean to help: the destinations themselves are reserved while the image is loaded. Read as a
 * reservation that always succeeds, even though other pages may live there.
 */
export const reservedDestinations: Policy = {
  name: 'reserved-destinations',
  id: 'P3d',
  summary: 'destinations of a loaded image cannot go offline',
  origin: 'P3 taken at its word: the image reserves where it will be copied to',
  objection: 'nobody can reserve pages that are in use, and an image that nobody executes blocks unplug',
  upstream: 'not merged; since 6.17 a destination may be allocated beforehand in CMA',
  pinned: ({ kexec }) => kexec.normal?.segments.map(destinationOf) ?? [],
};
