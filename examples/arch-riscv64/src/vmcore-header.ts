import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp, sizeOf, subtract, toWire } from '@warmboot/address';
import type { CoreLoad, LoadRequest, Machine, Result } from '@warmboot/core/plugin';
import {
  coreNotes,
  excludeCrashRange,
  presentCpus,
  succeed,
  coreHeader,
  resources,
} from '@warmboot/core/plugin';

import type { RiscvBuild } from './build.js';
import { isRiscvImage } from './image.js';
import {
  EM_RISCV,
  KERNEL_LINK_ADDR,
  PECOFF_SECTION_ALIGN,
  PHYSICAL_LIMIT,
  PMD_SIZE,
  PAGE_SIZE,
} from './layout.js';
import { virtualOf } from './linear-map.js';
import { readToolMemory, type ToolMemory } from './memory-ranges.js';
import { sectionAlignOf } from './section-align.js';

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);

/** Where an image was placed whose `_text` is here: its head is less than a huge page. */
const imageStart = (text: PhysAddr): PhysAddr => alignDown(text, PMD_SIZE);

/** Virtual address of a byte of the running kernel, which is linked for a place of its own. */
const linkedAt = (text: PhysAddr, address: PhysAddr): bigint =>
  KERNEL_LINK_ADDR + BigInt(address - imageStart(text));

/**
 * What the tool takes for the linear map's first address: the page before `_sinittext`, the first boundary behind
 * `_etext`. It is no such thing since the kernel has a place of its own, and addresses that count from it are nonsense.
 * kexec/arch/riscv/crashdump-riscv.c: get_page_offset
 */
const toolPageOffset = (memory: ToolMemory): bigint => {
  const { kernelCode: code, kernelRodata, kernelData } = memory;
  if (code === undefined) return u64(BigInt(-PAGE_SIZE));
  const initText = alignUp(code.end, sectionAlignOf(kernelRodata?.start, kernelData?.start));
  return linkedAt(code.start, initText) - BigInt(PAGE_SIZE);
};

/** `end - start` of inclusive bounds: the tool loses the kernel's last byte. */
const toolKernelLoad = ({ kernelImage }: ToolMemory): CoreLoad[] =>
  kernelImage === undefined
    ? []
    : [
        {
          paddr: toWire(kernelImage.start),
          vaddr: linkedAt(kernelImage.start, kernelImage.start),
          size: toWire(sizeOf(kernelImage) - 1),
        },
      ];

/**
 * The header that kexec-tools makes: the kernel, then where segments might have gone, which leaves out all that is
 * reserved. kexec/arch/riscv/crashdump-riscv.c: load_elfcorehdr
 */
export const toolCoreHeader = (
  memory: ToolMemory,
  region: AddressRange,
  request: LoadRequest,
): Uint8Array => {
  const ranges = subtract(memory.ranges, [region]);
  const pageOffset = toolPageOffset(memory);
  const loads = ranges.map((range) => ({
    paddr: toWire(range.start),
    vaddr: u64(pageOffset + toWire(range.start)),
    size: toWire(sizeOf(range)),
  }));
  const kernel = toolKernelLoad(memory);
  return coreHeader.write(
    { machine: EM_RISCV, notes: coreNotes(request, 'present'), loads: [...kernel, ...loads] },
    coreHeader.toolRoom(
      presentCpus(request),
      request.vmcoreinfo !== undefined,
      kernel.length > 0,
      ranges.length,
    ),
  );
};

/** `[_text, _end)` of the running kernel: to the size in its header, or else to the boundary that its EFI stub asks for. */
const kernelRange = ({ iomem, kernel: { image } }: Machine): AddressRange | undefined => {
  const { kernelImage } = readToolMemory(iomem);
  if (kernelImage === undefined) return undefined;
  const { start, end } = kernelImage;
  return {
    start,
    end:
      image !== undefined && isRiscvImage(image)
        ? imageStart(start) + image.imageSize
        : alignUp(end, PECOFF_SECTION_ALIGN),
  };
};

const kernelLoad = (machine: Machine): CoreLoad[] => {
  const range = kernelRange(machine);
  if (range === undefined) return [];
  const { start } = range;
  return [{ paddr: toWire(start), vaddr: linkedAt(start, start), size: toWire(sizeOf(range)) }];
};

/**
 * The header that kexec_file_load makes: all busy System RAM without the crash kernel's regions.
 * arch/riscv/kernel/machine_kexec_file.c: prepare_elf_headers; kernel/crash_core.c: crash_prepare_elf64_headers
 * @returns ENOMEM where a region splits a range that the array has no slot for
 */
export const kernelCoreHeader = (
  build: RiscvBuild,
  machine: Machine,
  request: LoadRequest,
): Result<Uint8Array> => {
  const { crashRanges, coreNotes: cpus } = build.profile;
  const ram = [...resources.walkSystemRam(machine.iomem, { start: 0, end: PHYSICAL_LIMIT })].map(
    ({ start, end }) => ({ start, end }),
  );
  const regions = [machine.kexec.crashRegion, machine.kexec.crashLowRegion].filter(
    (region) => region !== undefined,
  );
  // One free slot of the array for each region that may have to be cut out.
  const capacity = ram.length + Math.max(1, regions.length);
  let kept: Result<AddressRange[]> = succeed(ram);
  for (const region of regions) {
    if (kept.ok) kept = excludeCrashRange(kept.value, region, capacity, crashRanges);
  }
  if (!kept.ok) return kept;
  const ranges = kept.value.map((range) => ({
    paddr: toWire(range.start),
    vaddr: u64(virtualOf(build, machine, range.start)),
    size: toWire(sizeOf(range)),
  }));
  return succeed(
    coreHeader.write(
      { machine: EM_RISCV, notes: coreNotes(request, cpus), loads: [...kernelLoad(machine), ...ranges] },
      coreHeader.kernelRoom(request.crashNotes.length, ranges.length),
    ),
  );
};
