import type { PhysAddr } from '@warmboot/address';
import { hex, overlaps } from '@warmboot/address';
import { destinationOf } from '@warmboot/core';

import type { StepRecord } from './step-record.js';

/** The device that was at an address, and the step that took it. */
const lostAt = (steps: readonly StepRecord[], address: PhysAddr) => {
  for (const { number, events } of steps) {
    for (const event of events) {
      if (event.type === 'dimm:unplugged' && event.range.start <= address && address < event.range.end) {
        return { id: event.id, number };
      }
    }
  }
  return undefined;
};

/** The device that went although a loaded image is to be copied to it. */
const lostTarget = ({ before, events }: StepRecord): string | undefined => {
  const segments = before.kexec.normal?.segments ?? [];
  for (const event of events) {
    if (event.type !== 'dimm:unplugged') continue;
    if (segments.some((segment) => overlaps(event.range, destinationOf(segment)))) return event.id;
  }
  return undefined;
};

/**
 * Why a step came out as it did, in sentences without a full stop: the reason that was given, and the step that laid
 * the ground for it. Empty for a step that went well and did no harm.
 * @param before the steps before it, in order
 */
export const explain = (record: StepRecord, before: readonly StepRecord[]): readonly string[] => {
  const { answer, events, skipped } = record;
  if (skipped !== undefined) return [];
  if (answer.ok) {
    const lost = record.machine.kexec.normal === undefined ? undefined : lostTarget(record);
    return lost === undefined
      ? []
      : [`${lost} goes, the loaded image is to be copied there, and nobody objects`];
  }
  const nowhere = events.flatMap((event) => (event.type === 'kexec:write-to-nothing' ? [event] : []));
  const reason = answer.reason ?? 'no reason was given';
  const lost = nowhere.flatMap(({ address }) => lostAt(before, address) ?? []);
  return [
    ...(nowhere.every(({ address }) => reason.includes(hex(address))) ? [] : [copiedNowhere(nowhere)]),
    reason,
    ...new Set(lost.map(({ id, number }) => `${id} was there until step ${number} took it away`)),
  ];
};

/** `the purgatory and the kernel are copied to where nothing answers` */
const copiedNowhere = (events: readonly { readonly segment: string }[]): string => {
  const segments = [...new Set(events.map(({ segment }) => `the ${segment}`))];
  const last = segments.at(-1)!;
  return segments.length === 1
    ? `${last} is copied to where nothing answers`
    : `${segments.slice(0, -1).join(', ')} and ${last} are copied to where nothing answers`;
};
