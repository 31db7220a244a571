import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';

const CALLS = new Set(['kexec-exec', 'reboot-begin', 'reboot-jump']);

/** Whoever saw that an image is loaded has stopped all services by the time reboot() says no. */
export const rebootNeverFails: Property = {
  name: 'reboot-never-fails',
  title: 'reboot() never fails after a load',
  words:
    'James Morse: reboot() failing is too late, user space has been torn down, and nobody could see it coming',
  onStep({ performed, events }) {
    const last = performed.at(-1);
    if (last === undefined || !CALLS.has(last.action.kind)) return undefined;
    const refused = events.find((event) => event.type === 'kexec:exec-refused');
    if (refused?.type === 'kexec:exec-refused') return violated(`${refused.errno}: ${refused.reason}`);
    // What has begun has not ended well yet.
    return last.action.kind === 'reboot-begin' ? undefined : HOLDS;
  },
};
