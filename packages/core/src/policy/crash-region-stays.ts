import { overlaps } from '@warmboot/address';
import type { MemoryNotifier } from '../contract/memory-notifier.js';
import { NOTIFY_BAD, NOTIFY_DONE } from '../contract/memory-notifier.js';
import type { Policy } from '../contract/policy.js';

const notifier: MemoryNotifier = {
  name: 'kdump-region',
  priority: 0,
  notify({ machine }, { event, range }) {
    if (event !== 'MEM_GOING_OFFLINE') return NOTIFY_DONE;
    const { crashRegion, crashLowRegion } = machine.kexec;
    const hit = [crashRegion, crashLowRegion].some(
      (region) => region !== undefined && overlaps(region, range),
    );
    return hit ? NOTIFY_BAD : NOTIFY_DONE;
  },
};

/**
 * The memory that was set aside for the capture kernel stays online. Read as the true region on every architecture; the
 * notifier that one has compares with the region's size instead (core 3).
 */
export const crashRegionStays: Policy = {
  name: 'crash-region-stays',
  id: 'P20',
  summary: "veto offlining of the capture kernel's memory",
  origin: 'an existing notifier of one architecture, generalised: that memory is always there',
  objection: 'David Hildenbrand: its pages are reserved, which is probably enough',
  upstream: 'boot memory that never goes offline, on one architecture since 5.7',
  notifiers: [notifier],
};
