import type { ExecOutcome } from '@warmboot/core';
import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';

/** Whoever saw that an image is loaded has stopped all services by the time reboot() says no. */
export const rebootNeverFails: Property = {
  name: 'reboot-never-fails',
  title: 'reboot() never fails after a load',
  words:
    'James Morse: reboot() failing is too late, user space has been torn down, and nobody could see it coming',
  onStep({ performed }) {
    const last = performed.at(-1);
    if (last?.action.kind !== 'kexec-exec') return undefined;
    const outcome: ExecOutcome = last.result as ExecOutcome;
    return outcome.outcome === 'refused' ? violated(`${outcome.errno}: ${outcome.reason}`) : HOLDS;
  },
};
