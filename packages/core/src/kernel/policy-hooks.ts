import type { Policy } from '../contract/policy.js';
import type { Machine } from '../machine/machine.js';
import type { ActionKind } from './action.js';

/** A member of a policy that decides something. */
export type PolicyHook = Exclude<
  keyof Policy,
  'name' | 'id' | 'summary' | 'origin' | 'objection' | 'upstream' | 'userSpace'
>;

/** The loader: kexec/loader.ts. */
const LOADS: readonly PolicyHook[] = ['fileRanges', 'search', 'prepareImage', 'checkLoad'];

/** Memory that is added, and brought online where that is said: drivers/memory-naming.ts, hotplug/memory-hotplug.ts. */
const ADDS: readonly PolicyHook[] = [
  'nameHotAdded',
  'namesDriverManaged',
  'firmwareMapType',
  'checkChange',
  'notifiers',
];

/** A block on its way: hotplug/block-devices.ts. */
const CHANGES: readonly PolicyHook[] = ['notifiers', 'pinned'];

/** The next kernel adds the devices that it finds again: kexec/executor.ts, boot/next-kernel.ts. */
const JUMPS: readonly PolicyHook[] = ['checkCopy', ...ADDS];

const ALL: readonly PolicyHook[] = [
  ...new Set([...LOADS, ...JUMPS, ...CHANGES, 'checkExec', 'changeSleepsForKexec'] as const),
];

/** Other actions may ask anything. */
const ASKED: Partial<Record<ActionKind, readonly PolicyHook[]>> = {
  'load-enter': [],
  'raw-load': LOADS,
  'file-load': LOADS,
  'kexec-unload': [],
  'reboot-begin': ['checkExec'],
  'reboot-shutdown': [],
  'reboot-jump': JUMPS,
  crash: JUMPS,
  'dimm-insert': [],
  'dimm-attach': ADDS,
  'eject-begin': [],
  'eject-remove': ['checkChange', 'firmwareMapType'],
  'eject-finish': [],
  'eject-refuse': [],
  'eject-abandon': [],
  'offline-lock': CHANGES,
  'offline-ask': CHANGES,
  'offline-begin': CHANGES,
  'offline-finish': CHANGES,
  'online-lock': CHANGES,
  'online-ask': CHANGES,
  'online-begin': CHANGES,
  'online-finish': CHANGES,
  'block-state': CHANGES,
  'block-online': CHANGES,
  online: CHANGES,
  'auto-online': [],
};

/**
 * The members of policies that an action may ask on a machine. Under two sets of policies that agree in these, what it does is
 * the same, where it has not to wait. A virtio-mem device may do what it was asked for after any action.
 */
export const hooksAskedBy = (kind: ActionKind, { platform }: Machine): readonly PolicyHook[] =>
  (platform.virtioMem?.size ?? 0) > 0 ? ALL : (ASKED[kind] ?? ALL);
