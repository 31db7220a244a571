import type { JumpOutcome, KexecImage, Machine, SegmentKind } from '@warmboot/core';
import { destinationOf, firstAbsent, hex } from '@warmboot/core';

/** What comes of a segment that did not arrive; a kernel does without the others. */
const WITHOUT: Partial<Record<SegmentKind, string>> = {
  kernel: 'nothing is at the entry, and the trap vector is there too',
  purgatory: 'nothing is at the entry, and the trap vector is there too',
  dtb: "the next kernel's first look at its devicetree faults before it can say so",
};

/**
 * Pages are copied without address translation, and the trap vector is the loop that copies: a page whose copy faults is
 * skipped, and the loop goes on with the next. arch/riscv/kernel/kexec_relocate.S
 */
export const jump = ({ platform }: Machine, { segments }: KexecImage): JumpOutcome => {
  for (const segment of segments) {
    const address = firstAbsent(platform, destinationOf(segment));
    const consequence = WITHOUT[segment.kind];
    if (address === undefined || consequence === undefined) continue;
    return {
      outcome: 'hang',
      address,
      reason: `copying the ${segment.kind} to ${hex(address)} faults and is skipped: ${consequence}`,
    };
  }
  return { outcome: 'arrived' };
};
