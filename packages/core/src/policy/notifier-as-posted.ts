import type { Policy } from '../contract/policy.js';
import { segmentNotifier } from './segment-notifier.js';

/**
 * Patch 1 of the series with the condition that was posted: it asks whether the segment's first page, or the page
 * after its last, is in the block. A segment that covers the block is missed, and one that merely ends where the
 * block begins is refused (core 8.2).
 */
export const notifierAsPosted: Policy = {
  name: 'notifier-as-posted',
  id: 'P1',
  summary: "veto offlining of a destination, with the posted patch's overlap test",
  origin:
    'James Morse, 2020-03-26, patch 1/3: memory that an image needs stays, and the log says why; kexec -u frees it',
  objection:
    'David Hildenbrand: offline is not removed, and an image that nobody executes blocks unplug for ever; Baoquan He: a load must not disable hotplug',
  upstream: 'dropped from -mm in May 2020',
  notifiers: [
    segmentNotifier(
      'kexec-as-posted',
      (segment, block) =>
        (block.start <= segment.start && segment.start < block.end) ||
        (block.start <= segment.end && segment.end < block.end),
    ),
  ],
};
