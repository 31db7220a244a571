import { blocksIn, memRange } from '@warmboot/core';
import type { Property } from '../model/property.js';
import { broken, HELD } from '../model/property.js';
import { jumpOf } from './jumps.js';

/** Boot memory is the kernel's own: it holds what cannot move, and some architectures never let go of it. */
export const staysRemovable: Property = {
  name: 'stays-removable',
  title: 'hot-added memory stays removable in the second kernel',
  words:
    'David Hildenbrand: memory that firmware did not describe must not turn into boot memory of the next kernel',
  onStep(record, { kernel }) {
    const jump = jumpOf(record);
    const { machine } = record.after;
    if (jump?.outcome.outcome !== 'booted' || machine.kernel.isCapture || machine.platform.dimms.size === 0) {
      return undefined;
    }
    for (const { id, range } of machine.platform.dimms.values()) {
      const early = [...blocksIn(machine.memory, range)].find(([, block]) => block.early);
      if (early !== undefined) {
        return broken(`memory${early[0]} of ${id} ${memRange(range)} is boot memory of the second kernel`);
      }
      const { result } = kernel.apply<'dimm-del'>(machine, { kind: 'dimm-del', id });
      if (!result.ok || !result.value.removed) return broken(`the second kernel does not give ${id} back`);
    }
    return HELD;
  },
};
