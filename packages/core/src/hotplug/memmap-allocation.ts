import type { AddressRange } from '@warmboot/address';
import { humanSize, MiB, sizeOf } from '@warmboot/address';
import type { Result } from '../answer/result.js';
import { refuse, succeed } from '../answer/result.js';
import { kernelBudget } from '../machine/kernel-budget.js';
import type { Transition } from '../machine/transition.js';
import { blocksIn } from '../memory/blocks.js';
import { hugePageSize } from '../memory/huge-page.js';
import { memmapSize, STRUCT_PAGE_SIZE } from '../memory/memmap.js';
import type { MemoryState } from '../memory/state.js';

/** Memory that comes, as far as its memory map goes. */
interface ComingMemory {
  readonly range: AddressRange;
  readonly memmapOnMemory?: boolean;
}

/**
 * vmemmap_populate(): the memory map of what comes, from memory that is there, of the node or of another one, never of a
 * movable zone; a block that holds its own takes none (core R2.35).
 * @returns bytes that it takes
 */
export const allocateMemmap = (
  transition: Transition,
  { range, memmapOnMemory }: ComingMemory,
): Result<number> => {
  const { machine } = transition;
  const { pageSize } = machine.memory;
  const bytes = memmapOnMemory === true ? 0 : memmapSize(sizeOf(range), pageSize);
  const left = kernelBudget(machine) ?? Infinity;
  if (bytes <= left) return succeed(bytes);
  const order = Math.log2(hugePageSize(pageSize) / pageSize);
  transition.say(
    'warn',
    `kworker/0:1: vmemmap alloc failure: order:${order}, mode:0x4cc0(GFP_KERNEL|__GFP_RETRY_MAYFAIL), nodemask=(null),cpuset=/,mems_allowed=0`,
  );
  return refuse(
    'ENOMEM',
    `the memory map of ${humanSize(sizeOf(range))} takes ${mebibytes(bytes)} of memory that is there (1/${pageSize / STRUCT_PAGE_SIZE} of it), ` +
      `and the kernel has about ${mebibytes(left)} left that it can allocate: plug less at a time and bring it online for the kernel, or use memory_hotplug.memmap_on_memory`,
  );
};

/** Bytes of memory map that blocks of the range give back: none for those that were there at boot, or hold their own. */
export const memmapOf = (memory: MemoryState, range: AddressRange): number => {
  let blocks = 0;
  for (const [, block] of blocksIn(memory, range)) if (!block.early && block.memmapPages === 0) blocks += 1;
  return blocks * memmapSize(memory.blockSize, memory.pageSize);
};

const mebibytes = (bytes: number): string => `${Math.round(bytes / MiB)} MiB`;
