import type { AddressRange } from '@warmboot/address';
import { MiB, sizeOf, subtract, toWire } from '@warmboot/address';
import type { CoreHeader, CoreLoad, KernelProfile, LoadRequest, Machine } from '@warmboot/core/plugin';
import { coreNotes, presentCpus, coreHeader } from '@warmboot/core/plugin';

import { EM_AARCH64, HEAD_SIZE, type Layout } from '../facts/layout.js';
import { joinRegions } from '../facts/memblock-regions.js';
import { readToolMemory, type ToolMemory } from '../facts/memory-ranges.js';
import { memstartOf } from '../facts/memstart.js';

/** The kernel image is mapped with the offset inside 2 MiB that it has in memory. */
const MAPPING_UNIT = 2 * MiB;

/** Virtual address of a byte of the kernel image. */
const kernelAddress = ({ imageAddress }: Layout, text: number, address: number): bigint =>
  imageAddress + BigInt(text % MAPPING_UNIT) + BigInt(address - text);

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);

/**
 * The header that kexec_file_load makes: every mapped memblock region without the crash kernel's, hot-added memory
 * included, driver-managed memory left out. arch/arm64/kernel/machine_kexec_file.c: prepare_elf_headers (spec 4.5).
 */
export const kernelCoreHeader = (
  machine: Machine,
  request: LoadRequest,
  { coreNotes: cpus }: KernelProfile,
  layout: Layout,
): Uint8Array => {
  const { memblock, kexec, iomem } = machine;
  const memstart = memblock === undefined ? 0 : memstartOf(memblock, layout);
  const mapped = joinRegions(
    (memblock?.memory ?? []).filter(({ nomap, driverManaged }) => !nomap && !driverManaged),
  );
  const crash = [kexec.crashRegion, kexec.crashLowRegion].filter((region) => region !== undefined);
  const ranges = subtract(
    mapped.map(({ range }) => range),
    crash,
  );
  const image = kernelImageOf(readToolMemory(iomem), layout);
  const loads: CoreLoad[] = [];
  if (image !== undefined) {
    loads.push({
      paddr: toWire(image.start),
      vaddr: kernelAddress(layout, image.start, image.start),
      size: toWire(sizeOf(image)),
    });
  }
  for (const range of ranges) {
    loads.push({
      paddr: toWire(range.start),
      vaddr: layout.linearMapStart + BigInt(range.start - memstart),
      size: toWire(sizeOf(range)),
    });
  }
  const header: CoreHeader = { machine: EM_AARCH64, notes: coreNotes(request, cpus), loads };
  return coreHeader.write(header, coreHeader.kernelRoom(request.crashNotes.length, ranges.length));
};

/** `[_text, _end)` of the running kernel. */
const kernelImageOf = (
  { kernelCode, kernelData }: ToolMemory,
  { headSize }: Layout,
): AddressRange | undefined =>
  kernelCode === undefined || kernelData === undefined
    ? undefined
    : { start: kernelCode.start - headSize, end: kernelData.end };

/**
 * The PT_LOAD for the kernel's text as kexec-tools writes it. Where `Kernel code` begins at `_stext`, as the tool finds
 * out by its length, it subtracts what is before that. /proc/kallsyms has no `_text` unless KALLSYMS_ALL is set, and the
 * tool goes on with 0 for it: then the physical address wraps around 64 bits where it is subtracted from, the virtual one
 * is -1, and readers ignore them.
 */
const toolKernelLoad = ({ kernelCode, kernelData }: ToolMemory, layout: Layout): CoreLoad[] => {
  if (kernelCode === undefined || kernelData === undefined) return [];
  const text = kernelCode.start - layout.headSize;
  const named = layout.textIsNamed ? kernelAddress(layout, text, text) : 0n;
  const before = layout.headSize === 0 ? 0n : kernelAddress(layout, text, text + HEAD_SIZE) - named;
  const paddr = u64(toWire(kernelCode.start) - before);
  const vaddr = layout.textIsNamed ? named : u64(-1n);
  return [{ paddr, vaddr, size: u64(toWire(kernelData.end) - paddr) }];
};

/**
 * The header that kexec-tools makes: every line that is exactly `System RAM`, without the crash kernel's regions. Its
 * virtual addresses count from the page offset, or from 0 where the tool finds none for lack of `_text`.
 * kexec-tools, kexec/arch/arm64/crashdump-arm64.c (spec 3.6).
 */
export const toolCoreHeader = (
  machine: Machine,
  memory: ToolMemory,
  request: LoadRequest,
  layout: Layout,
): Uint8Array => {
  const ranges = subtract(memory.systemRam, memory.crashRegions);
  const kernel = toolKernelLoad(memory, layout);
  const physOffset = physOffsetOf(machine, memory, layout);
  // Of the bits that were built, as VMCOREINFO tells them; PHYS_OFFSET makes up for those that are not in use.
  const pageOffset = layout.textIsNamed ? layout.linearMapStart - BigInt(layout.physOffsetShift) : 0n;
  const loads = ranges.map((range) => ({
    paddr: toWire(range.start),
    vaddr: u64(pageOffset + BigInt(range.start) - BigInt(physOffset)),
    size: toWire(sizeOf(range)),
  }));
  return coreHeader.write(
    { machine: EM_AARCH64, notes: coreNotes(request, 'present'), loads: [...kernel, ...loads] },
    coreHeader.toolRoom(
      presentCpus(request),
      request.vmcoreinfo !== undefined,
      kernel.length > 0,
      ranges.length,
    ),
  );
};

/**
 * What /proc/kcore says that the first address of the linear map as built stands for, which may be below zero, and never
 * above the first range: the tool compares signed numbers (spec 3.2, step 8).
 */
const physOffsetOf = ({ memblock }: Machine, { ranges }: ToolMemory, layout: Layout): number =>
  Math.min(
    memblock === undefined ? Infinity : memstartOf(memblock, layout) - layout.physOffsetShift,
    ranges[0]?.start ?? Infinity,
  );
