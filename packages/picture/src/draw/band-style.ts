import type { BandKind } from '../map/band.js';

/** What each kind of band is called in a legend, in the order of the legend. */
export const BAND_NAMES: readonly (readonly [BandKind, string])[] = [
  ['board', 'boot memory'],
  ['device', 'memory device'],
  ['unplugged', 'not plugged'],
  ['ram', 'System RAM'],
  ['kernel', 'running kernel'],
  ['reserved', 'reserved'],
  ['firmware', 'firmware'],
  ['hole', 'device registers'],
  ['online', 'online, kernel zone'],
  ['movable', 'online, Movable'],
  ['offline', 'offline'],
  ['going', 'going offline'],
  ['segment', 'segment'],
  ['lost', 'segment, nothing there'],
  ['crash', 'crash region'],
  ['next', 'RAM of the next kernel'],
];

/** Kinds that have a pattern over their colour, with the pattern's name. */
export const PATTERNS: Readonly<Partial<Record<BandKind, string>>> = {
  unplugged: 'dots',
  reserved: 'hatch',
  firmware: 'cross',
  movable: 'rise',
  offline: 'sparse',
  going: 'hatch',
  lost: 'cross',
  crash: 'fall',
};
