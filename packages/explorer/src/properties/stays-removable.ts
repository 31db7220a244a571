import { blocksIn } from '@warmboot/core';
import { memRange } from '@warmboot/address';
import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';
import { jumpOf } from './jumps.js';

/** Boot memory is the kernel's own: it holds what cannot move, and some architectures never let go of it. */
export const staysRemovable: Property = {
  name: 'stays-removable',
  title: 'hot-added memory stays removable in the second kernel',
  words:
    'David Hildenbrand: memory that firmware did not describe must not turn into boot memory of the next kernel',
  onStep(effect, { kernel }) {
    const jump = jumpOf(effect);
    const { machine } = effect.after;
    if (jump?.outcome.outcome !== 'booted' || machine.kernel.isCapture || machine.platform.dimms.size === 0) {
      return undefined;
    }
    for (const { id, range } of machine.platform.dimms.values()) {
      const early = [...blocksIn(machine.memory, range)].find(([, block]) => block.early);
      if (early !== undefined) {
        return violated(`memory${early[0]} of ${id} ${memRange(range)} is boot memory of the second kernel`);
      }
      const { result } = kernel.apply<'dimm-del'>(machine, { kind: 'dimm-del', id });
      if (!result.ok || !result.value.removed) return violated(`the second kernel does not give ${id} back`);
    }
    return HOLDS;
  },
};
