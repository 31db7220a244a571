import type { AddressRange } from '@warmboot/address';
import { memRange, normalised, subtract } from '@warmboot/address';
import type { Machine } from '@warmboot/core';
import { blockRange } from '@warmboot/core';
import { coreHeader } from '@warmboot/core/plugin';

import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';
import { jumpOf } from './jumps.js';

/** The first MiB is firmware's, and treated apart where it is RAM. */
const LOW = { start: 0, end: 1024 ** 2 };

/** RAM in use that was there in whole blocks, without the capture kernel's own. */
const usedRam = ({ memory, kexec, platform }: Machine): AddressRange[] => {
  const online = [...memory.blocks.entries()]
    .filter(([, { state }]) => state !== 'offline')
    .map(([id]) => blockRange(memory, id));
  const own = [LOW, kexec.crashRegion, kexec.crashLowRegion].filter((region) => region !== undefined);
  const dimms = [...platform.dimms.values()].map(({ range }) => range);
  return subtract(normalised(online), own).flatMap((range) =>
    dimms.flatMap((dimm) => subtract([range], subtract([range], [dimm]))),
  );
};

/** Memory that was plugged and in use is in the dump, or its pages are lost to whoever asks why the kernel died. */
export const vmcoreIsComplete: Property = {
  name: 'vmcore-is-complete',
  title: 'the vmcore describes all RAM',
  words:
    'David Hildenbrand: kdump must dump memory whatever its name, and its list of memory must not be stale',
  onStep(effect) {
    const jump = jumpOf(effect);
    if (jump?.image.type !== 'crash') return undefined;
    const { outcome } = jump;
    if (!jump.made) return 'reason' in outcome ? violated(`no dump is taken: ${outcome.reason}`) : undefined;
    const bytes = jump.image.segments.find(({ kind }) => kind === 'elfcorehdr')?.bytes;
    if (bytes === undefined) return undefined;
    const described = coreHeader.read(bytes).loads.map(({ paddr, size }) => ({
      start: Number(paddr),
      end: Number(paddr + size),
    }));
    const [missing] = subtract(usedRam(effect.before.machine), described);
    return missing === undefined ? HOLDS : violated(`${memRange(missing)} is in use and not in the dump`);
  },
};
