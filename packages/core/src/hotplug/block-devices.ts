import { overlaps, bareHex } from '@warmboot/address';

import type { Errno } from '../answer/errno.js';
import type { Machine } from '../machine/machine.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import { lockBlock, unlockBlock } from '../machine/hold-locks.js';
import type { Transition } from '../machine/transition.js';
import type { Policy } from '../contract/policy.js';
import type { KernelProfile } from '../contract/profile.js';
import type { MemoryBlock, OnlineType } from '../memory/block.js';
import { onlineTypeOf } from '../memory/block.js';
import { parseKernelBoolean } from '../answer/kernel-boolean.js';
import { blockPages, blocksIn, pendingTypeOf, wholeBlock, withBlock } from '../memory/blocks.js';
import type { MemoryGeometry } from '../contract/memory-geometry.js';
import type { MemoryEvent } from '../contract/memory-notifier.js';
import type { NotifierChain } from './notifier-chain.js';
import { notificationOf, notifyToErrno } from '../contract/memory-notifier.js';
import { OnlinePageSlot } from './online-page.js';
import { groupOf, withGroupPages } from '../memory/groups.js';
import { hasHoles } from './holes.js';
import type { MemoryState } from '../memory/state.js';
import { unmovablePage } from './unmovable.js';
import type { PfnRange, Zone } from '../memory/zone.js';
import { MOVABLE, emptyZone, isPopulated, withPages, withoutPages } from '../memory/zone.js';
import { shrunkSpan } from '../memory/zone-span.js';
import type { ZoneRequest } from '../memory/zone-request.js';
import { selectZone } from '../memory/zone-selection.js';
import type { ZonelistRules } from './rebuild-zonelists.js';
import { rebuildZonelists, zonelistRules } from './rebuild-zonelists.js';

/** The notifications of one direction: asked, done, called off. */
interface Notifications {
  readonly going: MemoryEvent;
  readonly done: MemoryEvent;
  readonly cancelled: MemoryEvent;
}

const ONLINING: Notifications = {
  going: 'MEM_GOING_ONLINE',
  done: 'MEM_ONLINE',
  cancelled: 'MEM_CANCEL_ONLINE',
};
const OFFLINING: Notifications = {
  going: 'MEM_GOING_OFFLINE',
  done: 'MEM_OFFLINE',
  cancelled: 'MEM_CANCEL_OFFLINE',
};

/**
 * Memory blocks going online and offline: drivers/base/memory.c over online_pages() and offline_pages() of
 * mm/memory_hotplug.c. Stateless; the state is the transition's.
 */
export class BlockDevices {
  readonly #geometry: MemoryGeometry;
  readonly #chain: NotifierChain;
  readonly #policies: readonly Policy[];
  readonly #onlinePages: OnlinePageSlot;
  readonly #zonelists: ZonelistRules;

  constructor(
    geometry: MemoryGeometry,
    chain: NotifierChain,
    policies: readonly Policy[] = [],
    onlinePages = new OnlinePageSlot(),
    profile: Pick<KernelProfile, 'memorylessNodes'> = {},
  ) {
    this.#zonelists = zonelistRules(geometry, profile);
    this.#onlinePages = onlinePages;
    this.#geometry = geometry;
    this.#chain = chain;
    this.#policies = policies;
  }

  /** A write to `memory<id>/state` (core R2.4). ENODEV where there is no such block. */
  writeState(transition: Transition, id: number, written: string): Result {
    const block = transition.machine.memory.blocks.get(id);
    if (block === undefined) return refuse('ENODEV', `there is no memory block ${id}`);
    const word = onlineTypeOf(written);
    if (word === undefined)
      return refuse('EINVAL', `"${written}" is none of offline, online, online_kernel, online_movable`);
    if (word === 'offline') {
      if (block.state === 'offline') return refuse('EINVAL', `memory${id} is offline already`);
      return this.offline(transition, id);
    }
    if (block.state === 'online') {
      // The refused write leaves its type behind for a later plain online (core R2.6).
      transition.update({ memory: withBlock(transition.machine.memory, id, { pendingType: word }) });
      return refuse('EINVAL', `memory${id} is online already`);
    }
    return this.online(transition, id, word);
  }

  /** A write to `memory<id>/online` (core R2.5): being there already is success. */
  writeOnline(transition: Transition, id: number, word: string): Result {
    const block = transition.machine.memory.blocks.get(id);
    if (block === undefined) return refuse('ENODEV', `there is no memory block ${id}`);
    const wanted = parseKernelBoolean(word);
    if (wanted === undefined) return refuse('EINVAL', `"${word}" is not a boolean`);
    if (wanted === (block.state === 'online')) return done;
    return wanted ? this.online(transition, id, pendingTypeOf(block)) : this.offline(transition, id);
  }

  /** memory_block_online() of an offline block (core R2.10). */
  online(transition: Transition, id: number, type: OnlineType): Result {
    const begun = this.beginOnline(transition, id);
    if (begun.ok) this.finishOnline(transition, id, type);
    return begun;
  }

  /** MEM_GOING_ONLINE: everybody may refuse. Nothing shows that the block is on its way (core 2.2). */
  beginOnline(transition: Transition, id: number): Result {
    this.lockOnline(transition, id);
    return this.askOnline(transition, id);
  }

  /** The locks of a block that is to go online; nobody was asked yet (core R2.34). */
  lockOnline(transition: Transition, id: number): void {
    lockBlock(transition, id);
  }

  /** Asks the notifiers about a block that {@link lockOnline} locked. */
  askOnline(transition: Transition, id: number): Result {
    const { memory } = transition.machine;
    const pages = this.#pagesOf(memory, id, memory.blocks.get(id)!);
    transition.emit({ type: 'memory:going-online', block: id });
    const veto = this.#ask(transition, ONLINING, pages, id);
    if (veto !== undefined) {
      const { start, end } = byteRange(pages, this.#geometry.pageSize);
      transition.say('debug', `online_pages [mem 0x${bareHex(start, 8)}-0x${bareHex(end - 1, 8)}] failed`);
      // Every attempt resets the pending type, whichever way it ends (core R2.6).
      transition.update({ memory: withBlock(transition.machine.memory, id, { pendingType: undefined }) });
      transition.emit({ type: 'memory:cancel-online', block: id });
      unlockBlock(transition, id);
      return veto;
    }
    return done;
  }

  /** The block's pages join their zone, and MEM_ONLINE tells so. Follows {@link beginOnline} of the same block. */
  finishOnline(transition: Transition, id: number, type: OnlineType): void {
    const { memory } = transition.machine;
    const block = memory.blocks.get(id)!;
    const pages = this.#pagesOf(memory, id, block);
    const zone = selectZone(memory, type, this.#zoneRequest(memory, id, block));
    const wasEmpty = !isPopulated(zoneOf(transition.machine.memory, block.node, zone));
    const whole = wholeBlock(memory, id, this.#geometry.pageSize);
    const managed = this.#onlinePages.managed(transition.machine, pages);
    transition.update({ memory: populate(transition.machine.memory, id, block, { zone, whole, managed }) });
    if (wasEmpty) rebuildZonelists(transition, this.#zonelists);
    this.#tell(transition, ONLINING.done, pages);
    unlockBlock(transition, id);
    transition.emit({ type: 'memory:online', block: id, zone });
  }

  /** memory_block_offline() of an online block: the failure table of core 2.3, in its order. */
  offline(transition: Transition, id: number): Result {
    const begun = this.beginOffline(transition, id);
    if (begun.ok) this.finishOffline(transition, id);
    return begun;
  }

  /** The first half of offlining, up to and with MEM_GOING_OFFLINE: pages are isolated, and everybody may refuse. */
  beginOffline(transition: Transition, id: number): Result {
    const locked = this.lockOffline(transition, id);
    return locked.ok ? this.askOffline(transition, id) : locked;
  }

  /** A block takes its locks, and its pages are isolated; nobody was asked yet (core R2.34). */
  lockOffline(transition: Transition, id: number): Result {
    const { memory } = transition.machine;
    const block = memory.blocks.get(id)!;
    const pages = this.#pagesOf(memory, id, block);
    // The stub of include/linux/memory_hotplug.h answers without a line.
    if (this.#geometry.removesMemory === false)
      return refuse('EINVAL', 'this kernel takes no memory offline (without MEMORY_HOTREMOVE)');
    if (block.zone === undefined) return refuse('EINVAL', `memory${id} is in no single zone`);
    if (hasHoles(transition.machine, block, pages, this.#geometry.pageSize))
      return this.#failed(transition, pages, 'EINVAL', 'memory holes');

    const stuck = this.#unmovable(transition.machine, id, pages);
    if (stuck !== undefined) {
      transition.say('warn', 'page dumped because: unmovable page');
      return this.#failed(
        transition,
        pages,
        'EBUSY',
        'failure to isolate range',
        `pfn 0x${bareHex(stuck)} cannot move`,
      );
    }

    transition.update({ memory: withBlock(memory, id, { state: 'going-offline' }) });
    lockBlock(transition, id);
    return done;
  }

  /** Asks the notifiers about a block that {@link lockOffline} isolated. */
  askOffline(transition: Transition, id: number): Result {
    const { memory } = transition.machine;
    const pages = this.#pagesOf(memory, id, memory.blocks.get(id)!);
    transition.emit({ type: 'memory:going-offline', block: id });
    const veto = this.#ask(transition, OFFLINING, pages, id);
    if (veto !== undefined) {
      transition.update({ memory: withBlock(transition.machine.memory, id, { state: 'online' }) });
      transition.emit({ type: 'memory:cancel-offline', block: id });
      unlockBlock(transition, id);
      return this.#failed(transition, pages, veto.errno, 'notifier failure', veto.reason);
    }
    return done;
  }

  /** The second half: what is left in the block has moved away, and MEM_OFFLINE tells so. For a block that is going offline. */
  finishOffline(transition: Transition, id: number): void {
    const { memory } = transition.machine;
    const block = memory.blocks.get(id)!;
    const pages = this.#pagesOf(memory, id, block);
    const zone = block.zone!;
    transition.say('debug', `Offlined Pages ${pages.end - pages.start}`);
    const whole = wholeBlock(memory, id, this.#geometry.pageSize);
    const managed = this.#onlinePages.managed(transition.machine, pages);
    transition.update({ memory: depopulate(transition.machine.memory, id, block, { zone, whole, managed }) });
    if (!isPopulated(zoneOf(transition.machine.memory, block.node, zone))) {
      rebuildZonelists(transition, this.#zonelists, { emptied: block.node });
    }
    this.#tell(transition, OFFLINING.done, pages);
    unlockBlock(transition, id);
    transition.emit({ type: 'memory:offline', block: id });
  }

  /** `valid_zones` of a block, without the newline (core 2.3). */
  validZones(memory: MemoryState, id: number): string {
    const block = memory.blocks.get(id);
    if (block === undefined) throw new TypeError(`there is no memory block ${id}`);
    if (block.state !== 'offline') return block.zone ?? 'none';
    const request = this.#zoneRequest(memory, id, block);
    const preferred = selectZone(memory, 'online', request);
    const others = [selectZone(memory, 'online_kernel', request), MOVABLE].filter(
      (zone) => zone !== preferred,
    );
    return [preferred, ...others].join(' ');
  }

  /** Blocks of an address range that are not offline, ascending. */
  *notOffline(
    memory: MemoryState,
    range: { readonly start: number; readonly end: number },
  ): IterableIterator<number> {
    for (const [id, block] of blocksIn(memory, range)) if (block.state !== 'offline') yield id;
  }

  #zoneRequest(memory: MemoryState, id: number, block: MemoryBlock): ZoneRequest {
    const pages = wholeBlock(memory, id, this.#geometry.pageSize);
    return { pages, node: block.node, group: groupOf(memory, block) };
  }

  /** The first page that cannot be isolated, a policy's included. */
  #unmovable(machine: Machine, id: number, pages: PfnRange): number | undefined {
    const { pageSize } = this.#geometry;
    const pinned = this.#policies.flatMap((policy) => policy.pinned?.(machine) ?? []);
    const range = { start: pages.start * pageSize, end: pages.end * pageSize };
    const hit = pinned.find((piece) => overlaps(piece, range));
    return hit === undefined
      ? unmovablePage(machine, id, pages, pageSize)
      : Math.max(pages.start, Math.floor(hit.start / pageSize));
  }

  #pagesOf(memory: MemoryState, id: number, block: MemoryBlock): PfnRange {
    return blockPages(memory, id, block, this.#geometry.pageSize);
  }

  /** Announces; on a veto tells everybody that it is off, the vetoer included (core R3.4). */
  #ask(transition: Transition, names: Notifications, pages: PfnRange, id: number) {
    const { value, vetoedBy } = this.#announce(transition, names.going, pages);
    const errno = notifyToErrno(value);
    if (errno === undefined) return undefined;
    const by = vetoedBy ?? 'a notifier';
    transition.emit({ type: 'memory:vetoed', block: id, by, errno });
    this.#tell(transition, names.cancelled, pages);
    return refuse(errno, `${by} refused ${names.going} of memory${id}`);
  }

  #tell(transition: Transition, event: MemoryEvent, pages: PfnRange): void {
    this.#announce(transition, event, pages);
  }

  #announce(transition: Transition, event: MemoryEvent, pages: PfnRange) {
    const { pageSize } = this.#geometry;
    return this.#chain.call(transition, notificationOf(event, byteRange(pages, pageSize), pageSize));
  }

  #failed(transition: Transition, pages: PfnRange, errno: Errno, what: string, why = what): Result {
    const { start, end } = byteRange(pages, this.#geometry.pageSize);
    transition.say(
      'debug',
      `memory offlining [mem 0x${bareHex(start, 8)}-0x${bareHex(end - 1, 8)}] failed due to ${what}`,
    );
    return refuse(errno, why);
  }
}

const byteRange = ({ start, end }: PfnRange, pageSize: number) => ({
  start: start * pageSize,
  end: end * pageSize,
});

const zoneOf = (memory: MemoryState, node: number, name: string): Zone =>
  memory.zones.find((zone) => zone.node === node && zone.name === name) ?? emptyZone(node, name);

const withZone = (memory: MemoryState, zone: Zone): readonly Zone[] =>
  memory.zones.some(({ node, name }) => node === zone.node && name === zone.name)
    ? memory.zones.map((old) => (old.node === zone.node && old.name === zone.name ? zone : old))
    : [...memory.zones, zone];

/** Where the pages of a block go, or come from. */
interface BlockPages {
  readonly zone: string;
  /** What the zone counts: the memmap at the block's head too (core R2.20). */
  readonly whole: PfnRange;
  /** How many of them the page allocator gets. */
  readonly managed: number;
}

const countOf = ({ start, end }: PfnRange): number => end - start;

const populate = (
  memory: MemoryState,
  id: number,
  block: MemoryBlock,
  { zone, whole, managed }: BlockPages,
): MemoryState => ({
  ...memory,
  blocks: memory.blocks.with(id, { ...block, state: 'online', zone, pendingType: undefined }),
  zones: withZone(memory, withPages(zoneOf(memory, block.node, zone), whole, block.early)),
  groups: withGroupPages(memory, block, zone, countOf(whole)),
  totalRamPages: memory.totalRamPages + managed,
  generation: memory.generation + 1,
});

const depopulate = (
  memory: MemoryState,
  id: number,
  block: MemoryBlock,
  { zone, whole, managed }: BlockPages,
): MemoryState => {
  const without = {
    ...memory,
    blocks: memory.blocks.with(id, { ...block, state: 'offline' as const, zone: undefined }),
  };
  const left = withoutPages(zoneOf(memory, block.node, zone), whole, block.early);
  return {
    ...without,
    zones: withZone(memory, { ...left, span: shrunkSpan(without, left, whole) }),
    groups: withGroupPages(memory, block, zone, -countOf(whole)),
    totalRamPages: memory.totalRamPages - managed,
    generation: memory.generation + 1,
  };
};
