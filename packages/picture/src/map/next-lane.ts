import { humanSize, memRange, sizeOf } from '@warmboot/address';
import type { Kernel, Machine } from '@warmboot/core';
import { resources } from '@warmboot/core';
import type { Band, Lane } from './band.js';

const TITLE = 'what the next kernel would believe, jumped to now';

const empty = (note: string): Lane => ({ name: 'next', title: TITLE, bands: [], note });

const ramOf = ({ iomem }: Machine): readonly Band[] => {
  const bands: Band[] = [];
  for (const { resource, depth } of resources.preorder(iomem.root)) {
    if (depth > 1 || !resource.name.startsWith('System RAM')) continue;
    const { start, end, name } = resource;
    const words = `${name}: ${humanSize(sizeOf(resource))} at ${memRange(resource)}`;
    bands.push({ start, end, kind: 'next', label: name, words, depth: 0 });
  }
  return bands;
};

/**
 * The memory of the kernel that would run if somebody jumped at this instant; the machine is not touched.
 * @param mostBlocks of a machine up to which it is worked out; of larger ones it is awaited
 */
export const nextLane = (kernel: Kernel, machine: Machine, mostBlocks: number): Lane => {
  if (machine.halted !== undefined) return empty(`none: ${machine.halted.reason}`);
  if (machine.kexec.normal === undefined) return empty('none: no image is loaded');
  const action = { kind: 'kexec-exec' } as const;
  if (kernel.waitsFor(machine, action) !== undefined) return empty('none yet: the jump has to wait');
  if (machine.memory.blocks.size > mostBlocks) {
    return { ...empty('it is being worked out …'), awaited: true };
  }
  const { machine: next, result } = kernel.apply(machine, action);
  if (result.outcome === 'booted') return { name: 'next', title: TITLE, bands: ramOf(next) };
  return empty(`none (${result.outcome}): ${'reason' in result ? result.reason : ''}`);
};
