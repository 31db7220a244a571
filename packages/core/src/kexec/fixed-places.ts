import { overlaps, rangeAt } from '@warmboot/address';
import type { Transition } from '../machine/transition.js';
import { bytesContent } from '../physical/content.js';
import type { FixedWrite } from '../image/fixed-write.js';

const rangeOf = ({ address, bytes }: FixedWrite) => rangeAt(address, bytes.length);

/** What a load writes beside its segments is there at once, whatever becomes of the load. */
export const writeAtFixedPlaces = (transition: Transition, writes: readonly FixedWrite[]): void => {
  for (const write of writes) {
    const { contents, kexec } = transition.machine;
    const others = (kexec.fixedWrites ?? []).filter((other) => !overlaps(rangeOf(other), rangeOf(write)));
    transition.update({
      contents: contents.write(rangeOf(write), bytesContent(write.bytes)),
      kexec: { ...kexec, fixedWrites: [...others, write].sort((a, b) => a.address - b.address) },
    });
  }
};
