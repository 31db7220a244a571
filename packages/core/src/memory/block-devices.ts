import { bareHex } from '../address/text.js';
import type { Errno } from '../machine/errno.js';
import type { Result } from '../machine/result.js';
import { done, refuse } from '../machine/result.js';
import type { Transition } from '../machine/transition.js';
import type { MemoryBlock, OnlineType } from './block.js';
import { isOnlineType } from './block.js';
import { blockPages, blocksIn, pendingTypeOf, withBlock } from './blocks.js';
import type { MemoryGeometry } from './geometry.js';
import type { MemoryEvent, MemoryNotification, NotifierChain } from './notifier.js';
import { notifyToErrno } from './notifier.js';
import type { MemoryState } from './state.js';
import { unmovablePage } from './unmovable.js';
import type { PfnRange, Zone } from './zone.js';
import { MOVABLE, emptyZone, spanOf, withPages, withoutPages } from './zone.js';
import { selectZone } from './zone-selection.js';
import { rebuildZonelists } from './zonelists.js';

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

  constructor(geometry: MemoryGeometry, chain: NotifierChain) {
    this.#geometry = geometry;
    this.#chain = chain;
  }

  /** A write to `memory<id>/state` (core R2.4). ENODEV where there is no such block. */
  writeState(transition: Transition, id: number, word: string): Result {
    const block = transition.machine.memory.blocks.get(id);
    if (block === undefined) return refuse('ENODEV', `there is no memory block ${id}`);
    if (!isOnlineType(word))
      return refuse('EINVAL', `"${word}" is none of offline, online, online_kernel, online_movable`);
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
    const wanted = parseBoolean(word);
    if (wanted === undefined) return refuse('EINVAL', `"${word}" is not a boolean`);
    if (wanted === (block.state === 'online')) return done;
    return wanted ? this.online(transition, id, pendingTypeOf(block)) : this.offline(transition, id);
  }

  /** memory_block_online() of an offline block (core R2.10). */
  online(transition: Transition, id: number, type: OnlineType): Result {
    const { memory } = transition.machine;
    const block = memory.blocks.get(id)!;
    const pages = this.#pagesOf(memory, id, block);
    const group = block.group === undefined ? undefined : memory.groups.get(block.group);
    const zone = selectZone(memory, type, { pages, node: block.node, group });

    transition.emit({ type: 'memory:going-online', block: id });
    const veto = this.#ask(transition, ONLINING, pages, id);
    if (veto !== undefined) {
      const { start, end } = byteRange(pages, this.#geometry.pageSize);
      transition.say('debug', `online_pages [mem 0x${bareHex(start, 8)}-0x${bareHex(end - 1, 8)}] failed`);
      transition.emit({ type: 'memory:cancel-online', block: id });
      return veto;
    }

    const wasEmpty = spanOf(zoneOf(transition.machine.memory, block.node, zone)) === undefined;
    transition.update({ memory: populate(transition.machine.memory, id, block, zone, pages) });
    if (wasEmpty) rebuildZonelists(transition);
    this.#tell(transition, ONLINING.done, pages);
    transition.emit({ type: 'memory:online', block: id, zone });
    return done;
  }

  /** memory_block_offline() of an online block: the failure table of core 2.3, in its order. */
  offline(transition: Transition, id: number): Result {
    const { memory } = transition.machine;
    const block = memory.blocks.get(id)!;
    const pages = this.#pagesOf(memory, id, block);
    if (block.zone === undefined) return refuse('EINVAL', `memory${id} is in no single zone`);
    if (block.holes) return this.#failed(transition, pages, 'EINVAL', 'memory holes');

    const stuck = unmovablePage(transition.machine, id, pages, this.#geometry.pageSize);
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
    transition.emit({ type: 'memory:going-offline', block: id });
    const veto = this.#ask(transition, OFFLINING, pages, id);
    if (veto !== undefined) {
      transition.update({ memory: withBlock(transition.machine.memory, id, { state: 'online' }) });
      transition.emit({ type: 'memory:cancel-offline', block: id });
      return this.#failed(transition, pages, veto.errno, 'notifier failure', veto.reason);
    }

    transition.say('debug', `Offlined Pages ${pages.end - pages.start}`);
    transition.update({ memory: depopulate(transition.machine.memory, id, block, pages) });
    if (spanOf(zoneOf(transition.machine.memory, block.node, block.zone)) === undefined)
      rebuildZonelists(transition);
    this.#tell(transition, OFFLINING.done, pages);
    transition.emit({ type: 'memory:offline', block: id });
    return done;
  }

  /** `valid_zones` of a block, without the newline (core 2.3). */
  validZones(memory: MemoryState, id: number): string {
    const block = memory.blocks.get(id);
    if (block === undefined) throw new TypeError(`there is no memory block ${id}`);
    if (block.state !== 'offline') return block.zone ?? 'none';
    const pages = this.#pagesOf(memory, id, block);
    const group = block.group === undefined ? undefined : memory.groups.get(block.group);
    const request = { pages, node: block.node, group };
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

  #pagesOf(memory: MemoryState, id: number, block: MemoryBlock): PfnRange {
    return blockPages(memory, id, block, this.#geometry.pageSize);
  }

  /** Announces; on a veto tells everybody that it is off, the vetoer included (core R3.4). */
  #ask(transition: Transition, names: Notifications, pages: PfnRange, id: number) {
    const { value, vetoedBy } = this.#chain.call(transition, notification(names.going, pages));
    const errno = notifyToErrno(value);
    if (errno === undefined) return undefined;
    const by = vetoedBy ?? 'a notifier';
    transition.emit({ type: 'memory:vetoed', block: id, by, errno });
    this.#tell(transition, names.cancelled, pages);
    return refuse(errno, `${by} refused ${names.going} of memory${id}`);
  }

  #tell(transition: Transition, event: MemoryEvent, pages: PfnRange): void {
    this.#chain.call(transition, notification(event, pages));
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

const notification = (event: MemoryEvent, { start, end }: PfnRange): MemoryNotification => ({
  event,
  startPfn: start,
  nrPages: end - start,
});

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

/** Counts of the block's group after `pages` more (or fewer) of them in `zone`. */
const withGroupPages = (memory: MemoryState, block: MemoryBlock, zone: string, pages: number) => {
  const group = block.group === undefined ? undefined : memory.groups.get(block.group);
  if (group === undefined) return memory.groups;
  const field = zone === MOVABLE ? 'presentMovable' : 'presentKernel';
  return new Map(memory.groups).set(group.id, { ...group, [field]: group[field] + pages });
};

const populate = (
  memory: MemoryState,
  id: number,
  block: MemoryBlock,
  zone: string,
  pages: PfnRange,
): MemoryState => {
  const count = pages.end - pages.start;
  return {
    ...withBlock(memory, id, { state: 'online', zone, pendingType: undefined }),
    zones: withZone(memory, withPages(zoneOf(memory, block.node, zone), pages, block.early)),
    groups: withGroupPages(memory, block, zone, count),
    totalRamPages: memory.totalRamPages + count,
    generation: memory.generation + 1,
  };
};

const depopulate = (memory: MemoryState, id: number, block: MemoryBlock, pages: PfnRange): MemoryState => {
  const count = pages.end - pages.start;
  return {
    ...withBlock(memory, id, { state: 'offline', zone: undefined }),
    zones: withZone(memory, withoutPages(zoneOf(memory, block.node, block.zone!), pages, block.early)),
    groups: withGroupPages(memory, block, block.zone!, -count),
    totalRamPages: memory.totalRamPages - count,
    generation: memory.generation + 1,
  };
};

/** kstrtobool(): decided by the first letter, or the second of `on` and `off` (core R2.5). */
const parseBoolean = (word: string): boolean | undefined => {
  if (/^(y|t|1|on)/i.test(word)) return true;
  if (/^(n|f|0|of)/i.test(word)) return false;
  return undefined;
};
