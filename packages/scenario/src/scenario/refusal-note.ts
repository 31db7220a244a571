import type { AddressRange } from '@warmboot/address';
import { humanSize, overlaps, sizeOf } from '@warmboot/address';
import type { Kernel, Machine, MachineEvent } from '@warmboot/core';
import { blockRange } from '@warmboot/core';
import { memoryMap } from '@warmboot/core/plugin';
import { blockStretches } from './block-stretches.js';
import type { StepRecord } from './step-record.js';

/** A share of places in per cent: never 0 nor 100, which would be certain. */
const percent = (share: number): string => `${Math.min(99, Math.max(1, Math.round(share * 100)))} %`;

/** Blocks that went offline at the step, or gave pages back while they stayed. */
const leaving = ({ memory }: Machine, events: readonly MachineEvent[]): readonly number[] => {
  const ids = new Set<number>();
  const ranges: AddressRange[] = [];
  for (const event of events) {
    if (event.type === 'memory:offline') ids.add(event.block);
    if (event.type === 'virtio-mem:unplugged') ranges.push(event.range);
  }
  for (const [id] of ranges.length === 0 ? [] : memory.blocks.entries()) {
    if (ranges.some((range) => overlaps(range, blockRange(memory, id)))) ids.add(id);
  }
  return [...ids];
};

/** Bytes of memory maps that the kernel made of memory that came once all of the blocks were online. */
const mapsSince = ({ memory }: Machine, ids: readonly number[], before: readonly StepRecord[]): number => {
  const onlineAt = before.findLastIndex(({ events }) =>
    events.some((event) => event.type === 'memory:online' && ids.includes(event.block)),
  );
  let bytes = 0;
  for (const { events } of before.slice(onlineAt + 1)) {
    for (const event of events) {
      if (event.type === 'memory:added') bytes += memoryMap.memmapSize(sizeOf(event.range), memory.pageSize);
    }
  }
  return memory.tunables.memmapOnMemory ? 0 : bytes;
};

/**
 * Of memory that left a kernel zone, that it might have stayed, how likely that is and why: whether the kernel has a page
 * of its own in it nobody can tell from outside (core R2.36). None where the scenario says which pages it has, or where
 * all of it was movable.
 */
export const refusalNotes = (
  kernel: Kernel,
  { step, answer, events, before }: Omit<StepRecord, 'notes'>,
  earlier: readonly StepRecord[],
): readonly string[] => {
  if (!answer.ok || step.unmovable !== undefined) return [];
  const ids = leaving(before, events);
  if (ids.length === 0) return [];
  return memoryMap
    .kernelHolds(before.memory, ids, kernel.architecture.memory)
    .map((hold) => holdWords(hold, mapsSince(before, hold.blocks, earlier)));
};

/** Whether the answer of a step is one of several that a real machine may give. */
export const mayBeRefused = ({ notes }: Pick<StepRecord, 'notes'>): boolean =>
  notes.some((note) => note.startsWith(MAY));

const MAY = 'may be refused (EBUSY)';

const holdWords = (
  { node, zone, blocks, first, bytes, of, pageblock }: memoryMap.KernelHold,
  maps: number,
): string => {
  const odds =
    first === undefined
      ? byShare(bytes / of, { bytes, of, zone, node, pageblock, maps })
      : `Very likely: zone ${zone} of node ${node} has hot-added memory alone, which the kernel takes before what it had at boot, memory${first} first`;
  return `${MAY}: ${blockStretches(blocks)} ${blocks.length === 1 ? 'was' : 'were'} in zone ${zone}, and pages that the kernel took for itself cannot move. ${odds}. In memory that is online_movable it has none`;
};

/** Chances by estimate: each pageblock that the kernel took since lies in the blocks as often as their share of the zone. */
const byShare = (
  share: number,
  {
    bytes,
    of,
    zone,
    node,
    pageblock,
    maps,
  }: Pick<memoryMap.KernelHold, 'bytes' | 'of' | 'zone' | 'node' | 'pageblock'> & { readonly maps: number },
): string => {
  const one = `By estimate ${percent(share)} for each pageblock that it took since: ${humanSize(bytes)} of the ${humanSize(of)} of zone ${zone} of node ${node}`;
  // The largest that a pageblock is where nobody tells: kernels with huge pages have smaller ones, and so more of them.
  const count = Math.ceil(maps / pageblock);
  return count === 0
    ? one
    : `${one}; the memory map of what came since is at least ${count} of them, so at least ${percent(1 - (1 - share) ** count)}`;
};

/** What keeps memory of a machine from leaving for certain, in few words; undefined where nothing does. */
export const holdInBrief = (kernel: Kernel, { memory }: Machine, range: AddressRange): string | undefined => {
  const ids = [...memory.blocks.entries()]
    .filter(([id]) => overlaps(blockRange(memory, id), range))
    .map(([id]) => id);
  const holds = memoryMap.kernelHolds(memory, ids, kernel.architecture.memory);
  if (holds.length === 0) return undefined;
  const zones = [...new Set(holds.map(({ zone }) => zone))].join(' and ');
  const odds = holds.some(({ first }) => first !== undefined) ? ', which is very likely' : '';
  return `it stays where the kernel took a page of it for itself (zone ${zones})${odds}`;
};
