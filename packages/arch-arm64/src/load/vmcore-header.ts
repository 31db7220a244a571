import type { AddressRange, CoreHeader, CoreLoad, KernelProfile, LoadRequest, Machine } from '@warmboot/core';
import {
  coreNotes,
  presentCpus,
  kernelCoreHeaderRoom,
  KiB,
  MiB,
  sizeOf,
  subtract,
  toolCoreHeaderRoom,
  toWire,
  writeCoreHeader,
} from '@warmboot/core';
import { EM_AARCH64, KIMAGE_VADDR, PAGE_OFFSET } from '../facts/layout.js';
import { joinRegions } from '../facts/memblock-regions.js';
import { readToolMemory, type ToolMemory } from '../facts/memory-ranges.js';
import { memstartOf } from '../facts/memstart.js';

/** From `_text` to `_stext`: the head of the image in a segment of its own. asm/memory.h: SEGMENT_ALIGN. */
const HEAD_SIZE = 64 * KiB;

/** The kernel image is mapped with the offset inside 2 MiB that it has in memory. */
const MAPPING_UNIT = 2 * MiB;

/** Virtual address of a byte of the kernel image. */
const kernelAddress = (text: number, address: number): bigint =>
  KIMAGE_VADDR + BigInt(text % MAPPING_UNIT) + BigInt(address - text);

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);

/**
 * The header that kexec_file_load makes: every mapped memblock region without the crash kernel's, hot-added memory
 * included, driver-managed memory left out. arch/arm64/kernel/machine_kexec_file.c: prepare_elf_headers (spec 4.5).
 */
export const kernelCoreHeader = (
  machine: Machine,
  request: LoadRequest,
  { coreNotes: cpus }: KernelProfile,
): Uint8Array => {
  const { memblock, kexec, iomem } = machine;
  const memstart = memblock === undefined ? 0 : memstartOf(memblock);
  const mapped = joinRegions(
    (memblock?.memory ?? []).filter(({ nomap, driverManaged }) => !nomap && !driverManaged),
  );
  const crash = [kexec.crashRegion, kexec.crashLowRegion].filter((region) => region !== undefined);
  const ranges = subtract(
    mapped.map(({ range }) => range),
    crash,
  );
  const image = kernelImageOf(readToolMemory(iomem));
  const loads: CoreLoad[] = [];
  if (image !== undefined) {
    loads.push({
      paddr: toWire(image.start),
      vaddr: kernelAddress(image.start, image.start),
      size: toWire(sizeOf(image)),
    });
  }
  for (const range of ranges) {
    loads.push({
      paddr: toWire(range.start),
      vaddr: PAGE_OFFSET + BigInt(range.start - memstart),
      size: toWire(sizeOf(range)),
    });
  }
  const header: CoreHeader = { machine: EM_AARCH64, notes: coreNotes(request, cpus), loads };
  return writeCoreHeader(header, kernelCoreHeaderRoom(request.crashNotes.length, ranges.length));
};

/** `[_text, _end)` of the running kernel. */
const kernelImageOf = ({ kernelCode, kernelData }: ToolMemory): AddressRange | undefined =>
  kernelCode === undefined || kernelData === undefined
    ? undefined
    : { start: kernelCode.start - HEAD_SIZE, end: kernelData.end };

/**
 * The PT_LOAD for the kernel's text as kexec-tools 2.0.25 writes it. /proc/kallsyms has no `_text` unless
 * KALLSYMS_ALL is set, and the tool goes on with 0 for it: the addresses wrap around 64 bits, and readers ignore them.
 */
const toolKernelLoad = ({ kernelCode, kernelData }: ToolMemory): CoreLoad[] => {
  if (kernelCode === undefined || kernelData === undefined) return [];
  const stext = kernelAddress(kernelCode.start - HEAD_SIZE, kernelCode.start);
  const paddr = u64(toWire(kernelCode.start) - stext);
  return [{ paddr, vaddr: u64(-1n), size: u64(toWire(kernelData.end) - paddr) }];
};

/**
 * The header that kexec-tools makes: every line that is exactly `System RAM`, without the crash kernel's regions. Its
 * virtual addresses count from the start of the linear map, because without `_text` the tool finds no page offset.
 * kexec-tools, kexec/arch/arm64/crashdump-arm64.c (spec 3.6).
 */
export const toolCoreHeader = (machine: Machine, memory: ToolMemory, request: LoadRequest): Uint8Array => {
  const ranges = subtract(memory.systemRam, memory.crashRegions);
  const kernel = toolKernelLoad(memory);
  const physOffset = physOffsetOf(machine, memory);
  const loads = ranges.map((range) => ({
    paddr: toWire(range.start),
    vaddr: u64(BigInt(range.start) - BigInt(physOffset)),
    size: toWire(sizeOf(range)),
  }));
  return writeCoreHeader(
    { machine: EM_AARCH64, notes: coreNotes(request, 'present'), loads: [...kernel, ...loads] },
    toolCoreHeaderRoom(
      presentCpus(request),
      request.vmcoreinfo !== undefined,
      kernel.length > 0,
      ranges.length,
    ),
  );
};

/** What /proc/kcore says the linear map starts at, never above the first range (spec 3.2, step 8). */
const physOffsetOf = ({ memblock }: Machine, { ranges }: ToolMemory): number =>
  Math.min(memblock === undefined ? Infinity : memstartOf(memblock), ranges[0]?.start ?? Infinity);
