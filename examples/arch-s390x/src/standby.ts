import type { AddressRange } from '@warmboot/address';
import { hex, rangeAt } from '@warmboot/address';
import type { Dimm, extend, Machine, Result, Transition } from '@warmboot/core/plugin';
import { done, platforms, refuse, succeed } from '@warmboot/core/plugin';
import { INCREMENT, READ_INFO_FILE } from './layout.js';
import { mostStorage } from './read-info.js';

/** The name of the provider, and of the driver of what it brings. */
export const SCLP = 'sclp';

/** Whether a device is an increment that was on standby. */
export const isStandby = ({ driver }: Dimm): boolean => driver === SCLP;

const FOUND_AT_BOOT = 'standby storage comes with the machine; storage-online takes of it';

/**
 * Standby storage: increments that a partition has and that are not assigned to it. Its kernel assigns one when a block goes
 * online, and gives it back when the block goes offline. drivers/s390/char/sclp_cmd.c
 */
export const sclp: extend.Provider = {
  name: SCLP,
  summary: 'standby storage of a partition, which its kernel assigns to itself (SCLP)',
  serves: ({ files }) => files.has(READ_INFO_FILE),
  accepts: () => refuse('ENODEV', FOUND_AT_BOOT),
};

/** Increments that are on standby, from the lowest on. */
const onStandby = ({ files, platform }: Machine): readonly AddressRange[] => {
  const info = files.get(READ_INFO_FILE);
  const count = info === undefined ? 0 : mostStorage(info) / INCREMENT;
  return Array.from({ length: count }, (_, index) => rangeAt(index * INCREMENT, INCREMENT)).filter(
    (range) => platforms.ramIn(platform, range) === undefined,
  );
};

type Memory = Pick<extend.ActionContext, 'memory'>;

/** sclp_mem_notifier(): assigned, and then online. */
const assign = (transition: Transition, id: string, { start }: AddressRange, { memory }: Memory): Result => {
  const device: Dimm = { ...platforms.dimm(id, start, INCREMENT, 0, 0), driver: SCLP };
  const appeared = memory.appear(transition, device);
  if (!appeared.ok) return appeared;
  const added = memory.add(transition, device);
  const online = added.ok ? memory.online(transition, start / INCREMENT, 'online') : added;
  if (online.ok) return done;
  if (added.ok) memory.remove(transition, device.range);
  memory.vanish(transition, id);
  return online;
};

/** Offline, and then back on standby. */
const giveBack = (transition: Transition, { id, range }: Dimm, { memory }: Memory): Result => {
  const offline = memory.offline(transition, range.start / INCREMENT);
  if (!offline.ok) return offline;
  const removed = memory.remove(transition, range);
  if (removed.ok) memory.vanish(transition, id);
  return removed;
};

const said = ({ start, end }: AddressRange): string => `${hex(start)}-${hex(end - 1)}`;

const COUNT = {
  type: 'integer',
  minimum: 1,
  maximum: 65_535,
  description: 'How many increments of 256 MiB.',
};

interface OnlineArgument {
  readonly as: string;
  readonly count: number;
}

const increments = (count: number): string => `${count} increment${count === 1 ? '' : 's'}`;

/** Verbs of scenarios: what chmem does. */
export const actions: readonly extend.Action[] = [
  {
    name: 'storage-online',
    summary:
      'A partition assigns standby storage to itself, from the lowest on, and has it online (chmem -e).',
    argument: {
      type: 'object',
      properties: {
        as: {
          type: 'string',
          pattern: '^[A-Za-z][A-Za-z0-9_]*$',
          maxLength: 64,
          examples: ['standby'],
          description: 'A name for what comes.',
        },
        count: COUNT,
      },
      required: ['as', 'count'],
      additionalProperties: false,
    },
    examples: [
      { as: 'kit', count: 2 },
      { as: 'kit', count: 60_000 },
    ],
    architectures: ['s390x'],
    takesHotplugLock: true,
    describe: (argument) =>
      `bring ${increments((argument as OnlineArgument).count)} of standby storage online`,
    names: (argument) => [(argument as OnlineArgument).as],
    apply: (transition, argument, context) => {
      const { as, count } = argument as OnlineArgument;
      const free = onStandby(transition.machine);
      if (free.length < count)
        return refuse('EINVAL', `${increments(count)} are asked for, and ${free.length} are on standby`);
      const wanted = free.slice(0, count);
      for (const [place, range] of wanted.entries()) {
        const assigned = assign(transition, `${as}.${place}`, range, context);
        if (!assigned.ok) return assigned;
      }
      return succeed(wanted.map(said));
    },
  },
  {
    name: 'storage-offline',
    summary: 'A partition gives storage back to standby, from the highest on (chmem -d).',
    argument: {
      type: 'object',
      properties: { count: COUNT },
      required: ['count'],
      additionalProperties: false,
    },
    examples: [{ count: 1 }],
    architectures: ['s390x'],
    takesHotplugLock: true,
    describe: (argument) => `give ${increments((argument as { count: number }).count)} back to standby`,
    apply: (transition, argument, context) => {
      const { count } = argument as { count: number };
      const online = [...transition.machine.platform.dimms.values()]
        .filter(isStandby)
        .toSorted((a, b) => b.range.start - a.range.start);
      const gone: AddressRange[] = [];
      for (const device of online) {
        if (gone.length === count) break;
        if (giveBack(transition, device, context).ok) gone.push(device.range);
      }
      return gone.length === count
        ? succeed(gone.map(said))
        : refuse('EBUSY', `${increments(count)} are to go, and ${gone.length} would`);
    },
  },
];
