import type { AddressRange } from '@warmboot/address';
import { sizeOf } from '@warmboot/address';
import { buildRecord } from '@warmboot/scenario';
import type { Reservation } from './reservation.js';
import { totalRam } from './reservation.js';
import { whyOf } from './why.js';

const shown = (range: AddressRange | undefined) =>
  range === undefined ? null : { start: range.start, end: range.end, size: sizeOf(range) };

/** What one kernel makes of the words, for programs. */
export const reservationJson = (cmdline: string, outcome: Reservation): Readonly<Record<string, unknown>> => {
  const { architecture, profile, kernel, decisive, region, low, log, memory, odds, need } = outcome;
  return {
    cmdline,
    architecture,
    profile: profile.name,
    kernel: buildRecord(kernel, decisive),
    ram: totalRam(memory),
    reserved: shown(region),
    low: shown(low),
    ...(odds === undefined
      ? {}
      : { chance: { places: odds.places, reserved: odds.reserved, as_shown: odds.share } }),
    why: whyOf(cmdline, outcome),
    need: need ?? null,
    log: log.map(({ text }) => text),
  };
};
