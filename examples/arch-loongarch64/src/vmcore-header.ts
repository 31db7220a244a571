import { sizeOf, subtract, toWire } from '@warmboot/address';
import type { CoreLoad, LoadRequest } from '@warmboot/core/plugin';
import { coreHeader, coreNotes, presentCpus } from '@warmboot/core/plugin';
import { cached } from './image.js';
import { EM_LOONGARCH } from './layout.js';
import type { ToolMemory } from './memory-ranges.js';

/** What stands for an address that the tool could not find out: /proc/kallsyms has no `_text` without KALLSYMS_ALL. */
const NOWHERE = 2n ** 64n - 1n;

/** The header that kexec-tools makes: the kernel, then all RAM but the crash kernel's. load_crashdump_segments() */
export const toolCoreHeader = (
  { ram, crashRegions, kernel }: ToolMemory,
  request: LoadRequest,
): Uint8Array => {
  const ranges = subtract(ram, crashRegions);
  const own: CoreLoad[] =
    kernel === undefined
      ? []
      : [{ paddr: toWire(kernel.start), vaddr: NOWHERE, size: toWire(sizeOf(kernel)) }];
  const loads = ranges.map((range) => ({
    paddr: toWire(range.start),
    vaddr: cached(range.start),
    size: toWire(sizeOf(range)),
  }));
  return coreHeader.write(
    { machine: EM_LOONGARCH, notes: coreNotes(request, 'present'), loads: [...own, ...loads] },
    coreHeader.toolRoom(
      presentCpus(request),
      request.vmcoreinfo !== undefined,
      own.length > 0,
      ranges.length,
    ),
  );
};
