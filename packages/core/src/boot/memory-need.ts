import type { AddressRange } from '@warmboot/address';
import { alignUp, intersection, KiB, MiB, normalised, overlaps, sizeOf, subtract } from '@warmboot/address';
import type { KernelFootprint } from '../contract/kernel-footprint.js';
import type { MemoryGeometry } from '../contract/memory-geometry.js';
import type { InitrdImage } from '../image/kernel-image.js';
import type { MemoryNeed, NeedPart, TightMoment } from '../memory/memory-need.js';
import { hugePageSize } from '../memory/huge-page.js';
import { bootMemmapSize } from '../memory/memmap.js';
import { systemHashSize } from '../memory/system-hash.js';
import { bounceBuffers } from './bounce-buffers.js';
import { contiguousMemoryOf, processorsOf, rootFileSystemOf, wordOf } from './boot-options.js';

/** A kernel that starts, and what it starts with. */
export interface StartingKernel {
  readonly cmdline: string;
  /** RAM that it sees, and that the memory map describes. */
  readonly ram: readonly AddressRange[];
  /** One past the highest address at which it expects memory, whether or not it may use it. */
  readonly reach: number;
  /** The part of it that can be given away. */
  readonly usable: readonly AddressRange[];
  /** Its image in memory, `_text` to `_end`. */
  readonly image: AddressRange;
  /** `estimate` where the sections of the kernel are not known. */
  readonly imageBasis: NeedPart['basis'];
  /** What boot reserves beside image and initrd: firmware's, the loader's, a crash kernel's. */
  readonly reserved: readonly AddressRange[];
  /** Bytes of the image that are given back when the kernel is up: its init code, and gaps. */
  readonly givenBack: number;
  readonly initrd: InitrdImage | undefined;
  /** Bytes of contiguous memory for drivers where the command line asks for none. */
  readonly cmaSize: number;
  readonly footprint: KernelFootprint;
  readonly geometry: Pick<MemoryGeometry, 'pageSize' | 'sectionSize' | 'zones'>;
}

/** A shell, and a program that copies with its buffers. */
const USER_SPACE = 4 * MiB;

/** init_cma_reserved_pageblock(): contiguous memory comes in blocks of this alignment. */
const CMA_ALIGN = 4 * MiB;

const total = (ranges: readonly AddressRange[]): number =>
  ranges.reduce((sum, range) => sum + sizeOf(range), 0);

const within = (ranges: readonly AddressRange[], range: AddressRange): number =>
  total(ranges.flatMap((one) => intersection(one, range) ?? []));

const exact = (name: string, bytes: number): NeedPart => ({ name, bytes, basis: 'exact' });
const estimate = (name: string, bytes: number): NeedPart => ({ name, bytes, basis: 'estimate' });

const sum = (parts: readonly NeedPart[]): number => parts.reduce((bytes, part) => bytes + part.bytes, 0);

/** hugepage_init(): with less, transparent huge pages are off. mm/huge_memory.c */
const HUGE_PAGES_FROM = 512 * MiB;

/** set_recommended_min_free_kbytes(): two pageblocks a zone, and one for each pair of the three mobilities that pages are kept by. mm/khugepaged.c */
const PAGEBLOCKS_A_ZONE = 2 + 3 * 3;

/**
 * Bytes that ordinary allocations leave alone: calculate_min_free_kbytes() in mm/page_alloc.c, and what khugepaged raises
 * it to in kernels that distributions ship.
 * @param bytes that the page allocator was given
 */
const keptFree = (bytes: number, { cmdline, usable, geometry }: StartingKernel): number => {
  const kilobytes = Math.sqrt((Math.max(0, bytes) / KiB) * 16);
  const ordinary = Math.min(256 * 1024, Math.max(128, Math.floor(kilobytes))) * KiB;
  if (bytes < HUGE_PAGES_FROM || wordOf(cmdline, 'transparent_hugepage') === 'never') return ordinary;
  const huge = kernelZones(usable, geometry) * PAGEBLOCKS_A_ZONE * hugePageSize(geometry.pageSize);
  return Math.max(ordinary, Math.min(huge, Math.floor(bytes / 20)));
};

/** Zones of the kernel that have memory. */
const kernelZones = (usable: readonly AddressRange[], geometry: StartingKernel['geometry']): number => {
  let start = 0;
  return geometry.zones({ bootRam: usable, hypervisor: false }).filter(({ end }) => {
    const zone = { start, end };
    start = end;
    return usable.some((range) => overlaps(range, zone));
  }).length;
};

/** dma_contiguous_reserve(): nothing is set aside where there is no room for it. What is loaded lies at the ends of a region. */
const contiguous = (
  { usable, image, reserved, cmdline, cmaSize }: StartingKernel,
  initrd: number,
): number => {
  const wanted = alignUp(contiguousMemoryOf(cmdline) ?? cmaSize, CMA_ALIGN);
  const largest = usable.reduce((most, one) => (sizeOf(one) > sizeOf(most) ? one : most));
  const room = total(subtract([largest], normalised([image, ...reserved]))) - initrd;
  return wanted > 0 && room >= wanted ? wanted : 0;
};

/** A need at its tightest moment, and whether it is met. */
type Demand = Pick<MemoryNeed, 'need' | 'moment' | 'parts' | 'verdict'>;

/** A packed and an unpacked initrd; nobody's word means that it is at least as large as its file. */
const initrdParts = (
  initrd: InitrdImage | undefined,
): { readonly packed: NeedPart[]; readonly unpacked: NeedPart[] } => {
  const { fileSize = 0, unpackedSize } = initrd ?? {};
  if (fileSize === 0) return { packed: [], unpacked: [] };
  const name = unpackedSize === undefined ? 'initrd, unpacked: at least' : 'initrd, unpacked';
  return { packed: [exact('initrd, packed', fileSize)], unpacked: [exact(name, unpackedSize ?? fileSize)] };
};

/** What is taken before the page allocator starts, the packed initrd not counted. */
const bootParts = (kernel: StartingKernel): NeedPart[] => {
  const { cmdline, ram, usable, image, imageBasis, reserved, footprint, geometry } = kernel;
  const have = total(usable);
  const others = subtract(normalised(reserved), [image]).map((range) => within(usable, range));
  const cpus = processorsOf(cmdline) ?? 1;
  const room = subtract(usable, normalised([image, ...reserved]));
  return [
    { name: 'kernel image', bytes: within(usable, image), basis: imageBasis },
    exact(
      'reserved by firmware and loader',
      others.reduce((bytes, part) => bytes + part, 0),
    ),
    exact('memory map', bootMemmapSize(ram, geometry)),
    estimate('page tables', footprint.linearMapTables(have)),
    estimate('hash tables', systemHashSize(have)),
    estimate('bounce buffers (swiotlb)', bounceBuffers(cmdline, kernel.reach, room)),
    estimate(
      cpus === 1 ? 'per-CPU data of one CPU' : `per-CPU data of ${cpus} CPUs`,
      cpus * footprint.perCpu,
    ),
  ].filter(({ bytes }) => bytes > 0);
};

const momentsOf = (kernel: StartingKernel): readonly Moment[] => {
  const { cmdline, usable, image, initrd, footprint, givenBack } = kernel;
  const have = total(usable);
  const boot = bootParts(kernel);
  const { packed, unpacked } = initrdParts(initrd);
  const share = Math.min(1, sizeOf(image) / footprint.imageSize);
  const work = footprint.atWork.map(({ name, bytes }) => estimate(name, Math.round(bytes * share)));
  const spare = estimate('kept free (min_free_kbytes)', keptFree(have - sum([...boot, ...packed]), kernel));
  const cma = contiguous(kernel, sum(packed));
  const movable = cma === 0 ? [] : [exact('for movable pages alone (CMA)', cma)];
  const back = givenBack === 0 ? [] : [exact('init code and gaps, given back', -givenBack)];
  const programs = estimate('programs', initrd?.userSpace ?? USER_SPACE);
  const half = unpacked.map(({ bytes }) => exact('as much again, which tmpfs leaves alone', bytes));
  return [
    { moment: 'unpacking', parts: [...boot, ...packed, ...unpacked, ...work, spare] },
    { moment: 'running', parts: [...boot, ...back, ...unpacked, ...work, programs, spare] },
    { moment: 'kernel allocations', parts: [...boot, ...packed, ...work, spare, ...movable] },
    ...(rootFileSystemOf(cmdline) === 'tmpfs'
      ? [
          {
            moment: 'root file system',
            parts: [...boot, ...packed, ...movable, ...unpacked, ...half],
          } as const,
        ]
      : []),
  ];
};

const demand = (kernel: StartingKernel): Demand => {
  const moments = momentsOf(kernel);
  const have = total(kernel.usable);
  const tightest = moments.reduce((most, one) => (sum(one.parts) > sum(most.parts) ? one : most));
  return { ...tightest, need: sum(tightest.parts), verdict: verdictOf(moments, have) };
};

interface Moment {
  readonly moment: TightMoment;
  readonly parts: readonly NeedPart[];
}

const verdictOf = (moments: readonly Moment[], have: number): MemoryNeed['verdict'] => {
  const exceed = (name: TightMoment, counts: (part: NeedPart) => boolean): boolean =>
    moments.some(({ moment, parts }) => moment === name && sum(parts.filter(counts)) > have);
  const certain = ({ basis }: NeedPart): boolean => basis === 'exact';
  const all = (): boolean => true;
  if (exceed('unpacking', certain) || exceed('running', certain)) return 'short';
  if (exceed('root file system', all)) return 'write error';
  return moments.some(({ parts }) => sum(parts) > have) ? 'doubtful' : 'enough';
};

/**
 * Bytes that a kernel can allocate for itself once its first programs run, page cache that can be dropped included:
 * what boot, its own work, the files of its initrd and the programs took is gone, and the packed initrd and init code are
 * back. An estimate.
 */
export const kernelFreeAfterBoot = (kernel: StartingKernel): number => {
  const parts = momentsOf(kernel).find(({ moment }) => moment === 'running')?.parts ?? [];
  return Math.max(0, total(kernel.usable) - sum(parts));
};

/** More memory has a larger memory map, and may have room for what a smaller one goes without. */
const MOST_ROUNDS = 8;

/** The same memory with so many bytes more in its largest piece. */
const grown = (ranges: readonly AddressRange[], bytes: number): AddressRange[] => {
  const largest = ranges.reduce((most, one) => (sizeOf(one) > sizeOf(most) ? one : most));
  return normalised(
    ranges.map((range) => (range === largest ? { ...range, end: range.end + bytes } : range)),
  );
};

/**
 * What a kernel needs at the moment when memory is tightest: where it has less, what a machine with just enough would
 * need. Parts that are estimates say so; each has its source in docs/spec/core.md, section 6.4.
 */
export const memoryNeed = (kernel: StartingKernel): MemoryNeed => {
  const have = total(kernel.usable);
  const here = demand(kernel);
  let enough: Demand = here;
  let size = have;
  for (let round = 0; round < MOST_ROUNDS && enough.need > size; round += 1) {
    size = enough.need;
    const { ram, usable } = kernel;
    enough = demand({ ...kernel, ram: grown(ram, size - have), usable: grown(usable, size - have) });
  }
  return { have, need: enough.need, moment: enough.moment, parts: enough.parts, verdict: here.verdict };
};
