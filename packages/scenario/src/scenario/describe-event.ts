import type { MachineEvent, MachineEventType } from '@warmboot/core';
import { hex, humanSize, memRange, sizeOf } from '@warmboot/address';
import { blockStretches } from './block-stretches.js';
import { needWords } from './need-words.js';

type Describers = {
  readonly [T in MachineEventType]: (event: Extract<MachineEvent, { type: T }>) => string;
};

const describers: Describers = {
  'dimm:plugged': ({ id, range }) => `${id}: ${humanSize(sizeOf(range))} at ${memRange(range)}`,
  'dimm:unplugged': ({ id, range }) => `${id} is gone, and with it ${memRange(range)}`,
  'dimm:eject-refused': ({ id, block, errno }) => `${id} stays: memory${block} did not go offline (${errno})`,
  'virtio-mem:requested': ({ id, requested }) => `${id}: ${humanSize(requested)}`,
  'virtio-mem:plugged': ({ id, range }) => `${id}: ${humanSize(sizeOf(range))} at ${memRange(range)}`,
  'virtio-mem:unplugged': ({ id, range }) => `${id}: ${humanSize(sizeOf(range))} at ${memRange(range)}`,
  'virtio-mem:short': ({ id, requested, plugged, errno, reason }) =>
    `${id} has ${humanSize(plugged)} plugged of ${humanSize(requested)} (${errno}: ${reason})`,
  'kmem:bound': ({ name, range }) => `${name}: ${memRange(range)} is memory`,
  'kmem:unbound': ({ name, range }) => `${name}: ${memRange(range)} is memory no more`,
  'memory:added': ({ range, resource }) => `${memRange(range)} is "${resource}" now`,
  'memory:removed': ({ range }) => `${memRange(range)} is no memory of the kernel's any more`,
  'memory:going-online': ({ block }) => `memory${block}`,
  'memory:online': ({ block, zone }) => `memory${block}, zone ${zone}`,
  'memory:cancel-online': ({ block }) => `memory${block}`,
  'memory:going-offline': ({ block }) => `memory${block}`,
  'memory:offline': ({ block }) => `memory${block}`,
  'memory:cancel-offline': ({ block }) => `memory${block}`,
  'memory:vetoed': ({ block, by, errno }) => `memory${block}, by ${by} (${errno})`,
  'kexec:loaded': ({ image, segments }) => `a ${image} image of ${segments} segments`,
  'kexec:unloaded': ({ image, why }) => `the ${image} image: ${why}`,
  'kexec:load-refused': ({ errno, reason }) => `${errno}: ${reason}`,
  'kexec:exec-refused': ({ errno, reason }) => `${errno}: ${reason}`,
  'kexec:jump': ({ entry }) => `to ${hex(entry)}`,
  'kexec:write-to-nothing': ({ address, segment }) =>
    `the ${segment} is copied to ${hex(address)}, where nothing answers`,
  'kexec:overwritten': ({ address, segment }) =>
    `the ${segment} is not what was loaded, from ${hex(address)} on`,
  'kexec:digest-mismatch': ({ expected, found }) => `${found}, where ${expected} was loaded`,
  'memory:written': ({ range }) => `${memRange(range)}, behind the kernel's back`,
  'boot:memory': ({ need }) => needWords(need),
  'boot:unmodelled': ({ reason }) => reason,
  'boot:reached': ({ kernelAt }) => `a kernel runs at ${hex(kernelAt)}`,
  'boot:failed': ({ outcome, reason, unknown }) => `${unknown === true ? 'not known' : outcome}: ${reason}`,
};

/** One event in words, without its type. */
export const describeEvent = (event: MachineEvent): string => {
  // The table is indexed by the event's own type, which TypeScript cannot follow through a union.
  const describe = describers[event.type] as (event: MachineEvent) => string;
  return describe(event);
};

/** An event, or a run of them that differ in nothing but the block. */
export interface DescribedEvent {
  readonly type: MachineEventType;
  /** In words, without the type. */
  readonly text: string;
}

/** Events of one block that come in long runs. */
type BlockEvent = Extract<
  MachineEvent,
  { type: 'memory:going-online' | 'memory:online' | 'memory:going-offline' | 'memory:offline' }
>;

const isBlockEvent = (event: MachineEvent): event is BlockEvent =>
  ['memory:going-online', 'memory:online', 'memory:going-offline', 'memory:offline'].includes(event.type);

/** Stretches of one run that are told apart; a run in more pieces than that is told block by block. */
const MOST_STRETCHES = 8;

/**
 * Events in words, as they happened. Runs of blocks that go online or offline one after the other are one line for each
 * thing that happened to them.
 */
export const describeEvents = (events: readonly MachineEvent[]): readonly DescribedEvent[] => {
  const described: DescribedEvent[] = [];
  let run: BlockEvent[] = [];
  const flush = (): void => {
    described.push(...describeRun(run));
    run = [];
  };
  for (const event of events) {
    if (isBlockEvent(event)) {
      run.push(event);
      continue;
    }
    flush();
    described.push({ type: event.type, text: describeEvent(event) });
  }
  flush();
  return described;
};

const describeRun = (run: readonly BlockEvent[]): readonly DescribedEvent[] => {
  const groups = new Map<string, { readonly first: BlockEvent; readonly blocks: number[] }>();
  for (const event of run) {
    const zone = event.type === 'memory:online' ? event.zone : '';
    const key = `${event.type} ${zone}`;
    const group = groups.get(key) ?? { first: event, blocks: [] };
    group.blocks.push(event.block);
    groups.set(key, group);
  }
  const folded = [...groups.values()].map(({ first, blocks }) => ({
    type: first.type,
    text: `${blockStretches(blocks)}${first.type === 'memory:online' ? `, zone ${first.zone}` : ''}`,
    pieces: blockStretches(blocks).split(', ').length,
  }));
  return run.length <= groups.size || folded.some(({ pieces }) => pieces > MOST_STRETCHES)
    ? run.map((event) => ({ type: event.type, text: describeEvent(event) }))
    : folded.map(({ type, text }) => ({ type, text }));
};
