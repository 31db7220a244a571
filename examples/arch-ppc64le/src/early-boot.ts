import type { AddressRange } from '@warmboot/address';
import { alignInward, alignOutward, alignUp, covers, normalised, rangeAt, subtract } from '@warmboot/address';
import type {
  EarlyBoot,
  EarlyBootOutcome,
  HandoverInput,
  JumpOutcome,
  KexecImage,
  Machine,
  Memblock,
  ResourceTree,
} from '@warmboot/core/plugin';
import { crashKernel, destinationOf, memblocks, platforms, resources } from '@warmboot/core/plugin';
import { FlatTree } from '@warmboot/devicetree';
import { FormatError } from '@warmboot/format';
import { coldStart } from './cold-start.js';
import { crashKernelPlacer } from './crashkernel.js';
import { isAssigned, isReserved, type Lmb } from './drconf.js';
import { requirePpcImage } from './image.js';
import { FDT_FILE, LIVE_TREE_FILE, LMB_SIZE, PAGE_SIZE } from './layout.js';
import { lmbsIn, readTree, rtasIn, withKernelEnd } from './tree.js';

/** Pages are copied in real mode, where a store to nothing ends in a machine check that nobody takes. */
const jump = ({ platform }: Machine, { segments }: KexecImage): JumpOutcome => {
  for (const segment of segments) {
    const address = platforms.firstAbsent(platform, destinationOf(segment));
    if (address !== undefined) {
      const reason = `the copy of the ${segment.kind} ends in a machine check: nothing answers there`;
      return { outcome: 'hang', address, reason };
    }
  }
  return { outcome: 'arrived' };
};

const EMPTY: Memblock = { memory: [], reserved: [] };

const withMemory = (memblock: Memblock, range: AddressRange): Memblock =>
  memblocks.add(memblock, { range, nomap: false, driverManaged: false, hotplug: false });

/** early_init_drmem_lmb(): a block is boot memory where the partition has it, and nobody keeps it. arch/powerpc/kernel/prom.c */
const isBootMemory = (lmb: Lmb): boolean => isAssigned(lmb) && !isReserved(lmb);

interface Told {
  readonly tree: FlatTree;
  readonly handover: ReturnType<typeof readTree>;
  readonly lmbs: readonly Lmb[];
  readonly rtas: AddressRange | undefined;
}

const read = (bytes: Uint8Array): Told | string => {
  try {
    const tree = FlatTree.open(bytes);
    return { tree, handover: readTree(bytes), lmbs: lmbsIn(tree), rtas: rtasIn(tree) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
};

/** /proc/iomem names memory, and nothing of the kernel in it. arch/powerpc/mm/mem.c: add_system_ram_resources */
const standardResources = (ram: readonly AddressRange[], regions: readonly AddressRange[]): ResourceTree =>
  ram.reduce(
    (tree, range) =>
      resources.insertIfFits(tree, { ...range, name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM }),
    resources.withCrashRegions(resources.empty(), regions),
  );

/** early_init_devtree(), and what follows from it. arch/powerpc/kernel/prom.c */
const boot = (input: HandoverInput): EarlyBootOutcome => {
  const segment = input.segments.find(({ kind }) => kind === 'dtb');
  if (segment?.bytes === undefined) return { outcome: 'hang', reason: 'r3 points to no devicetree' };
  const told = read(segment.bytes);
  if (typeof told === 'string') return { outcome: 'hang', reason: `the devicetree cannot be read: ${told}` };
  const { tree, handover, lmbs, rtas } = told;
  // Wherever it was loaded to, a kernel that is not a capture kernel moves itself to the start of memory.
  const image = rangeAt(0, alignUp(requirePpcImage(input.kernel).memsz, PAGE_SIZE));
  const described = [
    ...handover.memory.map(({ range }) => range),
    ...lmbs.filter(isBootMemory).map(({ base }) => rangeAt(base, LMB_SIZE)),
  ].reduce(withMemory, EMPTY);
  const ram = normalised(
    described.memory
      .map(({ range }) => alignInward(range, PAGE_SIZE))
      .filter(({ start, end }) => start < end),
  );
  if (!ram.some((range) => covers(range, image)))
    return { outcome: 'panic', reason: 'the devicetree describes no memory at 0 for the kernel' };
  const { initrd, cmdline, reservations } = handover;
  const reserved = [
    image,
    ...reservations,
    ...(rtas === undefined ? [] : [rtas]),
    ...(initrd === undefined ? [] : [initrd]),
    rangeAt(segment.mem, segment.bytes.length),
  ].map((range) => alignOutward(range, PAGE_SIZE));
  const memblock = reserved.reduce(memblocks.reserve, described);
  const { region, log } = crashKernelPlacer.place(
    cmdline,
    crashKernel.memoryAtBoot(memblock),
    'architecture',
  );
  const regions = region === undefined ? [] : [region];
  const kept = normalised([...memblock.reserved, ...regions]);
  return {
    outcome: 'booted',
    kernel: {
      cmdline,
      isCapture: handover.elfcorehdr !== undefined,
      kernelAt: 0,
      ram,
      iomem: standardResources(ram, regions),
      firmwareMap: undefined,
      memblock: {
        ...memblock,
        reserved: initrd === undefined ? kept : subtract(kept, [alignOutward(initrd, PAGE_SIZE)]),
      },
      crashRegion: region,
      crashLowRegion: undefined,
      image,
      initrd,
      files: new Map([
        ...input.files,
        [FDT_FILE, segment.bytes],
        [LIVE_TREE_FILE, withKernelEnd(tree, image.end).toBytes()],
      ]),
      acpi: false,
      log,
    },
  };
};

/** The way from one ppc64le kernel to the next. */
export const earlyBoot: EarlyBoot = { jump, boot, coldStart };
