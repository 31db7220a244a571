import type { JumpOutcome, KexecImage, KexecSegment, Machine, SegmentKind } from '@warmboot/core/plugin';
import { destinationOf, platforms } from '@warmboot/core/plugin';
import { hex } from '@warmboot/address';

import { firstProtected } from './firmware-memory.js';

/** What comes of a segment that did not arrive; a kernel does without the others. */
const WITHOUT: Partial<Record<SegmentKind, string>> = {
  kernel: 'nothing is at the entry, and the trap vector is there too',
  purgatory: 'nothing is at the entry, and the trap vector is there too',
  dtb: "the next kernel's first look at its devicetree faults before it can say so",
};

const MISMATCH = 'the purgatory finds another digest, or faults as it looks, and never jumps';

interface Fault {
  readonly address: number;
  readonly why: string;
}

/** A crash image lies in place: nothing is copied. */
const faultOf = (machine: Machine, { type }: KexecImage, segment: KexecSegment): Fault | undefined => {
  const destination = destinationOf(segment);
  const absent = platforms.firstAbsent(machine.platform, destination);
  if (absent !== undefined) return { address: absent, why: 'faults' };
  const kept = type === 'crash' ? undefined : firstProtected(machine, destination);
  return kept === undefined
    ? undefined
    : { address: kept, why: "faults, for the firmware's memory is its own," };
};

/**
 * Pages are copied without address translation, and the trap vector is the loop that copies: a page whose copy faults is
 * skipped, and the loop goes on with the next. arch/riscv/kernel/kexec_relocate.S
 */
export const jump = (machine: Machine, image: KexecImage): JumpOutcome => {
  for (const segment of image.segments) {
    const consequence = WITHOUT[segment.kind] ?? (image.verifiesDigest ? MISMATCH : undefined);
    const fault = consequence === undefined ? undefined : faultOf(machine, image, segment);
    if (fault === undefined) continue;
    const { address, why } = fault;
    return {
      outcome: 'hang',
      address,
      reason: `copying the ${segment.kind} to ${hex(address)} ${why} and is skipped: ${consequence}`,
    };
  }
  return { outcome: 'arrived' };
};
