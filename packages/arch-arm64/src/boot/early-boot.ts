import { FormatError } from '@warmboot/format';
import type { AddressRange } from '@warmboot/address';
import {
  alignOutward,
  hex,
  humanSize,
  intersection,
  isAligned,
  rangeAt,
  sizeOf,
  subtract,
} from '@warmboot/address';
import type {
  BootedKernel,
  CrashReservation,
  EarlyBoot,
  EarlyBootOutcome,
  HandoverInput,
  KernelBuild,
  KexecSegment,
  LogMessage,
  Memblock,
} from '@warmboot/core/plugin';
import { afterPanic, crashKernel, memblocks } from '@warmboot/core/plugin';

import { FlatTree } from '@warmboot/devicetree';
import { CHOSEN, CHOSEN_PROPERTY } from '@warmboot/devicetree/linux';
import { coldStartOf } from '../cold-start/cold-start.js';
import { mapStartOf } from '../cold-start/map-start.js';
import { crashKernelPlacerOf } from './crashkernel.js';
import {
  earlyAllocations,
  initialiseMemblock,
  memblockFromNodes,
  withUsableRanges,
} from './early-memblock.js';
import { memblockFromEfi, type MapPointer } from './firmware-memory.js';
import { readHandover, type Handover } from '../handover/handover.js';
import { requireArm64Image } from '../facts/image.js';
import {
  EFI_MEMORY_MAP_FILE,
  FDT_FILE,
  layoutOf,
  MAX_FDT_SIZE,
  MIN_FDT_ALIGN,
  type Layout,
  type LayoutFacts,
} from '../facts/layout.js';
import { jump } from '../facts/jump.js';
import { versionFacts } from '../facts/kernel-versions.js';
import { isMapped, mappedRanges } from '../facts/memblock-regions.js';
import { numaNodes, SRAT_FILE } from '../facts/numa.js';
import { standardResources } from './standard-resources.js';

/** Where `_stext` begins, after the head that nobody needs once the kernel is up. */
const firstSection = ({ kernelAt, sections }: HandoverInput): number => kernelAt + (sections[0]?.start ?? 0);

/** What makes setup_machine_fdt() spin for ever (spec 6.2, step 1). */
const unusableFdt = (segment: KexecSegment | undefined): string | undefined => {
  if (segment?.bytes === undefined)
    return 'there is no devicetree: the kernel spins before its console works';
  if (!isAligned(segment.mem, MIN_FDT_ALIGN))
    return `the devicetree at ${hex(segment.mem)} is not 8-byte aligned`;
  if (segment.bytes.length > MAX_FDT_SIZE) return 'the devicetree exceeds 2 MB in size';
  return undefined;
};

interface FirmwareView {
  readonly memblock: Memblock;
  readonly softReserved: readonly AddressRange[];
  readonly efi: boolean;
}

/** Where the firmware's map lies. */
const mapRange = ({ memoryMapAddress, memoryMapSize }: MapPointer): AddressRange =>
  rangeAt(memoryMapAddress, memoryMapSize);

/** setup_machine_fdt() and efi_init(). @returns undefined when the EFI map cannot be read */
const discoverMemory = (
  handover: Handover,
  fdt: AddressRange,
  files: ReadonlyMap<string, Uint8Array>,
  layout: Layout,
): FirmwareView | undefined => {
  const described = memblocks.reserve(memblockFromNodes(handover, layout), fdt);
  const fromTree = withUsableRanges(described, handover);
  if (!handover.uefi.found) return { memblock: fromTree, softReserved: [], efi: false };
  const map = files.get(EFI_MEMORY_MAP_FILE);
  if (map === undefined) return undefined;
  const { parameters } = handover.uefi;
  const efi = memblockFromEfi(map, parameters, handover.cmdline, fromTree.reserved, layout.pageSize);
  const usable = withUsableRanges(efi.memblock, handover);
  return {
    ...efi,
    memblock: memblocks.reserve(usable, alignOutward(mapRange(parameters), layout.pageSize)),
    efi: true,
  };
};

/** Memory that a loader described beside the firmware is boot memory like any other. */
const withDescribed = (
  view: FirmwareView | undefined,
  described: readonly AddressRange[] = [],
): FirmwareView | undefined =>
  view && {
    ...view,
    memblock: described.reduce(
      (memblock, range) =>
        memblocks.add(memblock, { range, nomap: false, driverManaged: false, hotplug: false }),
      view.memblock,
    ),
  };

/** Whether `word` is one of the values of `acpi=`. */
const acpiOption = (cmdline: string, word: string): boolean =>
  cmdline
    .split(/\s+/)
    .some((option) => option.startsWith('acpi=') && option.slice(5).split(',').includes(word));

/** acpi_boot_table_init(): a tree that describes devices wins over ACPI unless the command line says otherwise (spec 6.7). */
const usesAcpi = ({ cmdline, isStub }: Handover, efi: boolean): boolean => {
  if (!efi || acpiOption(cmdline, 'off')) return false;
  return isStub || acpiOption(cmdline, 'on') || acpiOption(cmdline, 'force');
};

/** Page tables and the memory map come from the top of memory before the crash kernel's region does (spec 2.1, step 1). */
const withEarlyAllocations = (memblock: Memblock, cmdline: string, layout: Layout): Memblock => {
  const pageMapped = /(^|\s)crashkernel=/.test(cmdline);
  let result = memblock;
  for (const { size, align } of earlyAllocations(memblock, layout, pageMapped)) {
    const at = memblocks.findFromTop(memblocks.free(result, false), size, align);
    if (at !== undefined) result = memblocks.reserve(result, rangeAt(at, size));
  }
  return result;
};

const panic = (reason: string): EarlyBootOutcome => ({ outcome: 'panic', reason });

/**
 * What the kernel that starts was built with. Its header tells its page size; for the rest it is taken to be like the one
 * before.
 */
const layoutOfNext = (build: LayoutFacts, pageSize: number | undefined): Layout =>
  pageSize === undefined || pageSize === build.pageSize
    ? layoutOf(build)
    : layoutOf({
        profile: build.profile,
        config: build.config,
        pageSize,
        vaBits: undefined,
        vaBitsInUse: undefined,
        paBits: undefined,
      });

const boot = (input: HandoverInput, build: KernelBuild): EarlyBootOutcome => {
  const profile = input.profile ?? build.profile;
  const { imageSize, pageSize } = requireArm64Image(input.kernel);
  const layout = layoutOfNext({ ...build, profile }, pageSize);
  const segment = input.segments.find(({ kind }) => kind === 'dtb');
  const unusable = unusableFdt(segment);
  if (unusable !== undefined || segment?.bytes === undefined) {
    return { outcome: 'hang', reason: unusable ?? 'there is no devicetree' };
  }
  const log: LogMessage[] = [];
  let handover: Handover;
  let view: FirmwareView | undefined;
  const fdt = rangeAt(segment.mem, segment.bytes.length);
  try {
    handover = readHandover(segment.bytes);
    view = withDescribed(discoverMemory(handover, fdt, input.files, layout), input.describedRam);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { outcome: 'hang', reason: `invalid devicetree or EFI memory map: ${error.message}` };
  }
  if (view === undefined) return panic('Unable to map EFI memory map.');
  if (view.memblock.memory.length === 0) return panic('the hand-over describes no memory at all');

  const image = rangeAt(input.kernelAt, imageSize);
  const start = initialiseMemblock(
    view.memblock,
    { handover, image, reservedImage: { start: firstSection(input), end: image.end } },
    layout,
  );
  log.push(...start.log);
  if (!isMapped(start.memblock, image)) {
    const reason = undescribed(start.memblock, image);
    return profile.undescribedImage === 'panic' ? afterPanic(handover.cmdline, reason) : panic(reason);
  }

  const allocated = withEarlyAllocations(start.memblock, handover.cmdline, layout);
  const atBoot = crashKernel.memoryAtBoot(allocated);
  const crash = crashKernelPlacerOf(layout, versionFacts(profile).readsCrashSuffixes).place(
    handover.cmdline,
    atBoot,
    profile.crashReservation,
  );
  const memblock = [crash.region, crash.low]
    .filter((part) => part !== undefined)
    .reduce(memblocks.reserve, allocated);
  log.push(...crash.log);
  const kernel = bootedKernel(input, { segment, handover, view, start, image, memblock, crash, log, layout });
  if (layout.pageSize === build.pageSize) return { outcome: 'booted', kernel };
  return { outcome: 'booted', kernel: { ...kernel, unmodelled: otherPages(layout, build) } };
};

/** Blocks and zones of the next kernel are laid out in the pages of the one before, which is not what it would do. */
const otherPages = ({ pageSize }: Layout, build: KernelBuild): string =>
  `the header of the image says that this kernel has pages of ${humanSize(pageSize)}, and the one before had ` +
  `${humanSize(build.pageSize)}: its memory blocks, zones and loads are not modelled, and shown as the kernel before would have them`;

/** The sections of the image that have no linear alias are touched before the console is up (spec 6.6). */
const undescribed = (memblock: Memblock, image: AddressRange): string => {
  const [hole] = subtract([image], mappedRanges(memblock));
  const part = hole === undefined ? image : (intersection(hole, image) ?? image);
  return (
    `${hex(sizeOf(part))} bytes of the kernel image at ${hex(part.start)} are in memory that the hand-over does not describe: ` +
    'the first use of their linear address faults'
  );
};

interface EarlyBootState {
  readonly segment: KexecSegment;
  readonly handover: Handover;
  readonly view: FirmwareView;
  readonly start: ReturnType<typeof initialiseMemblock>;
  /** With what was reserved for a crash kernel. */
  readonly memblock: Memblock;
  readonly image: AddressRange;
  readonly crash: CrashReservation;
  readonly log: readonly LogMessage[];
  readonly layout: Layout;
}

const bootedKernel = (input: HandoverInput, state: EarlyBootState): BootedKernel => {
  const { segment, handover, view, start, image, memblock, crash, log, layout } = state;
  const { low, region } = crash;
  const initrd = start.initrd === undefined ? [] : [alignOutward(start.initrd, layout.pageSize)];
  const acpi = usesAcpi(handover, view.efi);
  return {
    cmdline: handover.cmdline,
    isCapture: handover.elfcorehdr !== undefined,
    kernelAt: input.kernelAt,
    image,
    reserved: subtract(start.memblock.reserved, [image, ...initrd]),
    // Memory without a mapping has page structs all the same: it decides zones and blocks.
    ram: memblock.memory.map(({ range }) => range),
    usable: mappedRanges(memblock),
    iomem: standardResources({
      memblock,
      kernelAt: input.kernelAt,
      sections: input.sections,
      crashRegions: [low, region].filter((part) => part !== undefined),
      softReserved: view.softReserved,
      pageSize: layout.pageSize,
    }),
    firmwareMap: undefined,
    memblock: afterBoot(memblock, start.initrd, layout),
    crashRegion: region,
    crashLowRegion: low,
    initrd: start.initrd,
    files: new Map([...input.files, [FDT_FILE, withoutSeed(segment.bytes ?? new Uint8Array(0))]]),
    acpi,
    nodes: acpi ? numaNodes(input.files.get(SRAT_FILE), memblock) : [],
    log,
  };
};

/** The seed for the random pool is used once and overwritten where it stands (spec 6.2, step 3). */
const withoutSeed = (fdt: Uint8Array): Uint8Array => {
  const tree = FlatTree.open(fdt);
  return tree.hasNode(CHOSEN) ? tree.nopProperty(CHOSEN, CHOSEN_PROPERTY.rngSeed).toBytes() : fdt;
};

/** The initrd is freed once it is unpacked, and with it its reservation. */
const afterBoot = (memblock: Memblock, initrd: AddressRange | undefined, layout: Layout): Memblock =>
  initrd === undefined
    ? memblock
    : { ...memblock, reserved: subtract(memblock.reserved, [alignOutward(initrd, layout.pageSize)]) };

/** The way from one arm64 kernel to the next (spec 5 and 6). */
export const earlyBootOf = (build: KernelBuild): EarlyBoot => ({
  jump,
  boot: (input) => boot(input, build),
  coldStart: coldStartOf(layoutOf(build)),
  fromMap: mapStartOf(layoutOf(build)),
});
