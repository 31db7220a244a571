import { isAligned } from '../address/align.js';
import type { AddressRange } from '../address/range.js';
import { covers, sizeOf } from '../address/range.js';
import { bareHex, hex } from '../address/text.js';
import { withHotAdded, withRemoved } from '../firmware/firmware-map.js';
import type { Result } from '../machine/result.js';
import { done, refuse } from '../machine/result.js';
import type { Transition } from '../machine/transition.js';
import { SYSTEM_RAM, IORESOURCE_SYSRAM_DRIVER_MANAGED, joinFlags } from '../resource/flags.js';
import { mergeSystemRam } from '../resource/merge.js';
import { releaseMemRegionAdjustable } from '../resource/release-adjustable.js';
import { requestMemRegion } from '../resource/request-region.js';
import type { MemoryBlock } from './block.js';
import type { BlockDevices } from './block-devices.js';
import { blockRange, blocksIn } from './blocks.js';
import type { MemoryGeometry } from './geometry.js';
import { memblockAdd, memblockRemove } from './memblock.js';
import type { MemoryGroup, MemoryState } from './state.js';

/** The name of memory that firmware and the kernel agree on. */
export const SYSTEM_RAM_NAME = 'System RAM';

/** The group that new memory joins: an existing one by number, or a new one. */
export type DeviceGroup = Pick<MemoryGroup, 'kind' | 'pages'> & { readonly id?: number };

/** What a provider asks of add_memory. */
export interface AddMemory {
  readonly range: AddressRange;
  readonly node: number;
  /** Resource name; anything but `System RAM` is driver managed (core R2.30). */
  readonly resourceName: string;
  /** Blocks that belong together for the auto-movable policy. */
  readonly group?: DeviceGroup;
  /** MHP_MERGE_RESOURCE */
  readonly mergeResource?: boolean;
}

/** add_memory() and remove_memory(): mm/memory_hotplug.c. Stateless. */
export class MemoryHotplug {
  readonly #geometry: MemoryGeometry;
  readonly #blocks: BlockDevices;

  constructor(geometry: MemoryGeometry, blocks: BlockDevices) {
    this.#geometry = geometry;
    this.#blocks = blocks;
  }

  /** add_memory(): resource, range checks, blocks, firmware map, and onlining where the kernel does that itself (core R2.15). */
  add(transition: Transition, request: AddMemory): Result {
    const { range, resourceName } = request;
    const { memory, iomem } = transition.machine;

    const reach = this.#geometry.hotplugRange(transition.machine);
    if (!covers(reach, range)) {
      transition.say(
        'warn',
        `Hotplug memory [${hex(range.start)}-${hex(range.end)}] exceeds maximum addressable range [${hex(reach.start)}-${hex(reach.end)}]`,
      );
      return refuse('E2BIG', 'the range is outside what the linear map reaches');
    }
    const driverManaged = resourceName !== SYSTEM_RAM_NAME;
    const requested = requestMemRegion(
      iomem,
      range,
      resourceName,
      joinFlags(SYSTEM_RAM, driverManaged ? IORESOURCE_SYSRAM_DRIVER_MANAGED : 0),
    );
    if (!requested.ok) {
      transition.say(
        'debug',
        `Unable to reserve System RAM region: ${bareHex(range.start, 16)}->${bareHex(range.end, 16)}`,
      );
      return refuse('EEXIST', `${requested.conflict.name} is in the way`);
    }

    const { blockSize } = memory;
    if (sizeOf(range) === 0 || !isAligned(range.start, blockSize) || !isAligned(sizeOf(range), blockSize)) {
      transition.say(
        'error',
        `Block size [${hex(blockSize)}] unaligned hotplug range: start ${hex(range.start)}, size ${hex(sizeOf(range))}`,
      );
      return refuse('EINVAL', `memory is added in blocks of ${hex(blockSize)} bytes`);
    }
    for (const [id] of blocksIn(memory, range)) return refuse('EEXIST', `memory${id} is there already`);

    const { memblock, firmwareMap } = transition.machine;
    transition.update({
      iomem:
        request.mergeResource === true ? mergeSystemRam(requested.tree, requested.path).tree : requested.tree,
      memory: withNewBlocks(memory, request, this.#geometry.pageSize),
      memblock: memblock && memblockAdd(memblock, { range, nomap: false, driverManaged, hotplug: false }),
      firmwareMap: driverManaged
        ? firmwareMap
        : firmwareMap && withHotAdded(firmwareMap, range, SYSTEM_RAM_NAME),
    });
    transition.emit({ type: 'memory:added', range, resource: resourceName });
    this.#autoOnline(transition, range);
    return done;
  }

  /** remove_memory(): every block must be offline already (core R2.21). No notifier hears of it (core R2.24). */
  remove(transition: Transition, range: AddressRange): Result {
    const { memory, iomem, memblock, firmwareMap } = transition.machine;
    for (const id of this.#blocks.notOffline(memory, range)) {
      const { start, end } = blockRange(memory, id);
      transition.say(
        'warn',
        `removing memory fails, because memory [0x${bareHex(start, 16)}-0x${bareHex(end - 1, 16)}] is onlined`,
      );
      return refuse('EBUSY', `memory${id} is online`);
    }
    transition.update({
      firmwareMap: firmwareMap && withRemoved(firmwareMap, range, SYSTEM_RAM_NAME),
      memory: withoutBlocks(memory, range),
      memblock: memblock && memblockRemove(memblock, range),
      iomem: releaseMemRegionAdjustable(iomem, range).tree,
    });
    transition.emit({ type: 'memory:removed', range });
    return done;
  }

  /** offline_and_remove_memory(): offline what is online, then remove; on failure put back what was taken (core R2.23). */
  offlineAndRemove(transition: Transition, range: AddressRange): Result {
    const { blockSize } = transition.machine.memory;
    if (sizeOf(range) === 0 || !isAligned(range.start, blockSize) || !isAligned(range.end, blockSize)) {
      return refuse('EINVAL', `memory is removed in blocks of ${hex(blockSize)} bytes`);
    }
    const taken: [number, MemoryBlock][] = [];
    for (const [id, block] of blocksIn(transition.machine.memory, range)) {
      if (block.state === 'offline') continue;
      const outcome = this.#blocks.offline(transition, id);
      if (!outcome.ok) {
        for (const [back, before] of taken) {
          this.#blocks.online(
            transition,
            back,
            before.zone === 'Movable' ? 'online_movable' : 'online_kernel',
          );
        }
        return outcome;
      }
      taken.push([id, block]);
    }
    return this.remove(transition, range);
  }

  /** Onlines new blocks in order and stops, silently, at the first that refuses (core R2.16). */
  #autoOnline(transition: Transition, range: AddressRange): void {
    const type = transition.machine.memory.autoOnline;
    if (type === 'offline') return;
    for (const [id] of blocksIn(transition.machine.memory, range)) {
      if (!this.#blocks.online(transition, id, type).ok) return;
    }
  }
}

const withNewBlocks = (memory: MemoryState, request: AddMemory, pageSize: number): MemoryState => {
  const { blockSize } = memory;
  const { range, node, group } = request;
  const groupId = group === undefined ? undefined : (group.id ?? memory.nextGroup);
  const block: MemoryBlock = {
    state: 'offline',
    zone: undefined,
    node,
    early: false,
    holes: false,
    pendingType: undefined,
    group: groupId,
    memmapPages: memmapPages(memory, range, pageSize),
  };
  const first = range.start / blockSize;
  const count = sizeOf(range) / blockSize;
  const fresh = Array.from({ length: count }, (_, index): [number, MemoryBlock] => [first + index, block]);
  const isNewGroup = groupId !== undefined && !memory.groups.has(groupId);
  return {
    ...memory,
    blocks: memory.blocks.withAll(fresh),
    groups: isNewGroup
      ? new Map(memory.groups).set(groupId, {
          id: groupId,
          node,
          kind: group!.kind,
          pages: group!.pages,
          presentKernel: 0,
          presentMovable: 0,
        })
      : memory.groups,
    nextGroup: isNewGroup ? Math.max(memory.nextGroup, groupId + 1) : memory.nextGroup,
    generation: memory.generation + 1,
  };
};

/** Bytes of struct page. */
const STRUCT_PAGE_SIZE = 64;
const PMD_SIZE = 2 * 1024 * 1024;

/** Pages that hold the block's own memmap: only when asked for, and only for exactly one block (core R2.20). */
const memmapPages = (memory: MemoryState, range: AddressRange, pageSize: number): number => {
  if (!memory.tunables.memmapOnMemory || sizeOf(range) !== memory.blockSize) return 0;
  const bytes = (memory.blockSize / pageSize) * STRUCT_PAGE_SIZE;
  return isAligned(bytes, PMD_SIZE) ? bytes / pageSize : 0;
};

const withoutBlocks = (memory: MemoryState, range: AddressRange): MemoryState => {
  const first = Math.floor(range.start / memory.blockSize);
  const end = Math.ceil(range.end / memory.blockSize);
  const gone = new Set([...blocksIn(memory, range)].map(([, { group }]) => group));
  const blocks = memory.blocks.withoutRange(first, end);
  const groups = new Map(memory.groups);
  for (const id of gone) {
    const group = id === undefined ? undefined : groups.get(id);
    if (group?.kind === 'static') groups.delete(group.id);
  }
  return { ...memory, blocks, groups, generation: memory.generation + 1 };
};

/** The pages of a whole device, for the group of its blocks. */
export const staticGroup = (range: AddressRange, pageSize: number): DeviceGroup => ({
  kind: 'static',
  pages: sizeOf(range) / pageSize,
});
