import type { MemoryNotifier } from '../contract/memory-notifier.js';
import { NOTIFY_BAD, NOTIFY_DONE } from '../contract/memory-notifier.js';
import type { PfnRange } from '../memory/zone.js';

/** Whether pages going offline count as hit by a segment's pages. Both half-open. */
export type HitTest = (segment: PfnRange, goingOffline: PfnRange) => boolean;

/** The veto of the 2020 series: refuse MEM_GOING_OFFLINE for memory that a loaded normal image will be copied to. */
export const segmentNotifier = (name: string, hits: HitTest): MemoryNotifier => ({
  name,
  priority: 0,
  notify(transition, { event, startPfn, nrPages }) {
    const { kexec, memory } = transition.machine;
    const image = kexec.normal;
    if (event !== 'MEM_GOING_OFFLINE' || image === undefined) return NOTIFY_DONE;
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
