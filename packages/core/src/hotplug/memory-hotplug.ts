import type { AddressRange } from '@warmboot/address';
import { alignUp, isAligned, covers, sizeOf, bareHex, hex, humanSize, memRange } from '@warmboot/address';
import type { FirmwareMap } from '../memory/firmware-map.js';
import { withHotAdded, withRemoved } from '../memory/firmware-map.js';
import type { Errno } from '../answer/errno.js';
import { ERRNO } from '../answer/errno.js';
import { parseKernelNumber } from '../answer/kernel-number.js';
import type { Machine } from '../machine/machine.js';
import type { Result, Success } from '../answer/result.js';
import { done, refuse, succeed } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';
import { SYSTEM_RAM, IORESOURCE_SYSRAM_DRIVER_MANAGED, joinFlags } from '../resource/flags.js';
import { mergeSystemRam } from '../resource/merge.js';
import { releaseMemRegionAdjustable } from '../resource/release-adjustable.js';
import type { RegionGranted } from '../resource/request-region.js';
import { requestMemRegion } from '../resource/request-region.js';
import type { MemoryBlock } from '../memory/block.js';
import type { BlockDevices } from './block-devices.js';
import { blockRange, blocksIn } from '../memory/blocks.js';
import type { KernelProfile } from '../contract/profile.js';
import type { MemoryChange, Policy } from '../contract/policy.js';
import type { MemoryGeometry } from '../contract/memory-geometry.js';
import type { DeviceGroup } from '../memory/groups.js';
import { withGroup, withGroupBlocks } from '../memory/groups.js';
import { memblockAdd, memblockRemove } from '../memory/memblock.js';
import { takeKernelPages } from '../memory/kernel-pages.js';
import { allocateMemmap, memmapOf } from './memmap-allocation.js';
import { memmapPages, supportsMemmapOnMemory } from '../memory/memmap-on-memory.js';
import type { MemoryState } from '../memory/state.js';
import { MOVABLE } from '../memory/zone.js';

/** The name of memory that firmware and the kernel agree on. */
export const SYSTEM_RAM_NAME = 'System RAM';

/** What a provider asks of add_memory. */
export interface AddMemory {
  readonly range: AddressRange;
  readonly node: number;
  /** Resource name; anything but `System RAM` is driver managed (core R2.30). */
  readonly resourceName: string;
  /** Whether a driver manages it, so that kexec_file_load passes it by; as the name says where absent (core R2.30). */
  readonly driverManaged?: boolean;
  /** Blocks that belong together for the auto-movable policy. */
  readonly group?: DeviceGroup;
  /** MHP_MERGE_RESOURCE */
  readonly mergeResource?: boolean;
  /** MHP_MEMMAP_ON_MEMORY: the block holds its own memmap; refused where that is not supported (core R2.20). */
  readonly memmapOnMemory?: boolean;
}

/** The kernel that memory is added to. */
export interface HotplugKernel {
  /** Name of its architecture, for messages. */
  readonly architecture: string;
  readonly profile: KernelProfile;
}

/** add_memory() and remove_memory(): mm/memory_hotplug.c. Stateless. */
export class MemoryHotplug {
  readonly #geometry: MemoryGeometry;
  readonly #blocks: BlockDevices;
  readonly #kernel: HotplugKernel;
  readonly #policies: readonly Policy[];

  constructor(
    geometry: MemoryGeometry,
    blocks: BlockDevices,
    kernel: HotplugKernel,
    policies: readonly Policy[] = [],
  ) {
    this.#geometry = geometry;
    this.#blocks = blocks;
    this.#kernel = kernel;
    this.#policies = policies;
  }

  /** Where memory can be added; ENOSYS for an architecture, or a version, that adds none. */
  reach(machine: Machine): Result<AddressRange> {
    const { architecture, profile } = this.#kernel;
    if (this.#geometry.hotplugRange === undefined) {
      return refuse('ENOSYS', `memory hotplug is not supported on ${architecture}`);
    }
    const range = this.#geometry.hotplugRange(machine, profile);
    if (range !== undefined) return succeed(range);
    return refuse('ENOSYS', `memory hotplug is not supported on ${architecture} in ${profile.name}`);
  }

  /** add_memory(): resource, range checks, blocks, firmware map, and onlining where the kernel does that itself (core R2.15). */
  add(transition: Transition, request: AddMemory): Result {
    const { range, resourceName } = request;
    const reach = this.reach(transition.machine);
    if (!reach.ok) return reach;
    const allowed = this.#allows(transition, { kind: 'add', range });
    if (!allowed.ok) return allowed;
    const registered = this.#register(transition, request, reach.value);
    if (!registered.ok) return registered;
    const checked = this.#check(transition, request);
    if (!checked.ok) return checked;

    const mapped = allocateMemmap(transition, request);
    if (!mapped.ok) return mapped;

    const { memory, memblock, firmwareMap } = transition.machine;
    const driverManaged = isDriverManaged(request);
    const { tree, path } = registered.value;
    transition.update({
      iomem: request.mergeResource === true ? mergeSystemRam(tree, path).tree : tree,
      memory: takeKernelPages(withNewBlocks(memory, request), mapped.value),
      memblock: memblock && memblockAdd(memblock, { range, nomap: false, driverManaged, hotplug: false }),
      firmwareMap: firmwareMap && this.#described(firmwareMap, request),
    });
    transition.emit({ type: 'memory:added', range, resource: resourceName });
    this.#autoOnline(transition, range);
    return done;
  }

  /** add_memory_driver_managed(): the name must be `System RAM (...)` (core R2.18). */
  addDriverManaged(transition: Transition, request: AddMemory): Result {
    const { resourceName } = request;
    if (!resourceName.startsWith('System RAM (') || !resourceName.endsWith(')')) {
      return refuse('EINVAL', `${JSON.stringify(resourceName)} is not of the form "System RAM (driver)"`);
    }
    return this.add(transition, request);
  }

  /** A write to /sys/devices/system/memory/probe: one block at an address that the user vouches for (core R2.12). */
  probe(transition: Transition, text: string): Result {
    const { memory, platform } = transition.machine;
    if (this.#geometry.memoryProbe !== true) return refuse('ENOENT', 'this kernel has no memory/probe file');
    const address = parseKernelNumber(text);
    if (!address.ok) return address;
    if (address.value % BigInt(memory.blockSize) !== 0n) {
      return refuse('EINVAL', `${hex(address.value)} is not a multiple of ${hex(memory.blockSize)}`);
    }
    // Addresses that a number cannot hold are above every physical limit, and rounding does not bring them below it.
    const start = Number(address.value);
    return this.add(transition, {
      range: { start, end: start + memory.blockSize },
      node: platform.nodes[0] ?? 0,
      resourceName: SYSTEM_RAM_NAME,
    });
  }

  /** The type that a policy gives hot-added memory in the firmware map. */
  get #mapType(): string | undefined {
    return this.#policies.findLast(({ firmwareMapType }) => firmwareMapType !== undefined)?.firmwareMapType;
  }

  /** Every policy is asked, in order. */
  #allows(transition: Transition, change: MemoryChange): Result {
    for (const policy of this.#policies) {
      const verdict = policy.checkChange?.(transition, change) ?? done;
      if (!verdict.ok) return verdict;
    }
    return done;
  }

  /** The firmware map with the new memory: only plain System RAM enters it, unless a policy says otherwise (core R2.29). */
  #described(map: FirmwareMap, request: AddMemory): FirmwareMap {
    const type = this.#mapType;
    if (type === 'none' || (type === undefined && request.resourceName !== SYSTEM_RAM_NAME)) return map;
    return withHotAdded(map, request.range, type ?? SYSTEM_RAM_NAME);
  }

  /** register_memory_resource() (core R2.30). */
  #register(
    transition: Transition,
    request: AddMemory,
    reach: AddressRange,
  ): Success<RegionGranted> | Refused {
    const { range, resourceName } = request;
    if (sizeOf(range) <= 0 || !covers(reach, range)) {
      // The range is printed with an exclusive end, the limit with an inclusive one.
      transition.say(
        'warn',
        `Hotplug memory [${hex(range.start)}-${hex(range.end)}] exceeds maximum addressable range [${hex(reach.start)}-${hex(reach.end - 1)}]`,
      );
      return refuse('E2BIG', 'the range is outside what the linear map reaches');
    }
    const managed = isDriverManaged(request) ? IORESOURCE_SYSRAM_DRIVER_MANAGED : 0;
    const { iomem } = transition.machine;
    const requested = requestMemRegion(iomem, range, resourceName, joinFlags(SYSTEM_RAM, managed));
    for (const line of requested.log) transition.say('warn', line);
    if (requested.ok) return { ok: true, value: requested };
    transition.say(
      'debug',
      `Unable to reserve System RAM region: ${bareHex(range.start, 16)}->${bareHex(range.end, 16)}`,
    );
    return refuse('EEXIST', `${requested.conflict.name} is in the way`);
  }

  /** The checks of add_memory_resource(), in their order (core R2.15). */
  #check(transition: Transition, request: AddMemory): Result {
    const { range, group, node } = request;
    const { memory, platform } = transition.machine;
    const { blockSize } = memory;
    if (!isAligned(range.start, blockSize) || !isAligned(sizeOf(range), blockSize)) {
      transition.say(
        'error',
        `Block size [${hex(blockSize)}] unaligned hotplug range: start ${hex(range.start)}, size ${hex(sizeOf(range))}`,
      );
      const wouldDo = `${humanSize(alignUp(sizeOf(range), blockSize))} at ${hex(alignUp(range.start, blockSize))}`;
      const reason = `memory is added in whole blocks of ${humanSize(blockSize)}; the next that are: ${wouldDo}`;
      return refuse('EINVAL', reason);
    }
    if (group?.id !== undefined && !memory.groups.has(group.id)) {
      return refuse('EINVAL', `there is no memory group ${group.id}`);
    }
    if (!platform.nodes.includes(node)) {
      transition.say('warn', `node ${node} was absent from the node_possible_map`);
      return refuse('EINVAL', `there is no node ${node}`);
    }
    if (request.memmapOnMemory === true && !supportsMemmapOnMemory(memory, range)) {
      return refuse('EINVAL', 'memmap_on_memory is not supported for this range');
    }
    for (const [id] of blocksIn(memory, range)) return refuse('EEXIST', `memory${id} is there already`);
    return done;
  }

  /**
   * remove_memory(): every block must be offline already (core R2.21). No notifier hears of it (core R2.24).
   * @throws TypeError for a range that is not made of whole blocks, where the kernel is a BUG
   */
  remove(transition: Transition, range: AddressRange): Result {
    const { memory, iomem, memblock, firmwareMap } = transition.machine;
    const { blockSize } = memory;
    if (sizeOf(range) <= 0 || !isAligned(range.start, blockSize) || !isAligned(range.end, blockSize)) {
      throw new TypeError(`${memRange(range)} is not made of whole memory blocks`);
    }
    for (const id of this.#blocks.notOffline(memory, range)) {
      transition.say(
        'warn',
        `removing memory fails, because memory ${lineRange(blockRange(memory, id))} is onlined`,
      );
      return refuse('EBUSY', `memory${id} is online`);
    }
    if (sizeOf(range) !== blockSize && holdsMemmap(memory, range)) {
      transition.say('warn', `Refuse to remove ${hex(range.start)} - ${hex(range.end)},wrong granularity`);
      return refuse('EINVAL', 'blocks that hold their own memmap are removed one by one');
    }
    const allowed = this.#allows(transition, { kind: 'remove', range });
    if (!allowed.ok) return allowed;
    transition.update({
      firmwareMap: firmwareMap && withRemoved(firmwareMap, range, this.#mapType ?? SYSTEM_RAM_NAME),
      memory: takeKernelPages(withoutBlocks(memory, range), -memmapOf(memory, range)),
      memblock: memblock && memblockRemove(memblock, range),
      iomem: releaseMemRegionAdjustable(iomem, range).tree,
    });
    transition.emit({ type: 'memory:removed', range });
    return done;
  }

  /** offline_and_remove_memory(): offline what is online, then remove; on failure put back what was taken (core R2.23). */
  offlineAndRemove(transition: Transition, range: AddressRange): Result {
    const { blockSize } = transition.machine.memory;
    if (sizeOf(range) <= 0 || !isAligned(range.start, blockSize) || !isAligned(range.end, blockSize)) {
      return refuse('EINVAL', `memory is removed in blocks of ${hex(blockSize)} bytes`);
    }
    const taken: [number, MemoryBlock][] = [];
    const outcome = this.#offlineEach(transition, range, taken);
    const removed = outcome.ok ? this.remove(transition, range) : outcome;
    if (removed.ok) return removed;
    if (outcome.ok) {
      transition.say(
        'error',
        `offline_and_remove_memory: Failed to remove memory: ${errnoNumber(removed.errno)}`,
      );
    }
    for (const [id, { zone }] of taken) {
      const back = this.#blocks.online(transition, id, zone === MOVABLE ? 'online_movable' : 'online_kernel');
      if (!back.ok) {
        transition.say(
          'warn',
          `try_reonline_memory_block: Failed to re-online memory: ${errnoNumber(back.errno)}`,
        );
      }
    }
    return removed;
  }

  /** Stops at the first that refuses; `taken` gets those that went offline, as they were. */
  #offlineEach(transition: Transition, range: AddressRange, taken: [number, MemoryBlock][]): Result {
    for (const [id, block] of blocksIn(transition.machine.memory, range)) {
      if (block.state === 'offline') continue;
      const outcome = this.#blocks.offline(transition, id);
      if (!outcome.ok) return outcome;
      taken.push([id, block]);
    }
    return done;
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

type Refused = ReturnType<typeof refuse>;

const isDriverManaged = ({ resourceName, driverManaged }: AddMemory): boolean =>
  driverManaged ?? resourceName !== SYSTEM_RAM_NAME;

/** `[0x0000000100000000-0x0000000107ffffff]`: two `%pa`, with an inclusive end. */
const lineRange = ({ start, end }: AddressRange): string =>
  `[0x${bareHex(start, 16)}-0x${bareHex(end - 1, 16)}]`;

const errnoNumber = (errno: Errno): number => -ERRNO[errno];

const holdsMemmap = (memory: MemoryState, range: AddressRange): boolean => {
  for (const [, block] of blocksIn(memory, range)) if (block.memmapPages > 0) return true;
  return false;
};

const withNewBlocks = (memory: MemoryState, request: AddMemory): MemoryState => {
  const { blockSize } = memory;
  const { range, group } = request;
  const known = group?.id === undefined ? undefined : memory.groups.get(group.id);
  const node = known?.node ?? request.node;
  const fresh = group === undefined || known !== undefined ? undefined : withGroup(memory, group, node);
  const groupId = known?.id ?? fresh?.id;
  const block: MemoryBlock = {
    state: 'offline',
    zone: undefined,
    node,
    early: false,
    holes: false,
    pendingType: undefined,
    group: groupId,
    memmapPages: request.memmapOnMemory === true ? memmapPages(memory) : 0,
  };
  const first = range.start / blockSize;
  const count = sizeOf(range) / blockSize;
  const added = Array.from({ length: count }, (_, index): [number, MemoryBlock] => [first + index, block]);
  const { groups, dynamicGroups, nextGroup } = fresh ?? memory;
  return {
    ...memory,
    blocks: memory.blocks.withAll(added),
    groups: withGroupBlocks(groups, groupId, count),
    dynamicGroups,
    nextGroup,
    generation: memory.generation + 1,
  };
};

const withoutBlocks = (memory: MemoryState, range: AddressRange): MemoryState => {
  const { blockSize } = memory;
  const leaving = new Map<number | undefined, number>();
  for (const [, { group }] of blocksIn(memory, range)) leaving.set(group, (leaving.get(group) ?? 0) + 1);
  let { groups } = memory;
  for (const [id, count] of leaving) groups = withGroupBlocks(groups, id, -count);
  const blocks = memory.blocks.withoutRange(range.start / blockSize, range.end / blockSize);
  return { ...memory, blocks, groups, generation: memory.generation + 1 };
};

/** The pages of a whole device, for the group of its blocks. */
export const staticGroup = (range: AddressRange, pageSize: number): DeviceGroup => ({
  kind: 'static',
  pages: sizeOf(range) / pageSize,
});
