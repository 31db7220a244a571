import type { Framework } from '@warmboot/core';
import { needWords } from '@warmboot/scenario';
import { MiB } from '@warmboot/address';
import type { CaptureKernel, Reservation } from './reservation.js';

const whole = (bytes: number): string => `${Math.floor(bytes / MiB)} MiB`;

/** Whether what is reserved suffices for a kernel that runs in it; undefined where that cannot be told. */
export const sufficesWords = (
  { architectures }: Framework,
  { architecture, need, ofRecord }: Reservation,
  { initrd }: CaptureKernel,
): string | undefined => {
  const { footprint } = architectures.get(architecture);
  if (need === undefined || footprint === undefined) return undefined;
  const kernel = ofRecord ? 'The kernel that was recorded' : `A kernel such as ${footprint.measuredOn}`;
  const words = `${kernel} with one CPU and ${initrd === undefined ? 'no initrd' : 'this initrd'} ${needWords(need)}`;
  const left = need.have - need.need;
  if (initrd !== undefined || left <= 0) return words;
  return `${words}; ${whole(left)} are left for an initrd, which is there packed, and unpacked in at most half of what is left then`;
};
