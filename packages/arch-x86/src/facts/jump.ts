import type { JumpOutcome, KexecImage, KexecSegment, Machine } from '@warmboot/core/plugin';
import { destinationOf, platforms } from '@warmboot/core/plugin';
import type { PhysAddr } from '@warmboot/address';
import { hex, rangeAt, tryFromWire } from '@warmboot/address';

interface Absent {
  readonly segment: KexecSegment;
  readonly address: PhysAddr;
}

const nameOf = ({ kind }: KexecSegment): string => (kind === 'other' ? 'segment' : kind);

const reset = (reason: string, address: PhysAddr): JumpOutcome => ({ outcome: 'reset', reason, address });

/** Whether nothing but zeros stands at an address: as code they add to memory, and the CPU goes on to the next of them. */
const holdsZeros = ({ contents }: Machine, address: PhysAddr): boolean =>
  contents.read(rangeAt(address, ZEROS_TO_TELL)).every((byte) => byte === 0);

/** Bytes that no code begins with: the head of any loader's buffer has others. */
const ZEROS_TO_TELL = 64;

/** Code that is there runs, until it comes to what is not (spec 5.2). */
const runInto = (machine: Machine, entry: PhysAddr, { segment, address }: Absent): JumpOutcome => {
  if (holdsZeros(machine, entry)) {
    return {
      outcome: 'hang',
      reason: `the entry point ${hex(entry)} holds zeros: the CPU runs on through them, and nothing answers from ${hex(address)} on`,
      address: entry,
    };
  }
  return reset(
    `the CPU runs at ${hex(entry)} what is there of the ${nameOf(segment)}; from ${hex(address)} on nothing answers, and code there is junk`,
    address,
  );
};

/**
 * Every destination is mapped, present or not: stores to nothing are lost and loads return junk, without a fault. What
 * happens then depends on what was lost, because interrupt and segment tables are empty and any exception is a triple
 * fault (spec 5.2, 5.3).
 */
export const jump = (machine: Machine, image: KexecImage): JumpOutcome => {
  const { platform } = machine;
  const absent = image.segments.flatMap((segment): Absent[] => {
    const address = platforms.firstAbsent(platform, destinationOf(segment));
    return address === undefined ? [] : [{ segment, address }];
  });
  const entry = tryFromWire(image.entry);
  const atEntry = absent.find(({ segment }) => {
    const { start, end } = destinationOf(segment);
    return entry !== undefined && start <= entry && entry < end;
  });
  const entered = entry !== undefined && platforms.firstAbsent(platform, rangeAt(entry, 1)) === undefined;
  if (!entered) {
    if (atEntry === undefined) {
      return reset(`the entry point ${hex(image.entry)} is not in memory`, entry ?? 0);
    }
    const { segment, address } = atEntry;
    return reset(
      `the ${nameOf(segment)} at ${hex(address)} is where nothing answers: its code is junk`,
      address,
    );
  }
  if (atEntry !== undefined) return runInto(machine, entry, atEntry);
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
