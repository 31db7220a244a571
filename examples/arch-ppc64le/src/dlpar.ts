import type { AddressRange, PhysAddr } from '@warmboot/address';
import { hex, rangeAt, sizeOf } from '@warmboot/address';
import type { Dimm, extend, Machine, Result, Transition } from '@warmboot/core/plugin';
import { done, platforms, refuse, refuseAloud, succeed } from '@warmboot/core/plugin';
import { drcIndexOf, isAssigned, isReserved, LMB_FLAG, type Lmb } from './drconf.js';
import { LIVE_TREE_FILE, LMB_SIZE } from './layout.js';
import { liveTree, lmbsIn, withLmbs } from './tree.js';

/** The name of the provider, and of the driver of what it brings. */
export const DLPAR = 'dlpar';

const PREFIX = 'pseries-hotplug-mem: ';

const say = (transition: Transition, level: 'info' | 'error', text: string): void =>
  transition.say(level, `${PREFIX}${text}`);

const bareHex = (value: number): string => value.toString(16);

const NO_SUCH_LIST = refuse('ENODEV', 'the partition has no list of logical memory blocks');
const invalid = (reason: string) => refuse('EINVAL', reason);

/** The blocks of a machine, in the order of its tree. */
const lmbsOf = (machine: Machine): readonly Lmb[] | undefined => {
  const tree = liveTree(machine);
  const lmbs = tree && lmbsIn(tree);
  return lmbs?.length === 0 ? undefined : lmbs;
};

/** drmem_update_dt(): the live tree follows; the one that the kernel was started with does not. */
const assign = (transition: Transition, changed: ReadonlySet<number>, assigned: boolean): void => {
  const { machine } = transition;
  const tree = liveTree(machine);
  if (tree === undefined) return;
  const lmbs = lmbsIn(tree).map((lmb) =>
    changed.has(lmb.drcIndex)
      ? { ...lmb, flags: assigned ? lmb.flags | LMB_FLAG.assigned : lmb.flags & ~LMB_FLAG.assigned }
      : lmb,
  );
  const files = new Map(machine.files).set(LIVE_TREE_FILE, withLmbs(tree, lmbs).toBytes());
  transition.update({ files });
};

const rangeOf = ({ base }: Lmb): AddressRange => rangeAt(base, LMB_SIZE);

/** dlpar_acquire_drc(): the hypervisor gives a block that the partition does not have. */
const isFree = ({ platform }: Machine, lmb: Lmb): boolean =>
  platforms.ramIn(platform, rangeOf(lmb)) === undefined;

/** dlpar_add_lmb(): the memory of a block is added, and brought online at once. */
const addLmb = (
  transition: Transition,
  device: Dimm,
  { memory }: Pick<extend.ActionContext, 'memory'>,
): Result => {
  const index = bareHex(drcIndexOf(device.range.start));
  const added = memory.add(transition, device, { memmapOnMemory: true });
  if (!added.ok) {
    say(transition, 'error', `Failed to add LMB 0x${index} to node ${device.node}`);
    return added;
  }
  const online = memory.online(transition, device.range.start / LMB_SIZE, 'online');
  if (online.ok) return done;
  say(transition, 'error', `Failed to online LMB 0x${index} on node ${device.node}`);
  memory.remove(transition, device.range);
  return online;
};

/** dlpar_remove_lmb(): its memory goes offline, and is removed. */
const removeLmb = (
  transition: Transition,
  base: PhysAddr,
  { memory }: Pick<extend.ActionContext, 'memory'>,
): Result => {
  const offline = memory.offline(transition, base / LMB_SIZE);
  return offline.ok ? memory.remove(transition, rangeAt(base, LMB_SIZE)) : offline;
};

/** What an operator asks for: a number of blocks, one by its index, or a number of them from an index on. */
export interface LmbRequest {
  readonly count?: number;
  readonly index?: number;
}

/** The blocks from an index on; undefined where there are not as many. */
const fromIndex = (lmbs: readonly Lmb[], index: number, count: number): readonly Lmb[] | undefined => {
  const start = lmbs.findIndex(({ drcIndex }) => drcIndex === index);
  const found = start < 0 ? [] : lmbs.slice(start, start + count);
  return found.length === count ? found : undefined;
};

const heading = (verb: string, where: string, { count, index }: LmbRequest): string => {
  if (index === undefined) return `Attempting to ${verb} ${count ?? 0} LMB(s)`;
  return count === undefined
    ? `Attempting to ${verb} LMB, drc index ${bareHex(index)}`
    : `Attempting to ${verb} ${count} LMB(s) at ${where}${bareHex(index)}`;
};

/**
 * dlpar_memory_add_by_count(), _by_index(), _by_ic(): blocks that the hypervisor gives, until there are enough; with too few,
 * those that came go again. arch/powerpc/platforms/pseries/hotplug-memory.c
 * @param name of the device that each becomes, by its place among them
 */
const addLmbs = (
  transition: Transition,
  request: LmbRequest,
  name: (place: number) => string,
  context: Pick<extend.ActionContext, 'memory'>,
): Result<readonly Lmb[]> => {
  const { memory } = context;
  const lmbs = lmbsOf(transition.machine);
  if (lmbs === undefined) return NO_SUCH_LIST;
  say(transition, 'info', heading('hot-add', 'index ', request));
  const { index, count = index === undefined ? 0 : 1 } = request;
  const asked = index === undefined ? lmbs : (fromIndex(lmbs, index, count) ?? []);
  const free = asked.filter((lmb) => !isReserved(lmb) && !isAssigned(lmb));
  if (count === 0 || free.length < count) {
    return invalid(`${count} block(s) are asked for, and the partition may have ${free.length} more there`);
  }
  const added: Lmb[] = [];
  for (const lmb of free) {
    if (added.length === count) break;
    if (!isFree(transition.machine, lmb)) continue;
    const device: Dimm = {
      ...platforms.dimm(name(added.length), lmb.base, LMB_SIZE, lmb.association, 0),
      driver: DLPAR,
    };
    if (!memory.appear(transition, device).ok) continue;
    if (addLmb(transition, device, context).ok) added.push(lmb);
    else memory.vanish(transition, device.id);
  }
  if (added.length < count) {
    say(transition, 'error', 'Memory hot-add failed, removing any added LMBs');
    for (const [place, { base }] of added.entries()) {
      if (removeLmb(transition, base, context).ok) memory.vanish(transition, name(place));
    }
    return invalid(`the hypervisor gave ${added.length} of ${count} block(s)`);
  }
  assign(transition, new Set(added.map(({ drcIndex }) => drcIndex)), true);
  if (index !== undefined) for (const lmb of added) say(transition, 'info', wasWords(lmb, 'hot-added'));
  return succeed(added);
};

const wasWords = ({ base, drcIndex }: Lmb, what: string): string =>
  `Memory at ${bareHex(base)} (drc index ${bareHex(drcIndex)}) was ${what}`;

/** The device that is at a block. */
const deviceAt = ({ platform }: Machine, { base }: Lmb): Dimm | undefined =>
  [...platform.dimms.values()].find(({ range }) => range.start <= base && base < range.end);

/**
 * dlpar_memory_remove_by_count(), _by_index(), _by_ic(): blocks go offline and away, from the lowest on, until there are
 * enough; with too few, those that went come back.
 */
const removeLmbs = (
  transition: Transition,
  request: LmbRequest,
  context: Pick<extend.ActionContext, 'memory'>,
): Result<readonly Lmb[]> => {
  const { memory } = context;
  const lmbs = lmbsOf(transition.machine);
  if (lmbs === undefined) return NO_SUCH_LIST;
  const { index, count = index === undefined ? 0 : 1 } = request;
  if (index === undefined || request.count !== undefined)
    say(transition, 'info', heading('hot-remove', '', request));
  const asked = index === undefined ? lmbs : (fromIndex(lmbs, index, count) ?? []);
  const removable = asked.filter((lmb) => !isReserved(lmb) && isAssigned(lmb));
  if (count === 0 || removable.length < count) {
    if (index === undefined && count > 0) {
      const have = `${removable.length} of ${count}`;
      say(transition, 'info', `Not enough LMBs available (${have}) to satisfy request`);
    }
    return invalid(`${count} block(s) are asked back, and ${removable.length} can go there`);
  }
  const removed: Lmb[] = [];
  for (const lmb of removable) {
    if (removed.length === count) break;
    if (removeLmb(transition, lmb.base, context).ok) removed.push(lmb);
    else if (index !== undefined) break;
  }
  if (removed.length < count) {
    say(transition, 'error', "Memory hot-remove failed, adding LMB's back");
    for (const lmb of removed) {
      const device = deviceAt(transition.machine, lmb);
      if (device !== undefined) addLmb(transition, { ...device, range: rangeOf(lmb) }, context);
    }
    return invalid(`${removed.length} of ${count} block(s) would go`);
  }
  assign(transition, new Set(removed.map(({ drcIndex }) => drcIndex)), false);
  for (const lmb of removed) {
    const device = deviceAt(transition.machine, lmb);
    if (device?.driver === DLPAR) memory.vanish(transition, device.id);
    if (index === undefined) say(transition, 'info', `Memory at ${bareHex(lmb.base)} was hot-removed`);
    else if (request.count !== undefined) say(transition, 'info', wasWords(lmb, 'hot-removed'));
  }
  return succeed(removed);
};

const requestOf = ({ range }: Dimm): LmbRequest => ({
  index: drcIndexOf(range.start),
  count: sizeOf(range) / LMB_SIZE,
});

/**
 * Logical memory blocks of a partition. A DIMM that QEMU plugs is announced by an event of RTAS as so many blocks from an
 * index on; what an operator asks of the hypervisor is an action ({@link actions}). The next kernel finds in its tree
 * which blocks are assigned, and takes them for boot memory: nothing looks for them again.
 */
export const dlpar: extend.Provider = {
  name: DLPAR,
  summary: 'logical memory blocks that a hypervisor assigns to a partition (PAPR, DLPAR)',
  serves: (machine) => lmbsOf(machine) !== undefined,
  accepts: (_machine, { range }) =>
    range.start % LMB_SIZE === 0 && sizeOf(range) % LMB_SIZE === 0
      ? done
      : refuse('EINVAL', `Hotplugged memory size must be a multiple of 256 MB, at ${hex(range.start)} too`),
  attach: (transition, dimm, memory) => {
    say(transition, 'info', heading('hot-add', 'index ', requestOf(dimm)));
    const blocks = blocksOf(dimm);
    for (const block of blocks) {
      const added = addLmb(transition, { ...dimm, range: block }, { memory });
      if (added.ok) continue;
      say(transition, 'error', 'Memory indexed-count-add failed, removing any added LMBs');
      for (const before of blocks) {
        if (before.start < block.start) removeLmb(transition, before.start, { memory });
      }
      return refuse('EINVAL', added.reason);
    }
    assign(transition, indexesOf(blocks), true);
    for (const { start } of blocks) {
      const lmb = { base: start, drcIndex: drcIndexOf(start), association: dimm.node, flags: 0 };
      say(transition, 'info', wasWords(lmb, 'hot-added'));
    }
    return done;
  },
  detach: (transition, dimm, memory) => {
    const removed = removeLmbs(transition, requestOf(dimm), { memory });
    return removed.ok ? done : removed;
  },
};

const blocksOf = ({ range }: Dimm): readonly AddressRange[] =>
  Array.from({ length: sizeOf(range) / LMB_SIZE }, (_, index) =>
    rangeAt(range.start + index * LMB_SIZE, LMB_SIZE),
  );

const indexesOf = (blocks: readonly AddressRange[]): ReadonlySet<number> =>
  new Set(blocks.map(({ start }) => drcIndexOf(start)));

const INDEX = {
  type: 'integer',
  minimum: 0x8000_0000,
  maximum: 0xffff_ffff,
  examples: ['0x80000010'],
  description: 'Index of a connector: 0x80000000 and the number of the block.',
};

const COUNT = { type: 'integer', minimum: 1, maximum: 65_536, description: 'How many blocks of 256 MiB.' };

interface AddArgument extends LmbRequest {
  readonly as: string;
}

const words = ({ count, index }: LmbRequest): string =>
  [
    count === undefined ? '1 LMB' : `${count} LMB${count === 1 ? '' : 's'}`,
    ...(index === undefined ? [] : [`at index 0x${bareHex(index)}`]),
  ].join(' ');

const places = (lmbs: readonly Lmb[]): readonly string[] =>
  lmbs.map(
    ({ base, drcIndex }) => `${hex(base)}-${hex(base + LMB_SIZE - 1)} (drc index ${bareHex(drcIndex)})`,
  );

/** Verbs of scenarios: what an operator asks of the hypervisor, as `drmgr -c mem` passes it on. */
export const actions: readonly extend.Action[] = [
  {
    name: 'lmb-add',
    summary: 'A partition gets logical memory blocks, which are online at once (drmgr -c mem -a).',
    argument: {
      type: 'object',
      properties: {
        as: {
          type: 'string',
          pattern: '^[A-Za-z][A-Za-z0-9_]*$',
          maxLength: 64,
          examples: ['lmbs'],
          description: 'A name for what comes.',
        },
        count: COUNT,
        index: INDEX,
      },
      required: ['as'],
      additionalProperties: false,
    },
    examples: [
      { as: 'kit', count: 2 },
      { as: 'kit', index: 0x8000_0010 },
      { as: 'kit', count: 60_000 },
    ],
    architectures: ['ppc64le'],
    takesHotplugLock: true,
    describe: (argument) => `add ${words(argument as AddArgument)}`,
    names: (argument) => [(argument as AddArgument).as],
    apply: (transition, argument, context) => {
      const { as, ...request } = argument as AddArgument;
      if (request.count === undefined && request.index === undefined)
        return refuseAloud('EINVAL', `${PREFIX}Invalid action: neither a count nor an index`);
      const added = addLmbs(transition, request, (place) => `${as}.${place}`, context);
      return added.ok ? succeed(places(added.value)) : added;
    },
  },
  {
    name: 'lmb-remove',
    summary: 'A partition gives logical memory blocks back, from the lowest on (drmgr -c mem -r).',
    argument: {
      type: 'object',
      properties: { count: COUNT, index: INDEX },
      required: [],
      minProperties: 1,
      additionalProperties: false,
    },
    examples: [{ count: 1 }, { index: 0x8000_0010 }],
    architectures: ['ppc64le'],
    takesHotplugLock: true,
    describe: (argument) => `remove ${words(argument as LmbRequest)}`,
    apply: (transition, argument, context) => {
      const removed = removeLmbs(transition, argument as LmbRequest, context);
      return removed.ok ? succeed(places(removed.value)) : removed;
    },
  },
];
