import { FormatError } from '@warmboot/format';
import type { AddressRange } from '@warmboot/address';
import { intersection, normalised, sizeOf, SortedMap } from '@warmboot/address';

import { FirmwareMap } from '../memory/firmware-map.js';
import type { KernelImage, KernelSection } from '../image/kernel-image.js';
import { NO_KEXEC } from '../image/kexec-state.js';
import type { MemoryBlock } from '../memory/block.js';
import { isOnlineType } from '../memory/block.js';
import { tunablesOf } from '../boot/boot-options.js';
import type { MemoryGeometry } from '../contract/memory-geometry.js';
import type { MemoryState } from '../memory/state.js';
import type { Zone } from '../memory/zone.js';
import { kernelPagesOf } from '../memory/kernel-pages.js';
import { emptyZone, MOVABLE } from '../memory/zone.js';
import { highestKernelZone } from '../memory/zonelists.js';
import { PhysicalMemory } from '../physical/physical-memory.js';

import type { Architecture } from '../contract/architecture.js';
import { parseIomem } from '../resource/iomem-text.js';
import { preorder } from '../resource/preorder.js';
import type { ResourceTree } from '../resource/tree.js';
import { NO_LOCKS } from '../machine/locks.js';
import type { Machine } from '../machine/machine.js';
import type { MachineSecurity } from '../machine/security.js';
import type { ObservedBlock, ObservedFirmwareMapEntry } from './observe.js';
import type { Platform } from '../device/platform.js';
import { withObservedVirtioMem } from './virtio-mem.js';

/** One zone of /proc/zoneinfo. Pages. */
export interface ObservedZone {
  readonly node: number;
  readonly zone: string;
  readonly spanned: number;
  readonly present: number;
  readonly managed: number;
  /** Pages that are free, or hold page cache that can be dropped; undefined where nobody told. */
  readonly available?: number;
  /** Absent for an empty zone. */
  readonly start_pfn?: number;
}

/** A running machine as somebody saw it: the texts of /proc and /sys, the files, and what is known of the hardware. */
export interface Observation {
  readonly cmdline: string;
  /** /proc/iomem, read with the right to see addresses. */
  readonly iomem: string;
  readonly blocks: Readonly<
    Record<string, Pick<ObservedBlock, 'state' | 'valid_zones'> & Partial<ObservedBlock>>
  >;
  /** Single-value files by path. */
  readonly sys: Readonly<Record<string, string>>;
  readonly firmwareMap?: readonly ObservedFirmwareMapEntry[] | undefined;
  readonly zones: readonly ObservedZone[];
  /** Who may load and jump; nobody is kept from it where absent. */
  readonly security?: MachineSecurity | undefined;
  /** The boot log, without time stamps. */
  readonly dmesg: readonly string[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The kernel that runs, when its file is known. */
  readonly image: KernelImage | undefined;
  /** Hardware that no text shows. */
  readonly hardware: Pick<Platform, 'hotplug' | 'hypervisor' | 'nodes' | 'virtioMem'>;
}

const BLOCK_SIZE_FILE = '/sys/devices/system/memory/block_size_bytes';
const AUTO_ONLINE_FILE = '/sys/devices/system/memory/auto_online_blocks';

/** Makes the machine that shows what was observed. @throws FormatError for texts that do not parse or contradict each other */
export const machineFromObservation = (architecture: Architecture, seen: Observation): Machine => {
  const iomem = parseIomem(seen.iomem, architecture.resourceNames.classify);
  const bootRam = normalised(resourcesNamed(iomem, (name) => name === 'System RAM'));
  const log = architecture.bootLog?.recover(seen.dmesg, iomem);
  const crash = [...resourcesNamed(iomem, (name) => name === 'Crash kernel')];
  const machine: Machine = {
    platform: { ...seen.hardware, bootRam, dimms: new Map() },
    kernel: {
      cmdline: seen.cmdline,
      generation: 0,
      isCapture: /(^|\s)elfcorehdr=/.test(seen.cmdline),
      image: seen.image,
      sections: seen.image === undefined ? [] : sectionsOf(architecture, iomem, seen.image),
    },
    iomem,
    memory: memoryFrom(seen, iomem, architecture.memory),
    contents: PhysicalMemory.EMPTY,
    firmwareMap: firmwareMapFrom(seen.firmwareMap ?? []),
    memblock: log?.memblock,
    kexec: {
      ...NO_KEXEC,
      crashRegion: crash.at(-1),
      crashLowRegion: crash.length > 1 ? crash[0] : undefined,
    },
    ...(seen.security === undefined ? {} : { security: seen.security }),
    files: new Map([...(log?.files ?? []), ...seen.files]),
    locks: NO_LOCKS,
    halted: undefined,
  };
  return withObservedVirtioMem(machine, architecture.memory);
};

function* resourcesNamed(tree: ResourceTree, wanted: (name: string) => boolean): Generator<AddressRange> {
  for (const { resource } of preorder(tree.root)) {
    if (wanted(resource.name)) yield { start: resource.start, end: resource.end };
  }
}

/** The running kernel's sections, relative to where its image was placed. */
const sectionsOf = (
  { resourceNames }: Architecture,
  iomem: ResourceTree,
  image: KernelImage,
): KernelSection[] => {
  const found = resourceNames.kernelSections.flatMap((name) =>
    [...resourcesNamed(iomem, (other) => other === name)].slice(0, 1).map((range) => ({ name, range })),
  );
  if (found.length === 0) return [];
  const base = resourceNames.kernelBase(
    found.map(({ range }) => range),
    image,
  );
  return found.map(({ name, range }) => ({ name, start: range.start - base, end: range.end - base }));
};

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'observation', field, found, allowed });

const memoryFrom = (
  seen: Observation,
  iomem: ResourceTree,
  { pageSize }: Pick<MemoryGeometry, 'pageSize'>,
): MemoryState => {
  const sizeText = seen.sys[BLOCK_SIZE_FILE];
  const blockSize =
    sizeText !== undefined && /^[0-9a-f]+$/.test(sizeText) ? Number.parseInt(sizeText, 16) : Number.NaN;
  if (!Number.isSafeInteger(blockSize) || !Number.isInteger(Math.log2(blockSize))) {
    throw fault(BLOCK_SIZE_FILE, JSON.stringify(sizeText), 'a power of two in hexadecimal without 0x');
  }
  const autoOnline = seen.sys[AUTO_ONLINE_FILE] ?? 'offline';
  if (!isOnlineType(autoOnline)) {
    throw fault(
      AUTO_ONLINE_FILE,
      JSON.stringify(autoOnline),
      'offline, online, online_kernel or online_movable',
    );
  }
  const ram = normalised(resourcesNamed(iomem, (name) => name === 'System RAM'));
  const blocks = SortedMap.of(
    Object.entries(seen.blocks).map(
      ([name, block]) => [blockNumber(name), blockFrom(name, block, blockSize, ram)] as const,
    ),
  );
  const state: MemoryState = {
    pageSize,
    blockSize,
    blocks,
    zones: seen.zones.map((zone) => zoneFrom(zone)),
    groups: SortedMap.of(),
    dynamicGroups: [],
    nextGroup: 0,
    autoOnline,
    tunables: tunablesOf(seen.cmdline),
    totalRamPages: seen.zones.reduce((sum, { managed }) => sum + managed, 0),
    policyZone: -1,
    unmovable: new Set(),
    generation: 0,
  };
  const free = availableIn(seen.zones);
  return {
    ...state,
    ...(free === undefined ? {} : { kernelPages: kernelPagesOf(state, free * pageSize) }),
    policyZone: highestKernelZone(state),
  };
};

/** Pages that the kernel can allocate; undefined unless every kernel zone tells. */
const availableIn = (zones: readonly ObservedZone[]): number | undefined =>
  zones
    .filter(({ zone, managed }) => zone !== MOVABLE && managed > 0)
    .reduce<number | undefined>(
      (pages, { available }) =>
        pages === undefined || available === undefined ? undefined : pages + available,
      0,
    );

const blockNumber = (name: string): number => {
  const match = /^memory(\d+)$/.exec(name);
  if (match === null) throw fault('a memory block', JSON.stringify(name), 'memory<number>');
  return Number(match[1]);
};

const blockFrom = (
  name: string,
  { state, valid_zones, node }: Observation['blocks'][string],
  blockSize: number,
  ram: readonly AddressRange[],
): MemoryBlock => {
  if (state !== 'online' && state !== 'offline') {
    throw fault(`${name}/state`, JSON.stringify(state), 'online or offline');
  }
  const start = blockNumber(name) * blockSize;
  const range = { start, end: start + blockSize };
  const inside = ram.reduce((sum, piece) => {
    const part = intersection(piece, range);
    return part === undefined ? sum : sum + sizeOf(part);
  }, 0);
  return {
    state,
    zone: state === 'offline' || valid_zones === 'none' ? undefined : valid_zones,
    node: Number(/^node(\d+)$/.exec(node ?? 'node0')?.[1] ?? 0),
    early: true,
    holes: inside < blockSize,
    pendingType: undefined,
    group: undefined,
    memmapPages: 0,
  };
};

/** A zone as it was seen: nothing tells the holes of its span, so all of it counts as RAM of the boot. */
const zoneFrom = (seen: ObservedZone): Zone => {
  const zone = emptyZone(seen.node, seen.zone);
  if (seen.start_pfn === undefined || seen.spanned === 0) return zone;
  const span = { start: seen.start_pfn, end: seen.start_pfn + seen.spanned };
  return {
    ...zone,
    span,
    bootPages: SortedMap.of([[span.start, span.end]]),
    present: seen.present,
    presentEarly: seen.present,
  };
};

const firmwareMapFrom = (entries: readonly ObservedFirmwareMapEntry[]): FirmwareMap =>
  FirmwareMap.of(
    entries.map(({ index, start, end, type }) => ({
      index,
      range: {
        start: addressOf(start, `firmware_memmap/${index}/start`),
        end: addressOf(end, `firmware_memmap/${index}/end`) + 1,
      },
      type,
    })),
  );

const addressOf = (text: string, field: string): number => {
  const value = /^0x[0-9a-f]+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value))
    throw fault(field, JSON.stringify(text), 'an address such as 0x100000000');
  return value;
};
