import type { AddressRange } from '@warmboot/address';
import { hex, shortSize, sizeOf } from '@warmboot/address';
import { crashKernel } from '@warmboot/core';

import type { Reservation } from './reservation.js';
import { totalRam } from './reservation.js';

/** Why the reservation came out as it did: sentences without their full stops. */
export const whyOf = (cmdline: string, outcome: Reservation): readonly string[] => {
  const ram = totalRam(outcome.memory);
  const plain = crashKernel.parse(cmdline, ram);
  const sentences = [...askedFor(cmdline, outcome, ram)];
  const { result } = plain;
  const fixed = result.ok ? result.value.base : 0;
  if (result.ok && result.value.size !== 0) {
    if (fixed !== 0) sentences.push(...atFixedPlace(fixed, outcome));
    else sentences.push(...wherePlain(result.value.size, outcome));
  } else if (!result.ok && result.errno === 'ENOENT') sentences.push(...whereHigh(cmdline, ram, outcome));
  sentences.push(...lowPart(cmdline, ram, outcome), ...chance(cmdline, ram, outcome));
  return sentences;
};

/** What the words come to on this much memory. */
function* askedFor(cmdline: string, { log }: Reservation, ram: number): Generator<string> {
  const { result, value = '' } = crashKernel.parse(cmdline, ram);
  if (result.ok && value.includes(':')) {
    yield result.value.size === 0
      ? `no range of ${value} holds ${shortSize(ram)} of RAM, so nothing is asked for`
      : `${shortSize(ram)} of RAM asks for ${shortSize(result.value.size)}`;
  } else if (!result.ok && result.errno !== 'ENOENT') {
    yield `the kernel cannot take it: ${result.reason}`;
  }
  const high = crashKernel.parse(cmdline, ram, 'high').result;
  if (high.ok && result.ok && result.value.size !== 0)
    yield 'the ,high form does not count beside a plain one';
  if (!result.ok && result.errno === 'ENOENT' && !high.ok && high.errno === 'ENOENT' && log.length === 0) {
    yield ',low alone asks for nothing: it belongs to a ,high';
  }
}

function* atFixedPlace(base: number, { region }: Reservation): Generator<string> {
  yield region === undefined
    ? `the memory at ${hex(base)} is in use, absent, or not aligned as this kernel wants it`
    : 'the place is the one after @';
}

/** Who looks below the limit first and may go above. */
function* wherePlain(size: number, outcome: Reservation): Generator<string> {
  const { region, plainMax: lowMax } = outcome;
  const limit = shortSize(lowMax);
  if (region !== undefined && region.start < lowMax) {
    yield `the highest free place below ${limit}`;
    return;
  }
  const hole = crashKernel.largestHole(outcome.memory, lowMax);
  const largest =
    hole === undefined
      ? `nothing is free below ${limit}`
      : `the largest hole below ${limit} is ${placeOf(hole)}`;
  yield hole !== undefined && sizeOf(hole) >= size
    ? `${largest}, and ${shortSize(size)} do not fit in it at the alignment that is wanted`
    : `${largest}, too little for ${shortSize(size)}`;
  if (region !== undefined) yield `so it fell back to memory above ${limit}`;
  else yield lacksLowPart(outcome) ? noLowPart(limit) : noneAbove(outcome, size);
}

/** A place above was found, and given up for want of what goes with it. */
const lacksLowPart = ({ log }: Reservation): boolean =>
  log.some(({ level, text }) => level === 'error' && text.includes('low memory'));

const noLowPart = (limit: string): string =>
  `a place above was found, and no room below ${limit} for the low part that goes with it, so both are given up`;

const noneAbove = (outcome: Reservation, size: number): string => {
  const hole = crashKernel.largestHole(outcome.memory, Infinity);
  const { plainMax, readsSuffixes } = outcome;
  if (hole === undefined || sizeOf(hole) < size || hole.end <= plainMax) return 'nor is there room above';
  const way = readsSuffixes ? ' for a plain size: say ,high' : ', and read no ,high yet';
  return `${placeOf(hole)} would do, and these rules do not look there${way}`;
};

const placeOf = (hole: AddressRange): string => `${shortSize(sizeOf(hole))} at ${hex(hole.start)}`;

function* whereHigh(cmdline: string, ram: number, outcome: Reservation): Generator<string> {
  const { result } = crashKernel.parse(cmdline, ram, 'high');
  if (!result.ok || result.value.size === 0) return;
  const { region, lowMax, readsSuffixes } = outcome;
  if (!readsSuffixes) {
    yield 'this kernel reads no ,high and no ,low yet: a plain size is all that it knows';
    return;
  }
  if (region === undefined && lacksLowPart(outcome)) yield noLowPart(shortSize(lowMax));
  else if (region === undefined) yield `no hole is large enough for ${shortSize(result.value.size)}`;
  else if (region.start >= lowMax) yield ',high: the highest free place there is';
  else yield `,high, and there is no room above ${shortSize(lowMax)}: the highest free place below`;
}

/** Devices of the capture kernel may need memory that 32 bits reach. */
function* lowPart(cmdline: string, ram: number, outcome: Reservation): Generator<string> {
  const { region, low, lowMax } = outcome;
  const asked = crashKernel.parse(cmdline, ram, 'low').result;
  const unread = asked.ok && !readsLow(cmdline, ram, outcome) ? lowUnread(cmdline, ram) : undefined;
  if (region === undefined) {
    if (unread !== undefined && lacksLowPart(outcome)) yield unread;
    return;
  }
  if (low !== undefined) {
    const whose =
      asked.ok && unread === undefined ? 'as ,low asks' : 'this kernel’s default for a region above';
    yield `${shortSize(sizeOf(low))} below ${shortSize(lowMax)} for devices that reach no further, ${whose}`;
  } else if (region.start >= lowMax) {
    yield asked.ok && unread === undefined
      ? 'no low part, as ,low asks'
      : 'no low part: devices of the capture kernel that reach 32 bits only will find no memory; say SIZE,low';
  } else if (asked.ok && unread === undefined) yield ',low is not needed: all of it is low';
  if (unread !== undefined) yield unread;
}

/** The rules that all architectures share read ,low beside ,high alone; x86's own before them read it in any case. */
const readsLow = (cmdline: string, ram: number, { profile }: Reservation): boolean => {
  const plain = crashKernel.parse(cmdline, ram).result;
  return !(plain.ok && plain.value.size !== 0) || profile.crashReservation === 'architecture';
};

const lowUnread = (cmdline: string, ram: number): string => {
  const { value: low = 'SIZE,low' } = crashKernel.parse(cmdline, ram, 'low');
  const plain = crashKernel.parse(cmdline, ram).result;
  const size = plain.ok ? shortWord(plain.value.size) : 'SIZE';
  return `${low} is not read beside a plain size: say ${size},high ${low}`;
};

/** `4G`: a size as it is typed. */
const shortWord = (bytes: number): string => shortSize(bytes).replace(/ ([KMGT])iB$/, '$1');

const percent = (share: number): string => {
  const whole = Math.round(share * 100);
  if (whole === 0) return 'less than 1 %';
  return whole === 100 ? 'more than 99 %' : `about ${whole} %`;
};

/** From this share on a reservation is as good as always in the same place. */
const ALWAYS = 0.99;

/** What holds in some boots only, because the kernel lies somewhere else in each. */
function* chance(cmdline: string, ram: number, { odds }: Reservation): Generator<string> {
  if (odds === undefined || odds.reserved === 0) return;
  const { chosenBy, provided, reserved, share, places } = odds;
  const given = provided === undefined ? '' : `, ${provided}`;
  if (reserved === 1) {
    if (share > ALWAYS) return;
    yield `it is reserved wherever ${chosenBy}${given}, though not always there: ${percent(share)} of the places give the same`;
    return;
  }
  yield `${chosenBy} in another of ${places} places at each boot (nokaslr is not on the command line)${given}: the reservation is made in ${percent(reserved)} of them, and fails in the others`;
  const { result } = crashKernel.parse(cmdline, ram);
  yield result.ok && result.value.base !== 0
    ? '“memory is in use” says the log then: leave @ out, and the kernel takes a place that is free'
    : 'then no hole is left that is large enough: ask for less, or for ,high';
}
