import { sizeOf } from '@warmboot/address';
import type { KexecImage } from '../image/image.js';
import { kernelFree } from '../memory/kernel-pages.js';
import type { Machine } from './machine.js';

/** A loaded image waits in pages of the kernel until the jump, or until it is unloaded. */
const stagedBytes = (image: KexecImage | undefined): number =>
  image === undefined ? 0 : [...image.pages.reserved].reduce((bytes, range) => bytes + sizeOf(range), 0);

/**
 * Bytes that the kernel of a machine can allocate for itself now, caches dropped: whatever needs pages is paid from them, a
 * memory map that comes, a load, a loaded image. undefined where nobody told how much there was, and nothing is refused.
 */
export const kernelBudget = ({ memory, kexec }: Pick<Machine, 'memory' | 'kexec'>): number | undefined => {
  const free = kernelFree(memory);
  return free === undefined ? undefined : Math.max(0, free - stagedBytes(kexec.normal));
};
