import { overlaps } from '@warmboot/address';
import type { Machine } from '../machine/machine.js';
import { preorder } from '../resource/preorder.js';
import { blockRange } from '../memory/blocks.js';
import type { PfnRange } from '../memory/zone.js';

/** Resources whose pages are reserved for as long as the kernel runs. */
const PINNED = /^(Kernel (code|rodata|data|bss)|Crash kernel)$/;

/**
 * A page of the block that cannot be isolated: one that is known to be unmovable, one that holds a loaded image until
 * the jump (core R4.5), or one of the running kernel or the crash kernel's reservation (PG_reserved). Undefined when the block is free to go. mm/page_isolation.c:
 * has_unmovable_pages (core R2.8).
 */
export const unmovablePage = (
  machine: Machine,
  id: number,
  pages: PfnRange,
  pageSize: number,
): number | undefined => {
  for (const pfn of machine.memory.unmovable) {
    if (pages.start <= pfn && pfn < pages.end) return pfn;
  }
  const range = blockRange(machine.memory, id);
  const held = machine.kexec.normal?.pages.reserved.firstIn({
    start: pages.start * pageSize,
    end: pages.end * pageSize,
  });
  if (held !== undefined) return held.start / pageSize;
  for (const { resource } of preorder(machine.iomem.root, range)) {
    if (PINNED.test(resource.name) && overlaps(resource, range)) {
      return Math.max(pages.start, Math.floor(resource.start / pageSize));
    }
  }
  return undefined;
};
