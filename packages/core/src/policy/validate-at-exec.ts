import { hex } from '../address/text.js';
import type { Machine } from '../machine/machine.js';
import { done, refuse } from '../machine/result.js';
import { blocksIn } from '../memory/blocks.js';
import type { KexecSegment } from '../kexec/segment.js';
import { destinationOf } from '../kexec/segment.js';
import type { Policy } from './policy.js';

/** Whether every page of the destination is in an online block (pfn_to_online_page). */
const isOnline = ({ memory }: Machine, segment: KexecSegment): boolean => {
  const { start, end } = destinationOf(segment);
  let at = start;
  for (const [id, block] of blocksIn(memory, { start, end })) {
    const blockStart = id * memory.blockSize;
    if (blockStart > at || block.state === 'offline') return false;
    at = blockStart + memory.blockSize;
  }
  return at >= end;
};

/** `kexec -e` fails with EINVAL when a destination page is not online any more (core 8.3, P4). */
export const validateAtExec: Policy = {
  name: 'validate-at-exec',
  summary: 'refuse to jump when a destination page is not online',
  origin: 'David Hildenbrand, April 2020; objection: reboot() fails after the user was told that all is well',
  checkExec({ machine }, image) {
    const lost = image.segments.find((segment) => !isOnline(machine, segment));
    return lost === undefined
      ? done
      : refuse('EINVAL', `the ${lost.kind} at ${hex(lost.mem)} would be copied to memory that is not online`);
  },
};
