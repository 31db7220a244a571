import { none } from './none.js';
import { notifierAsPosted } from './notifier-as-posted.js';
import { notifierCorrected } from './notifier-corrected.js';
import type { Policy } from './policy.js';
import { resourceName } from './resource-name.js';
import { unloadOnHotplug } from './unload-on-hotplug.js';
import { validateAtExec } from './validate-at-exec.js';

/** The policies that come with the kernel model, in the order in which the thread discussed them. */
export const POLICIES: readonly Policy[] = [
  none,
  notifierAsPosted,
  notifierCorrected,
  resourceName,
  validateAtExec,
  unloadOnHotplug,
];
