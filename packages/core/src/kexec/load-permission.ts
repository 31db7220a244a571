import type { Machine } from '../machine/machine.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';
import type { KexecImageType } from '../image/image.js';

const SYSCTL: Readonly<Record<KexecImageType, string>> = {
  normal: 'kernel.kexec_load_limit_reboot',
  crash: 'kernel.kexec_load_limit_panic',
};

/**
 * kexec_load_permitted(): the switch, then the limit. Every permitted call takes one of the limit, whatever becomes of
 * it; calls that unload count too (core R4.14). kernel/kexec_core.c
 */
export const permitLoad = (transition: Transition, type: KexecImageType): Result => {
  const { kexec } = transition.machine;
  if (kexec.loadDisabled) return refuse('EPERM', 'kernel.kexec_load_disabled is set');
  const left = kexec.loadLimits[type];
  if (left === 0) return refuse('EPERM', `${SYSCTL[type]} is used up`);
  if (left > 0) {
    transition.update({ kexec: { ...kexec, loadLimits: { ...kexec.loadLimits, [type]: left - 1 } } });
  }
  return done;
};

/**
 * A write to kernel.kexec_load_limit_*: only ever downwards. ENOENT for a kernel that has no such file, which is one
 * before 6.3.
 */
export const writeLoadLimit = (
  transition: Transition,
  type: KexecImageType,
  value: number,
  hasLimits: boolean,
): Result => {
  if (!hasLimits) return refuse('ENOENT', `this kernel has no ${SYSCTL[type]}`);
  const { kexec } = transition.machine;
  const now = kexec.loadLimits[type];
  if (!Number.isInteger(value) || value < 0) return refuse('EINVAL', `${value} is not a number of loads`);
  if (now !== -1 && value >= now) return refuse('EINVAL', `${SYSCTL[type]} is ${now} and can only go down`);
  transition.update({ kexec: { ...kexec, loadLimits: { ...kexec.loadLimits, [type]: value } } });
  return done;
};

/** Why a call that needs __kexec_lock gives up at once: EBUSY while another holds it (core 4.1, step 8; R4.11). */
export const whenLocked = ({ locks }: Machine): Result =>
  locks.kexec !== undefined ? refuse('EBUSY', 'another kexec call holds the lock') : done;
