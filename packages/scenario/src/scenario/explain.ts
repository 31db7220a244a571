import type { PhysAddr } from '@warmboot/core';
import { destinationOf, hex, overlaps } from '@warmboot/core';
import { describeEvent } from './describe-event.js';
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
  const lines = [answer.reason ?? 'no reason was given'];
  for (const event of events) {
    if (event.type !== 'kexec:write-to-nothing') continue;
    if (!lines[0]!.includes(hex(event.address))) lines.unshift(describeEvent(event));
    const lost = lostAt(before, event.address);
    if (lost !== undefined)
      lines.push(`${hex(event.address)} was in ${lost.id}, which step ${lost.number} took away`);
  }
  return lines;
};
