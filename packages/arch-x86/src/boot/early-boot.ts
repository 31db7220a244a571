import { FormatError } from '@warmboot/format';
import type { AddressRange } from '@warmboot/address';
import {
  alignOutward,
  alignUp,
  covers,
  hex,
  KiB,
  normalised,
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
} from '@warmboot/core/plugin';
import { commandLine, firmwareMapOf, linux61, memblocks, platforms } from '@warmboot/core/plugin';

import { coldStart } from '../cold-start/cold-start.js';
import { mapStart } from '../cold-start/map-start.js';
import { crashKernelPlacerOf } from './crashkernel.js';
import { discoverMemory, type EarlyMemory } from './early-memory.js';
import { EFI_RUNTIME_MAP_DIRECTORY, EFI_SYSTAB_FILE } from '../facts/efi-facts.js';
import { e820ResourceName } from '../formats/e820.js';
import { SETUP_DATA_HEADER_SIZE, SETUP_DATA_TYPE } from '../formats/setup-data.js';
import { encodeText } from '../formats/text.js';
import { readHandover, type Handover } from '../handover/handover.js';
import { keptOf } from '../facts/footprint.js';
import { requireBzImage } from '../facts/image.js';
import { jump } from '../facts/jump.js';
import {
  BOOT_PARAMS_FILE,
  USUAL_BRK_SIZE,
  EFI_DIRECTORY,
  LARGE_PAGE,
  ONE_MIB,
  PAGE_SIZE,
  SETUP_DATA_DIRECTORY,
} from '../facts/layout.js';
import { numaNodes, possibleEnd, SRAT_FILE } from '../facts/numa.js';
import { standardResources } from './standard-resources.js';

/** Room that the real-mode trampoline needs between 64 KiB and 1 MiB (spec 2.3; realmode/init.c). */
const TRAMPOLINE_SIZE = 28 * KiB;
const TRAMPOLINE_MIN = 64 * KiB;

/** pg_data_t of a node: allocated from the top of memory before the crash kernel's region (mm/numa.c: alloc_node_data). */
const NODE_DATA_SIZE = 4 * PAGE_SIZE;

/**
 * `[_text, _end)` of the kernel that starts. Without sections the header's own estimate stands for it.
 * @param brk bytes behind its BSS
 */
const kernelImage = ({ kernelAt, kernel, sections }: HandoverInput, brk: number): AddressRange => {
  const last = sections.at(-1);
  return last === undefined
    ? rangeAt(kernelAt, requireBzImage(kernel).header.initSize ?? 0)
    : { start: kernelAt, end: kernelAt + alignUp(last.end, PAGE_SIZE) + brk };
};

/** What stays of the room that a kernel was given: where nobody told its sections, the usual part of it. */
const keptImage = (
  { sections }: HandoverInput,
  room: AddressRange,
  brk: number,
): Pick<BootedKernel, 'image' | 'imageIsEstimate'> =>
  sections.length > 0
    ? { image: { start: room.start, end: room.end - brk } }
    : {
        image: rangeAt(room.start, keptOf(sizeOf(room))),
        imageIsEstimate: true,
      };

/** Nodes of setup_data, header and data. */
const setupDataRanges = ({ setupData }: Handover): AddressRange[] =>
  setupData.map(({ address, data }) => rangeAt(Number(address), SETUP_DATA_HEADER_SIZE + data.length));

const panic = (reason: string): EarlyBootOutcome => ({ outcome: 'panic', reason });

/** What the kernel reads of the map before it can say anything: memory that is described and not there (spec 5.4). */
const lostMemory = (
  { platform }: HandoverInput,
  ram: readonly AddressRange[],
  free: readonly AddressRange[],
): EarlyBootOutcome | undefined => {
  const tables = memblocks.findFromTop(free, LARGE_PAGE, LARGE_PAGE);
  if (tables !== undefined && platforms.firstAbsent(platform, rangeAt(tables, LARGE_PAGE)) !== undefined) {
    return {
      outcome: 'reset',
      reason:
        `the map describes RAM up to ${hex(ram.at(-1)?.end ?? 0)}, and nothing answers at ${hex(tables)}: ` +
        'the page tables that the kernel makes at the top of RAM are lost, and the first use of them is a triple fault',
    };
  }
  for (const range of ram) {
    const at = platforms.firstAbsent(platform, range);
    if (at === undefined) continue;
    return {
      outcome: 'hang',
      reason: `the map describes RAM at ${hex(at)} where nothing answers: what the kernel puts there is lost`,
    };
  }
  return undefined;
};

/** reserve_initrd(): an initrd outside of RAM is copied to the top of it (spec 6.2.3). */
const settleInitrd = (
  { initrd }: Handover,
  ram: readonly AddressRange[],
  free: readonly AddressRange[],
): { readonly range: AddressRange | undefined } | undefined => {
  if (initrd === undefined || ram.some((range) => covers(range, initrd))) return { range: initrd };
  const at = memblocks.findFromTop(free, alignUp(sizeOf(initrd), PAGE_SIZE), PAGE_SIZE);
  return at === undefined ? undefined : { range: rangeAt(at, sizeOf(initrd)) };
};

const boot = (input: HandoverInput, brk: number): EarlyBootOutcome => {
  let handover: Handover | undefined;
  let memory: EarlyMemory;
  let image: AddressRange;
  try {
    handover = readHandover(input.segments);
    if (handover === undefined)
      return {
        outcome: 'reset',
        reason: 'there are no boot_params: the kernel knows of no memory',
      };
    image = kernelImage(input, brk);
    memory = discoverMemory(handover, image, input.describedRam);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { outcome: 'reset', reason: `boot_params that no kernel understands: ${error.message}` };
  }
  const { ram } = memory;
  const low = subtract(ram, [{ start: 0, end: TRAMPOLINE_MIN }]);
  if (memblocks.findFromTop(low, TRAMPOLINE_SIZE, PAGE_SIZE, { to: ONE_MIB }) === undefined) {
    return panic('Real mode trampoline was not allocated');
  }

  const reserved = [{ start: 0, end: ONE_MIB }, image, ...setupDataRanges(handover)].map((range) =>
    alignOutward(range, PAGE_SIZE),
  );
  if (handover.initrd !== undefined) reserved.push(alignOutward(handover.initrd, PAGE_SIZE));
  const lost = lostMemory(input, ram, subtract(ram, reserved));
  if (lost !== undefined) return lost;
  const initrd = settleInitrd(handover, ram, subtract(ram, reserved));
  if (initrd === undefined) {
    return panic(`Cannot find place for new RAMDISK of size ${sizeOf(handover.initrd ?? rangeAt(0, 0))}`);
  }
  if (initrd.range !== undefined) reserved.push(alignOutward(initrd.range, PAGE_SIZE));
  const nodeData = memblocks.findFromTop(subtract(ram, reserved), NODE_DATA_SIZE, PAGE_SIZE);
  if (nodeData !== undefined) reserved.push(rangeAt(nodeData, NODE_DATA_SIZE));
  const free = subtract(ram, reserved);
  const { profile = linux61 } = input;
  const crash = crashKernelPlacerOf(profile).place(handover.cmdline, { ram, free }, profile.crashReservation);
  const kernel = bootedKernel(input, handover, memory, initrd.range, crash);
  const settled = initrd.range === undefined ? [] : [alignOutward(initrd.range, PAGE_SIZE)];
  return {
    outcome: 'booted',
    kernel: {
      ...kernel,
      ...keptImage(input, image, brk),
      reserved: subtract(normalised(reserved), [image, ...settled]),
    },
  };
};

const bootedKernel = (
  input: HandoverInput,
  handover: Handover,
  memory: EarlyMemory,
  initrd: AddressRange | undefined,
  { region, low, log }: CrashReservation,
): BootedKernel => {
  const { cmdline } = handover;
  const acpi = findsAcpi(input, handover);
  const srat = acpi ? input.files.get(SRAT_FILE) : undefined;
  return {
    cmdline,
    isCapture: commandLine.has(cmdline, 'elfcorehdr'),
    kernelAt: input.kernelAt,
    ram: memory.ram,
    nodes: numaNodes(srat, memory.ram),
    reach: possibleEnd(srat, cmdline, memory.ram),
    iomem: standardResources({
      e820: memory.table,
      kernelAt: input.kernelAt,
      sections: input.sections,
      crashRegions: [low, region].filter((part) => part !== undefined),
    }),
    firmwareMap: firmwareMapOf(
      memory.firmware.map(({ start, end, type }) => ({
        range: { start, end },
        type: e820ResourceName(type),
      })),
    ),
    memblock: undefined,
    crashRegion: region,
    crashLowRegion: low,
    initrd,
    files: filesOf(input, handover),
    acpi,
    log,
  };
};

/**
 * acpi_os_get_root_pointer(): from the command line, boot_params or EFI; a BIOS leaves it where a kernel can search,
 * EFI firmware does not (spec 3.4, 4.4).
 */
const findsAcpi = ({ files }: HandoverInput, { cmdline, params }: Handover): boolean => {
  if (commandLine.options(cmdline).some(({ name, value }) => name === 'acpi' && value === 'off'))
    return false;
  if (params.acpiRsdp !== 0n || params.efiInfo.loaderSignature !== 0) return true;
  return commandLine.has(cmdline, 'acpi_rsdp') || !files.has(EFI_SYSTAB_FILE);
};

/** What this kernel shows: its own boot_params and setup_data, and the firmware's tables where they are. */
const filesOf = (
  { files }: HandoverInput,
  { page, params, setupData }: Handover,
): Map<string, Uint8Array> => {
  const { loaderSignature, memoryMapSize } = params.efiInfo;
  const gone = [
    `${SETUP_DATA_DIRECTORY}/`,
    ...(loaderSignature === 0 ? [`${EFI_DIRECTORY}/`] : []),
    // A kernel shows the runtime map that it was given.
    ...(memoryMapSize === 0 ? [`${EFI_RUNTIME_MAP_DIRECTORY}/`] : []),
  ];
  const kept = [...files].filter(([path]) => !gone.some((start) => path.startsWith(start)));
  const nodes = setupData.flatMap(({ type, data }, index): [string, Uint8Array][] => [
    [`${SETUP_DATA_DIRECTORY}/${index}/type`, encodeText(`0x${type.toString(16)}\n`)],
    // The seed is wiped as soon as it was used.
    [`${SETUP_DATA_DIRECTORY}/${index}/data`, type === SETUP_DATA_TYPE.RNG_SEED ? new Uint8Array() : data],
  ]);
  return new Map([...kept, [BOOT_PARAMS_FILE, page], ...nodes]);
};

/**
 * The way from one x86_64 kernel to the next (spec 5 and 6).
 * @param brk bytes of a kernel's image behind its BSS
 * @param showsRuntimeMap whether a kernel shows EFI's runtime map
 */
export const earlyBootOf = (brk: number, showsRuntimeMap: boolean): EarlyBoot => ({
  jump,
  boot: (input) => boot(input, brk),
  coldStart: (request) => coldStart(request, showsRuntimeMap),
  fromMap: mapStart,
});

/** The same for kernels of which nobody tells how they were built. */
export const earlyBoot: EarlyBoot = earlyBootOf(USUAL_BRK_SIZE, false);
