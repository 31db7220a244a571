import type { AddressRange } from '@warmboot/address';
import { alignUp, sizeOf, toWire } from '@warmboot/address';
import type { CoreLoad, KernelProfile, LoadRequest, Machine, Result } from '@warmboot/core/plugin';
import {
  coreNotes,
  excludeCrashRange,
  presentCpus,
  succeed,
  coreHeader,
  resources,
} from '@warmboot/core/plugin';

import type { CrashMemory } from './crash-memory.js';
import { EM_X86_64, FIRST_MIB, ONE_MIB, PAGE_OFFSET, PAGE_SIZE, START_KERNEL_MAP } from '../facts/layout.js';
import { KERNEL_BSS, KERNEL_CODE } from '../facts/resource-names.js';

/** CONFIG_PHYSICAL_START: where `_text` is linked, whatever physical address it was moved to. */
const LINKED_AT = 16 * ONE_MIB;

/** `[_text, _end)` of the running kernel: /proc/iomem ends with the BSS, after which the brk area follows. */
const kernelImageRange = ({ iomem }: Machine, brk: number): AddressRange | undefined => {
  const lines = [...resources.preorder(iomem.root)].map(({ resource }) => resource);
  const code = lines.find(({ name }) => name === KERNEL_CODE);
  const bss = lines.find(({ name }) => name === KERNEL_BSS);
  return code === undefined || bss === undefined
    ? undefined
    : { start: code.start, end: alignUp(bss.end, PAGE_SIZE) + brk };
};

const kernelLoad = (image: AddressRange): CoreLoad => ({
  paddr: toWire(image.start),
  vaddr: START_KERNEL_MAP + BigInt(LINKED_AT),
  size: toWire(sizeOf(image)),
});

const ramLoad = (range: AddressRange): CoreLoad => ({
  paddr: toWire(range.start),
  vaddr: PAGE_OFFSET + toWire(range.start),
  size: toWire(sizeOf(range)),
});

/**
 * The header that kexec_file_load makes: all System RAM, driver-managed memory included, without the first MiB and
 * the crash kernel's regions (core R5.12; arch/x86/kernel/crash.c: prepare_elf_headers).
 * @param brk bytes of the running kernel's image behind its BSS
 */
export const kernelCoreHeader = (
  machine: Machine,
  request: LoadRequest,
  { crashRanges, coreNotes: cpus }: KernelProfile,
  brk: number,
): Result<Uint8Array> => {
  const found = [...resources.walkSystemRam(machine.iomem)].map(({ start, end }) => ({ start, end }));
  const { crashRegion, crashLowRegion } = machine.kexec;
  let ranges: AddressRange[] = found;
  for (const hole of [FIRST_MIB, crashRegion, crashLowRegion]) {
    if (hole === undefined) continue;
    const rest = excludeCrashRange(ranges, hole, found.length + 2, crashRanges);
    if (!rest.ok) return rest;
    ranges = rest.value;
  }
  const image = kernelImageRange(machine, brk);
  const loads = [...(image === undefined ? [] : [kernelLoad(image)]), ...ranges.map(ramLoad)];
  return succeed(
    coreHeader.write(
      { machine: EM_X86_64, notes: coreNotes(request, cpus), loads },
      coreHeader.kernelRoom(request.crashNotes.length, ranges.length),
    ),
  );
};

/**
 * The header that kexec-tools makes: every RAM range; the one that was saved before the jump is read where it was
 * saved (core R7.13; kexec/crashdump-elf.c).
 * @param backup where the saved range is
 * @param brk bytes of the running kernel's image behind its BSS
 */
export const toolCoreHeader = (
  machine: Machine,
  request: LoadRequest,
  memory: CrashMemory,
  backup: number,
  brk: number,
): Uint8Array => {
  const image = kernelImageRange(machine, brk);
  const ram = memory.ranges.filter(({ type }) => type === 'ram');
  const isSaved = ({ start, end }: AddressRange): boolean =>
    start === memory.backup.start && end === memory.backup.end;
  const loads = [
    ...(image === undefined ? [] : [kernelLoad(image)]),
    ...ram.map((range) => ({ ...ramLoad(range), ...(isSaved(range) ? { offset: toWire(backup) } : {}) })),
  ];
  // Room is made for ranges of every type, though only RAM gets a header.
  const room = coreHeader.toolRoom(
    presentCpus(request),
    request.vmcoreinfo !== undefined,
    image !== undefined,
    memory.ranges.length,
  );
  return coreHeader.write({ machine: EM_X86_64, notes: coreNotes(request, 'present'), loads }, room);
};
