import type { AddressRange, CoreLoad, KernelProfile, LoadRequest, Machine, Result } from '@warmboot/core';
import {
  excludeCrashRange,
  kernelCoreHeaderRoom,
  linux61,
  sizeOf,
  subtract,
  succeed,
  toolCoreHeaderRoom,
  toWire,
  walkSystemRamRes,
  writeCoreHeader,
} from '@warmboot/core';
import { EM_RISCV, HEAD_SIZE, KERNEL_LINK_ADDR, PAGE_OFFSET, PHYSICAL_LIMIT } from './layout.js';
import { linearMapStart } from './linear-map.js';
import type { ToolMemory } from './memory-ranges.js';
import { readToolMemory } from './memory-ranges.js';

const notesOf = ({ crashNotes, vmcoreinfo }: LoadRequest) => [
  ...crashNotes.map(({ address, size }) => ({ address, size })),
  ...(vmcoreinfo === undefined ? [] : [vmcoreinfo]),
];

const ramLoad =
  (machine: Machine) =>
  (range: AddressRange): CoreLoad => ({
    paddr: toWire(range.start),
    vaddr: PAGE_OFFSET + toWire(range.start - linearMapStart(machine)),
    size: toWire(sizeOf(range)),
  });

/** `[_text, _end)`: a segment of its own, at the address that the kernel runs at. */
const kernelLoads = ({ kernelImage }: ToolMemory): CoreLoad[] =>
  kernelImage === undefined
    ? []
    : [
        {
          paddr: toWire(kernelImage.start),
          vaddr: KERNEL_LINK_ADDR + BigInt(HEAD_SIZE),
          size: toWire(sizeOf(kernelImage)),
        },
      ];

/** The header that kexec-tools makes. kexec/arch/riscv/crashdump-riscv.c: load_elfcorehdr */
export const toolCoreHeader = (machine: Machine, memory: ToolMemory, request: LoadRequest): Uint8Array => {
  const ranges = subtract(memory.systemRam, memory.crashRegions);
  const kernel = kernelLoads(memory);
  return writeCoreHeader(
    { machine: EM_RISCV, notes: notesOf(request), loads: [...kernel, ...ranges.map(ramLoad(machine))] },
    toolCoreHeaderRoom(
      request.crashNotes.length,
      request.vmcoreinfo !== undefined,
      kernel.length > 0,
      ranges.length,
    ),
  );
};

/**
 * The header that kexec_file_load makes: all busy System RAM without the crash kernel's region.
 * arch/riscv/kernel/machine_kexec_file.c: prepare_elf_headers
 * @returns ENOMEM where the region splits a range that the array has no slot for
 */
export const kernelCoreHeader = (
  machine: Machine,
  request: LoadRequest,
  { crashRanges }: Pick<KernelProfile, 'crashRanges'> = linux61,
): Result<Uint8Array> => {
  const ram = [...walkSystemRamRes(machine.iomem, { start: 0, end: PHYSICAL_LIMIT })].map(
    ({ start, end }) => ({ start, end }),
  );
  const region = machine.kexec.crashRegion;
  const kept =
    region === undefined ? succeed(ram) : excludeCrashRange(ram, region, ram.length + 1, crashRanges);
  if (!kept.ok) return kept;
  const loads = [...kernelLoads(readToolMemory(machine.iomem)), ...kept.value.map(ramLoad(machine))];
  const room = kernelCoreHeaderRoom(request.crashNotes.length, ram.length + 1);
  return succeed(writeCoreHeader({ machine: EM_RISCV, notes: notesOf(request), loads }, room));
};
