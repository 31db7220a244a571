import type { MemoryNotifier } from '../contract/memory-notifier.js';
import { NOTIFY_BAD, NOTIFY_DONE, notifyFromErrno } from '../contract/memory-notifier.js';
import type { PfnRange } from '../memory/zone.js';

/** Whether pages going offline count as hit by a segment's pages. Both half-open. */
export type HitTest = (segment: PfnRange, goingOffline: PfnRange) => boolean;

/** The true test: they share a page. */
export const correctedHit: HitTest = (segment, block) =>
  segment.start < block.end && block.start < segment.end;

/**
 * The veto of the 2020 series: refuse MEM_GOING_OFFLINE for memory that a loaded normal image will be copied to.
 * @param lock how it gets the kexec lock. One that only tries it, and does not get it, refuses with EBUSY
 */
export const segmentNotifier = (
  name: string,
  hits: HitTest,
  lock: 'sleeps' | 'tries' = 'sleeps',
): MemoryNotifier => ({
  name,
  priority: 0,
  ...(lock === 'sleeps' ? { sleepsForKexec: ['MEM_GOING_OFFLINE'] } : {}),
  notify(transition, { event, startPfn, nrPages }) {
    const { kexec, memory, locks } = transition.machine;
    const image = kexec.normal;
    if (event !== 'MEM_GOING_OFFLINE') return NOTIFY_DONE;
    if (lock === 'tries' && locks.kexec !== undefined) return notifyFromErrno('EBUSY');
    if (image === undefined) return NOTIFY_DONE;
    const goingOffline = { start: startPfn, end: startPfn + nrPages };
    for (const { mem, memsz } of image.segments) {
      const { pageSize } = memory;
      const segment = { start: Math.floor(mem / pageSize), end: Math.ceil((mem + memsz) / pageSize) };
      if (hits(segment, goingOffline)) {
        transition.say('warn', 'kexec_core: Memory region in use');
        return NOTIFY_BAD;
      }
    }
    return NOTIFY_DONE;
  },
});
