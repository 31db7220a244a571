import type { PhysAddr } from '@warmboot/address';
import { rangeAt, hex } from '@warmboot/address';
import { firstAbsent } from '../device/platform.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';
import type { Content } from '../physical/content.js';

/**
 * Something writes to physical memory behind everybody's back: a device that was not shut down, or a bug. Nothing checks
 * who owns the place. EFAULT, and no byte written, where nothing answers; EINVAL for a content without an end.
 */
export const writeMemory = (transition: Transition, address: PhysAddr, content: Content): Result => {
  if (!Number.isSafeInteger(content.size) || !Number.isSafeInteger(address) || address < 0) {
    return refuse('EINVAL', 'a write has an address and an end');
  }
  const range = rangeAt(address, content.size);
  const { platform, contents } = transition.machine;
  const absent = firstAbsent(platform, range);
  if (absent !== undefined) return refuse('EFAULT', `nothing answers at ${hex(absent)}`);
  transition.update({ contents: contents.write(range, content) });
  transition.emit({ type: 'memory:written', range });
  return done;
};
