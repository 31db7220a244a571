import type { Policy } from '../contract/policy.js';

/**
 * A udev rule loads the image again whenever memory came or went, as distributions do for kdump. Nothing in the kernel
 * changes; between the event and the reload the old image stays.
 */
export const udevReload: Policy = {
  name: 'udev-reload',
  id: 'P6',
  summary: 'user space loads the image again after every memory event',
  origin: 'Baoquan He, Dave Young, Eric Biederman, April 2020: simple, and kdump does it already',
  objection:
    'James Morse: nobody may rely on it, and not every distribution has the rule; the reload may choose the same memory',
  upstream: 'for kdump, by distributions',
  userSpace: { reloadsOnMemoryEvents: true },
};
