import type { JumpOutcome, KexecImage, KexecSegment, Machine, PhysAddr } from '@warmboot/core';
import { destinationOf, firstAbsent, hex, rangeAt, tryFromWire } from '@warmboot/core';
import { PAGE_SIZE } from './layout.js';

interface Absent {
  readonly segment: KexecSegment;
  readonly address: PhysAddr;
}

const nameOf = ({ kind }: KexecSegment): string => (kind === 'other' ? 'segment' : kind);

const reset = (reason: string, address: PhysAddr): JumpOutcome => ({ outcome: 'reset', reason, address });

/**
 * Every destination is mapped, present or not: stores to nothing are lost and loads return junk, without a fault. What
 * happens then depends on what was lost, because interrupt and segment tables are empty and any exception is a triple
 * fault (spec 5.2, 5.3).
 */
export const jump = ({ platform }: Machine, image: KexecImage): JumpOutcome => {
  const absent = image.segments.flatMap((segment): Absent[] => {
    const address = firstAbsent(platform, destinationOf(segment));
    return address === undefined ? [] : [{ segment, address }];
  });
  const entry = tryFromWire(image.entry);
  const atEntry = absent.find(({ segment }) => {
    const { start, end } = destinationOf(segment);
    return entry !== undefined && start <= entry && entry < end;
  });
  if (atEntry !== undefined) {
    const { segment, address } = atEntry;
    return reset(
      `the ${nameOf(segment)} at ${hex(address)} is where nothing answers: its code is junk`,
      address,
    );
  }
  if (entry === undefined || firstAbsent(platform, rangeAt(entry, PAGE_SIZE)) !== undefined) {
    return reset(`the entry point ${hex(image.entry)} is not in memory`, entry ?? 0);
  }
  const [lost] = absent;
  if (lost === undefined) return { outcome: 'arrived' };
  const { segment, address } = lost;
  // The purgatory runs, and finds junk where the segment should be.
  if (image.verifiesDigest) return { outcome: 'arrived' };
  return reset(
    `the ${nameOf(segment)} at ${hex(address)} was lost, and nothing checked it before it was used`,
    address,
  );
};
