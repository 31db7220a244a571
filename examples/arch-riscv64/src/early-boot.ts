import type { AddressRange } from '@warmboot/address';
import { alignUp, bareHex, covers, hex, normalised, rangeAt, sizeOf, subtract } from '@warmboot/address';
import type {
  EarlyBoot,
  EarlyBootOutcome,
  HandoverInput,
  KexecSegment,
  LogMessage,
  Memblock,
} from '@warmboot/core/plugin';
import { memblocks } from '@warmboot/core/plugin';

import { FlatTree } from '@warmboot/devicetree';
import { CHOSEN, CHOSEN_PROPERTY } from '@warmboot/devicetree/linux';
import { FormatError } from '@warmboot/format';
import type { RiscvBuild } from './build.js';
import { coldStart } from './cold-start.js';
import { reserveCrashKernel } from './crashkernel.js';
import { readHandover, type Handover } from './devicetree/read-tree.js';
import {
  describedMemory,
  hasEfi,
  withoutInitrd,
  withoutMemoryBelow,
  withReservations,
} from './early-memory.js';
import { jump } from './jump.js';
import { extentOf } from './kernel-parts.js';
import { FDT_FILE, PECOFF_SECTION_ALIGN } from './layout.js';
import { sectionAlignOf } from './section-align.js';
import { standardResources } from './standard-resources.js';

const panic = (reason: string): EarlyBootOutcome => ({ outcome: 'panic', reason });
const hang = (reason: string): EarlyBootOutcome => ({ outcome: 'hang', reason });

interface Found {
  readonly handover: Handover;
  readonly memblock: Memblock | undefined;
}

/** What the devicetree and the map behind it say; a sentence where they cannot be read. */
const read = (bytes: Uint8Array, { files, describedRam = [] }: HandoverInput): Found | string => {
  try {
    const handover = readHandover(bytes);
    const described = describedMemory(handover, files);
    const memblock =
      described &&
      describedRam.reduce(
        (all, range) => memblocks.add(all, { range, nomap: false, driverManaged: false, hotplug: false }),
        described,
      );
    return { handover, memblock };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
};

/** setup_arch(): from the devicetree in a1 to the memory map. arch/riscv/kernel/setup.c */
const boot = (build: RiscvBuild, input: HandoverInput): EarlyBootOutcome => {
  const segment = input.segments.find(({ kind }) => kind === 'dtb');
  if (segment?.bytes === undefined) return hang('there is no devicetree: the first look at it faults');
  const found = read(segment.bytes, input);
  if (typeof found === 'string') return hang(`invalid devicetree or EFI memory map: ${found}`);
  const { handover, memblock: described } = found;
  if (described === undefined) return panic('Unable to map EFI memory map.');
  if (described.memory.length === 0) return panic('the hand-over describes no memory at all');

  const image = rangeAt(input.kernelAt, extentOf(input.kernel));
  const { losesMemoryBelowItself } = build.facts;
  const reachable = losesMemoryBelowItself ? withoutMemoryBelow(described, image.start) : described;
  const ram = normalised(reachable.memory.filter(({ nomap }) => !nomap).map(({ range }) => range));
  const fdt = rangeAt(segment.mem, segment.bytes.length);
  const isMapped = (range: AddressRange): boolean => ram.some((mapped) => covers(mapped, range));
  if (!isMapped(image)) return panic(undescribed('kernel image', ram, image));
  if (!isMapped(fdt)) return panic(undescribed('devicetree', ram, fdt));

  const log: LogMessage[] = [];
  const lost = subtract(
    described.memory.map(({ range }) => range),
    reachable.memory.map(({ range }) => range),
  );
  for (const { start, end } of lost) {
    log.push({ level: 'warn', text: `OF: fdt: Ignoring memory range ${hex(start)} - ${hex(end)}` });
  }
  const initrd = handover.initrd !== undefined && isMapped(handover.initrd) ? handover.initrd : undefined;
  if (handover.initrd !== undefined && initrd === undefined) {
    const { start, end } = handover.initrd;
    const text = `INITRD: 0x${bareHex(start, 8)}+0x${bareHex(end - start, 8)} is not a memory region - disabling initrd`;
    log.push({ level: 'error', text });
  }
  const used = { ...handover, initrd };
  const own = { image: { ...image, end: alignUp(image.end, endAlign(input.sections)) }, fdt };
  const memblock = withReservations(reachable, used, own);
  return bootedKernel(build, input, { segment, handover: used, memblock, log });
};

/** To where a kernel reserves beyond its end: no allocation shares a huge page that is read-only. setup_bootmem() */
const endAlign = (sections: HandoverInput['sections']): number => {
  const startOf = (name: string): number | undefined =>
    sections.find((section) => section.name === name)?.start;
  return Math.max(PECOFF_SECTION_ALIGN, sectionAlignOf(startOf('Kernel rodata'), startOf('Kernel data')));
};

/** What has no place in the linear map is touched through it all the same. */
const undescribed = (what: string, ram: readonly AddressRange[], range: AddressRange): string => {
  const [hole = range] = subtract([range], ram);
  return (
    `${hex(sizeOf(hole))} bytes of the ${what} at ${hex(hole.start)} are in memory that the hand-over does not describe: ` +
    'the first use of their linear address faults'
  );
};

interface EarlyBootState {
  readonly segment: KexecSegment;
  readonly handover: Handover;
  readonly memblock: Memblock;
  readonly log: readonly LogMessage[];
}

const bootedKernel = (build: RiscvBuild, input: HandoverInput, state: EarlyBootState): EarlyBootOutcome => {
  const { segment, handover, memblock, log } = state;
  const isCapture = handover.elfcorehdr !== undefined;
  const crash = reserveCrashKernel(handover.cmdline, memblock, isCapture, build.profile);
  const regions = [crash.low, crash.region].filter((region) => region !== undefined);
  const kernel = {
    cmdline: handover.cmdline,
    isCapture,
    kernelAt: input.kernelAt,
    ram: memblock.memory.map(({ range }) => range),
    iomem: standardResources({
      memblock,
      kernelAt: input.kernelAt,
      sections: input.sections,
      crashRegions: regions,
      elfcorehdr: handover.elfcorehdr,
    }),
    firmwareMap: undefined,
    memblock: build.keepsMemblock
      ? withoutInitrd(
          { ...memblock, reserved: normalised([...memblock.reserved, ...regions]) },
          handover.initrd,
        )
      : undefined,
    crashRegion: crash.region,
    crashLowRegion: crash.low,
    initrd: handover.initrd,
    files: new Map([...input.files, [FDT_FILE, withoutSeed(segment.bytes ?? new Uint8Array(0))]]),
    acpi: hasEfi(handover) && handover.isStub,
    log: [...log, ...crash.log],
  };
  return { outcome: 'booted', kernel };
};

/** The seed for the random pool is used once and overwritten where it stands. */
const withoutSeed = (fdt: Uint8Array): Uint8Array => {
  const tree = FlatTree.open(fdt);
  return tree.hasNode(CHOSEN) ? tree.nopProperty(CHOSEN, CHOSEN_PROPERTY.rngSeed).toBytes() : fdt;
};

/** The way from one riscv64 kernel to the next. */
export const earlyBootOf = (build: RiscvBuild): EarlyBoot => ({
  jump,
  boot: (input) => boot(build, input),
  coldStart,
});
