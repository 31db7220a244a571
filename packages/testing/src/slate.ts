import type { AddressRange } from '@warmboot/address';
import { bareHex, covers, GiB, hex, KiB, MiB, rangeAt, subtract, TiB } from '@warmboot/address';
import type {
  Architecture,
  BuildRange,
  CrashKernelPlacer,
  EarlyBoot,
  FileLoader,
  ImageFormat,
  KernelImage,
  MemoryGeometry,
  MemoryNotifier,
  ReferenceMachine,
  UserSpaceLoader,
  WarmbootPlugin,
} from '@warmboot/core';
import { destinationOf, done, refuse, reserveGenericCrashKernel, succeed, platforms } from '@warmboot/core';
import { resources, notify, toolRun } from '@warmboot/core/plugin';

import { FormatError } from '@warmboot/format';

/*
 * `slate`, an invented architecture that can be built with pages of 4, 16 and 64 KiB: what an author outside would
 * write, with nothing but what the packages export. The kernel lies low, and everything else above it; the hand-over is
 * a list of RAM and the command line in JSON.
 */

/** Page sizes that slate can be built with, in bytes. */
export const SLATE_PAGE_SIZES: readonly number[] = [4 * KiB, 16 * KiB, 64 * KiB];

const MAGIC = 'SLATE IMAGE';
const FORMAT = 'Slate';
const KERNEL_ALIGN = 2 * MiB;
const CRASH_LOW_MAX = 4 * GiB;

/** What a hand-over says. */
interface Handover {
  readonly cmdline: string;
  readonly ram: readonly AddressRange[];
}

const encode = (handover: Handover): Uint8Array => new TextEncoder().encode(JSON.stringify(handover));

const decode = (bytes: Uint8Array): Handover => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Handover;
  } catch (error) {
    const found = String(error);
    throw new FormatError({ format: 'slate hand-over', field: 'the whole', found, allowed: 'JSON' });
  }
};

/** As many pages as a table of one page has entries make a huge page; sections hold whole ones. */
const geometryOf = (pageSize: number): MemoryGeometry => {
  const pageblockSize = (pageSize / 8) * pageSize;
  const sectionSize = Math.max(128 * MiB, pageblockSize);
  return {
    pageSize,
    pageblockSize,
    sectionSize,
    physicalLimit: 64 * TiB,
    keepsMemblock: false,
    blockSize: () => sectionSize,
    zones: () => [
      { name: 'DMA32', end: 4 * GiB },
      { name: 'Normal', end: Infinity },
    ],
    hotplugRange: () => ({ start: 0, end: 64 * TiB }),
  };
};

const fault = (field: string, found: unknown, allowed: string): FormatError =>
  new FormatError({ format: FORMAT, field, found: JSON.stringify(found), allowed });

const imageFormatOf = (pageSize: number): ImageFormat => ({
  name: FORMAT,
  recognise: (bytes) =>
    new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) === MAGIC
      ? done
      : refuse('ENOEXEC', `no "${MAGIC}" at offset 0`),
  parse: (bytes) => {
    if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) {
      throw fault('magic', [...bytes.subarray(0, MAGIC.length)], MAGIC);
    }
    return { format: FORMAT, fileSize: bytes.length };
  },
  fromRecord: ({ file_size: fileSize }) => {
    if (!Number.isSafeInteger(fileSize) || Number(fileSize) <= 0) {
      throw fault('file_size', fileSize, 'bytes, more than 0');
    }
    return { format: FORMAT, fileSize: Number(fileSize) };
  },
  needs: ({ fileSize }) => ({ size: fileSize, align: Math.max(KERNEL_ALIGN, pageSize) }),
});

const systemRam = (iomem: Parameters<typeof resources.preorder>[0]): AddressRange[] =>
  [...resources.preorder(iomem)]
    .filter(({ depth, resource }) => depth === 0 && resource.name === 'System RAM')
    .map(({ resource: { start, end } }) => ({ start, end }));

/** What is loaded, and the hand-over last. */
const partsOf = (
  {
    kernel,
    initrd,
    cmdline,
  }: { kernel: KernelImage; initrd: { fileSize: number } | undefined; cmdline: string },
  ram: readonly AddressRange[],
  pageSize: number,
) => {
  const bytes = encode({ cmdline, ram });
  return [
    {
      kind: 'kernel' as const,
      bufsz: kernel.fileSize,
      memsz: kernel.fileSize,
      align: Math.max(KERNEL_ALIGN, pageSize),
    },
    ...(initrd === undefined
      ? []
      : [{ kind: 'initrd' as const, bufsz: initrd.fileSize, memsz: initrd.fileSize, align: pageSize }]),
    { kind: 'setup_data' as const, bufsz: bytes.length, memsz: bytes.length, align: pageSize, bytes },
  ];
};

const userSpaceLoaderOf = (pageSize: number): UserSpaceLoader => ({
  direction: 'lowest',
  load(machine, request) {
    const ram = systemRam(machine.iomem.root);
    const list = new toolRun.SegmentList(ram, request, pageSize);
    for (const part of partsOf(request, ram, pageSize)) {
      const placed = list.addBuffer({ ...part, min: 0, max: Infinity, direction: 'lowest' });
      if (!placed.ok) return { ok: false, status: 1, output: placed.output };
    }
    const segments = list.toRaw();
    const entry = segments.find(({ kind }) => kind === 'kernel')!.mem;
    return { ok: true, entry, segments, verifiesDigest: false, output: [] };
  },
});

const fileLoaderOf = (pageSize: number): FileLoader => ({
  verifiesDigest: false,
  probe: (_machine, { format }) =>
    format === FORMAT ? done : refuse('ENOEXEC', `${format} is not ${FORMAT}`),
  load(machine, request, buffers) {
    let entry = 0;
    for (const part of partsOf(request, systemRam(machine.iomem.root), pageSize)) {
      const placed = buffers.add({ ...part, min: 0, max: Infinity, topDown: false });
      if (!placed.ok) return placed;
      if (part.kind === 'kernel') entry = placed.value;
    }
    return succeed(entry);
  },
});

const placerOf = (pageSize: number): CrashKernelPlacer => ({
  lowMax: () => CRASH_LOW_MAX,
  place: (cmdline, { ram, free }) =>
    reserveGenericCrashKernel(cmdline, ram, free, {
      pageSize,
      align: Math.max(MiB, pageSize),
      lowMax: CRASH_LOW_MAX,
      highMax: 64 * TiB,
      defaultLow: 128 * MiB,
    }),
});

const lineOf = ({ start, end }: AddressRange, name: string): string =>
  `${bareHex(start, 8)}-${bareHex(end - 1, 8)} : ${name}`;

/** /proc/iomem as its text: RAM, and in it what is set aside for the crash kernel. */
const iomemText = (ram: readonly AddressRange[], crash: AddressRange | undefined): string =>
  ram
    .flatMap((range) => [
      lineOf(range, 'System RAM'),
      ...(crash !== undefined && covers(range, crash) ? [`  ${lineOf(crash, 'Crash kernel')}`] : []),
    ])
    .join('\n');

const earlyBootOf = (pageSize: number): EarlyBoot => ({
  jump({ platform }, { segments }) {
    for (const segment of segments) {
      const address = platforms.firstAbsent(platform, destinationOf(segment));
      if (address !== undefined) return { outcome: 'hang', reason: 'nothing answers there', address };
    }
    return { outcome: 'arrived' };
  },
  boot({ platform, segments, kernel, kernelAt }) {
    const blob = segments.find(({ kind }) => kind === 'setup_data')?.bytes;
    if (blob === undefined) return { outcome: 'panic', reason: 'there is no hand-over' };
    const { cmdline, ram: told } = decode(blob);
    const ram = told.filter((range) => platforms.firstAbsent(platform, range) === undefined);
    const taken = rangeAt(kernelAt, kernel.fileSize);
    const { region } = placerOf(pageSize).place(cmdline, { ram, free: subtract(ram, [taken]) }, 'generic');
    return {
      outcome: 'booted',
      kernel: {
        cmdline,
        isCapture: false,
        kernelAt,
        ram,
        iomem: resources.parseIomem(iomemText(ram, region), resources.classify),
        firmwareMap: undefined,
        memblock: undefined,
        crashRegion: region,
        crashLowRegion: undefined,
        initrd: undefined,
        files: new Map(),
        acpi: true,
      },
    };
  },
  coldStart({ firmware, memorySize, maxMemory, cmdline, kernel, hypervisor, nodes }) {
    if (firmware !== 'rom') return refuse('EINVAL', `slate has no firmware ${firmware}`);
    const bootRam = [rangeAt(0, memorySize)];
    const bytes = encode({ cmdline, ram: bootRam });
    return succeed({
      platform: {
        bootRam,
        dimms: new Map(),
        hotplug: maxMemory === undefined ? { available: false, reason: 'no slots' } : { available: true },
        hypervisor,
        nodes,
      },
      kernel,
      kernelAt: 16 * MiB,
      sections: [],
      segments: [{ kind: 'setup_data', mem: 64 * MiB, memsz: pageSize, bufsz: bytes.length, bytes }],
      files: new Map(),
    });
  },
});

/** Memory of boot stays: its memmap is shared. The pages are read as every notifier can, by the page size beside them. */
const bootMemoryStays: MemoryNotifier = {
  name: 'slate_bootmem',
  priority: 0,
  notify(transition, { event, startPfn, nrPages, pageSize }) {
    if (event !== 'MEM_GOING_OFFLINE') return notify.OK;
    const { blocks, blockSize } = transition.machine.memory;
    for (let at = startPfn * pageSize; at < (startPfn + nrPages) * pageSize; at += blockSize) {
      if (blocks.get(Math.floor(at / blockSize))?.early !== true) continue;
      transition.say('warn', `slate: boot memory at ${hex(at)} stays`);
      return notify.BAD;
    }
    return notify.OK;
  },
};

const referenceMachine: ReferenceMachine = {
  firmwares: ['rom'],
  cmdline: 'console=slate',
  kernel: { format: FORMAT, file_size: 8 * MiB + 1 },
  initrd: { fileSize: MiB + 1 },
  purgatory: { bufsz: 0, memsz: 0 },
  kernelPurgatory: undefined,
  deviceMemoryBase: (platform) => Math.max(4 * GiB, platforms.installedRam(platform)[0]?.end ?? 0),
};

/** Slate with pages of one size, and no choice of it. */
export const slateWith = (pageSize: number): Architecture =>
  Object.freeze({
    name: 'slate',
    aliases: [],
    memory: geometryOf(pageSize),
    resourceNames: { classify: resources.classify, kernelSections: [], kernelBase: () => 0 },
    kexec: {
      archFlag: 0x7ffe_0000,
      preserveContext: false,
      destinationLimit: 2n ** 64n - 1n,
      controlPageSize: pageSize,
      crashMemoryAlign: pageSize,
    },
    images: [imageFormatOf(pageSize)],
    userSpaceLoader: userSpaceLoaderOf(pageSize),
    fileLoader: fileLoaderOf(pageSize),
    earlyBoot: earlyBootOf(pageSize),
    notifiers: [bootMemoryStays],
    crashKernel: placerOf(pageSize),
    referenceMachine,
  } satisfies Architecture);

const builds: BuildRange = { pageSizes: SLATE_PAGE_SIZES, usual: () => ({}) };

/** One architecture that follows its build, of kernels made by `built`. */
export const followingPageSize = (built: (pageSize: number) => Architecture): Architecture => {
  const made = new Map<number, Architecture>();
  const forBuild = ({ pageSize }: { readonly pageSize: number }): Architecture => {
    const one = made.get(pageSize) ?? Object.freeze({ ...built(pageSize), builds, forBuild });
    made.set(pageSize, one);
    return one;
  };
  return forBuild({ pageSize: SLATE_PAGE_SIZES[0]! });
};

/** A plugin that brings one architecture. */
export const pluginWith = (architecture: Architecture): WarmbootPlugin => ({
  name: 'slate',
  description: 'an invented architecture, for tests',
  interfaceVersion: 1,
  register: (context) => context.architecture(architecture),
});
