import type { AddressRange } from '@warmboot/address';
import { alignInward, normalised, rangeAt } from '@warmboot/address';
import type {
  EarlyBoot,
  EarlyBootOutcome,
  HandoverInput,
  JumpOutcome,
  KexecImage,
  LogMessage,
  Machine,
  Memblock,
  ResourceTree,
} from '@warmboot/core/plugin';
import { crashKernel, destinationOf, linux61, platforms, resources } from '@warmboot/core/plugin';
import { coldStart } from './cold-start.js';
import { coreHeaderOf } from './command-line.js';
import { crashKernelPlacer } from './crashkernel.js';
import {
  firmwareMemory,
  withCoreHeader,
  withInitrd,
  withKernelItself,
  withoutInitrd,
  withToldMemory,
} from './early-memory.js';
import { requireImage } from './image.js';
import { COMMAND_LINE_SIZE, EFI_MEMORY_MAP_FILE, PAGE_SIZE } from './layout.js';
import { textOf } from './text.js';

/**
 * The code that copies runs with the cached window of memory, from a page of its own; a store to where nothing answers is an
 * address error, and the vectors are the old kernel's. arch/loongarch/kernel/relocate_kernel.S
 */
const jump = ({ platform }: Machine, { segments }: KexecImage): JumpOutcome => {
  for (const segment of segments) {
    const address = platforms.firstAbsent(platform, destinationOf(segment));
    if (address !== undefined) {
      const reason = `the copy of the ${segment.kind} faults: nothing answers there, and nobody is left to handle it`;
      return { outcome: 'hang', address, reason };
    }
  }
  return { outcome: 'arrived' };
};

/** Where a1 points: what the last load put at the fixed place, or what the EFI stub made of a cold start. */
const commandLine = ({ kept, readMemory, segments }: HandoverInput): string | undefined => {
  const at = kept?.['cmdline_ptr'];
  const bytes =
    at === undefined || readMemory === undefined
      ? segments.find(({ kind }) => kind === 'cmdline')?.bytes
      : readMemory(rangeAt(at, COMMAND_LINE_SIZE));
  return bytes && textOf(bytes);
};

const pagesOf = ({ memory }: Memblock): AddressRange[] =>
  normalised(
    memory.map(({ range }) => alignInward(range, PAGE_SIZE)).filter(({ start, end }) => start < end),
  );

/** resource_init(): memory, and in it the kernel and what is set aside for another. arch/loongarch/kernel/setup.c */
const standardResources = (
  input: HandoverInput,
  ram: readonly AddressRange[],
  regions: readonly AddressRange[],
): ResourceTree => {
  const sections = resources.withKernelSections(resources.empty(), input.kernelAt, input.sections);
  const tree = resources.withCrashRegions(sections, regions);
  return ram.reduce(
    (grown, range) =>
      resources.insertIfFits(grown, { ...range, name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM }),
    tree,
  );
};

/** setup_arch(): from three registers to the memory map. */
const boot = (input: HandoverInput): EarlyBootOutcome => {
  const cmdline = commandLine(input);
  if (cmdline === undefined) return { outcome: 'hang', reason: 'a1 points to no command line' };
  const map = input.kept?.['efi_boot'] === 0 ? undefined : input.files.get(EFI_MEMORY_MAP_FILE);
  const image = rangeAt(input.kernelAt, requireImage(input.kernel).imageSize);
  const log: LogMessage[] = [];
  const firmware: Memblock =
    map === undefined ? { memory: [], reserved: [image] } : firmwareMemory(map, image);
  const told = withToldMemory(firmware, cmdline);
  if (told.memory.length === 0)
    return { outcome: 'panic', reason: 'neither firmware nor mem= tells of any memory' };
  const loaded = withInitrd(told, cmdline, log);
  const withHeader = withCoreHeader(loaded.memblock, cmdline, log);
  const isCapture = coreHeaderOf(cmdline) !== undefined;
  const { crashReservation } = input.profile ?? linux61;
  const crash = crashKernelPlacer.place(cmdline, crashKernel.memoryAtBoot(withHeader), crashReservation);
  const memblock = withKernelItself(withHeader, image, log);
  const regions = [crash.low, crash.region].filter((region) => region !== undefined);
  const ram = pagesOf(memblock);
  const reserved = normalised([...memblock.reserved, ...regions]);
  return {
    outcome: 'booted',
    kernel: {
      cmdline,
      isCapture,
      kernelAt: input.kernelAt,
      ram,
      iomem: standardResources(input, ram, regions),
      firmwareMap: undefined,
      memblock: withoutInitrd({ ...memblock, reserved }, loaded.initrd),
      crashRegion: crash.region,
      crashLowRegion: crash.low,
      image,
      initrd: loaded.initrd,
      files: input.files,
      // Its tables are where they were, and the system table leads to them.
      acpi: map !== undefined,
      log: [...log, ...crash.log],
    },
  };
};

/** The way from one loongarch64 kernel to the next. */
export const earlyBoot: EarlyBoot = { jump, boot, coldStart };
