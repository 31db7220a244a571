import type { AddressRange } from '@warmboot/address';
import { hex, overlaps } from '@warmboot/address';
import type { ExecOutcome, Kernel, Machine } from '@warmboot/core';
import { blockRange, destinationOf, platforms } from '@warmboot/core';

/** Something that may happen to memory between the load and the jump. */
export interface MemoryEvent {
  readonly kind: 'unplug' | 'plug' | 'resize' | 'offline';
  /** The device, or the blocks. */
  readonly id: string;
  readonly range: AddressRange;
  /** Segments that lie in the range, by kind. */
  readonly segments: readonly string[];
}

/** What an event comes to under one policy. */
export interface EventOutcome {
  readonly policy: string;
  /**
   * `boots`: the event happened and the jump reaches the next kernel. `refused`: the event did not happen.
   * `unloaded`: the image is gone, so `kexec -e` has nothing to start. `stopped`: the jump is refused. The rest are deaths.
   */
  readonly outcome: 'boots' | 'refused' | 'unloaded' | 'stopped' | 'panic' | 'hang' | 'reset';
  readonly reason: string;
}

/** What an event of memory would do to a loaded image. */
export interface EventPrediction {
  readonly event: MemoryEvent;
  /** Why the event may be refused on a real machine all the same, where it may. */
  readonly mayStay?: string;
  readonly outcomes: readonly EventOutcome[];
}

const touched = (machine: Machine, range: AddressRange): string[] => {
  const segments = machine.kexec.normal?.segments ?? machine.kexec.crash?.segments ?? [];
  return [
    ...new Set(segments.filter((segment) => overlaps(destinationOf(segment), range)).map(({ kind }) => kind)),
  ];
};

/**
 * What may happen: every memory device may be pulled, blocks under segments may be put offline, one device more may come.
 * @param deviceBase where the board puts devices; none is plugged where it is not known
 */
export const possibleEvents = (loaded: Machine, deviceBase: number | undefined): readonly MemoryEvent[] => {
  const { platform, memory } = loaded;
  const unplugs = [...platform.dimms.values()].map(({ id, range }): MemoryEvent => ({
    kind: 'unplug',
    id,
    range,
    segments: touched(loaded, range),
  }));
  const resizes = [...(platform.virtioMem?.values() ?? [])]
    .filter(({ plugged }) => [...plugged].length > 0)
    .map(({ id, region }): MemoryEvent => ({
      kind: 'resize',
      id,
      range: region,
      segments: touched(loaded, region),
    }));
  const offlines = blocksUnderSegments(loaded);
  if (deviceBase === undefined || !platform.hotplug.available) return [...unplugs, ...resizes, ...offlines];
  const start = platforms.nextAddress(platform, deviceBase, memory.blockSize);
  const range = { start, end: start + memory.blockSize };
  return [...unplugs, ...resizes, ...offlines, { kind: 'plug', id: 'another DIMM', range, segments: [] }];
};

/** The online blocks that segments lie in and that no device takes with it; each stretch of them is one event. */
const blocksUnderSegments = (loaded: Machine): readonly MemoryEvent[] => {
  const { memory, platform } = loaded;
  const devices = platforms.DimmTable.of(platform.dimms);
  const stretches: { first: number; last: number; range: AddressRange }[] = [];
  for (const [id, { state }] of memory.blocks.entries()) {
    const range = blockRange(memory, id);
    if (state !== 'online' || devices.meeting(range) !== undefined) continue;
    if (touched(loaded, range).length === 0) continue;
    const before = stretches.at(-1);
    if (before?.last === id - 1)
      stretches[stretches.length - 1] = {
        ...before,
        last: id,
        range: { start: before.range.start, end: range.end },
      };
    else stretches.push({ first: id, last: id, range });
  }
  return stretches.map(({ first, last, range }) => ({
    kind: 'offline',
    id: first === last ? `memory${first}` : `memory${first} to memory${last}`,
    range,
    segments: touched(loaded, range),
  }));
};

/** Takes the event on a machine where the image is loaded, then jumps. */
export const outcomeOf = (
  kernel: Kernel,
  loaded: Machine,
  event: MemoryEvent,
): Omit<EventOutcome, 'policy'> => {
  const happened = happen(kernel, loaded, event);
  if (!happened.ok) return { outcome: 'refused', reason: happened.reason };
  const { machine } = happened;
  const type = loaded.kexec.normal === undefined ? 'crash' : 'normal';
  if (machine.kexec[type] === undefined) {
    return { outcome: 'unloaded', reason: 'the image is dropped, and has to be loaded again' };
  }
  const result: ExecOutcome =
    type === 'normal'
      ? kernel.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' }).result
      : kernel.apply<'crash'>(machine, { kind: 'crash' }).result;
  switch (result.outcome) {
    case 'booted':
      return { outcome: 'boots', reason: '' };
    case 'refused':
      return { outcome: 'stopped', reason: result.reason };
    case 'returned':
      return { outcome: 'boots', reason: result.reason };
    default:
      return { outcome: result.outcome, reason: result.reason };
  }
};

/** The machine once an event happened; undefined where it is refused. */
export const machineAfter = (kernel: Kernel, loaded: Machine, event: MemoryEvent): Machine | undefined => {
  const happened = happen(kernel, loaded, event);
  return happened.ok ? happened.machine : undefined;
};

type Happened =
  { readonly ok: true; readonly machine: Machine } | { readonly ok: false; readonly reason: string };

const happen = (kernel: Kernel, loaded: Machine, { kind, id, range }: MemoryEvent): Happened => {
  if (kind === 'plug') {
    const dimm = platforms.dimm(
      'new',
      range.start,
      range.end - range.start,
      0,
      platforms.nextSlot(loaded.platform),
    );
    const { machine, result } = kernel.apply<'dimm-add'>(loaded, { kind: 'dimm-add', dimm });
    if (!result.ok) return { ok: false, reason: result.reason };
    return {
      ok: true,
      machine: kernel.apply<'online'>(machine, { kind: 'online', word: 'online', blocks: 'all' }).machine,
    };
  }
  if (kind === 'offline') return putOffline(kernel, loaded, range);
  if (kind === 'resize') {
    const { machine, result } = kernel.apply<'virtio-mem'>(loaded, { kind: 'virtio-mem', id, requested: 0 });
    return result.ok ? { ok: true, machine } : { ok: false, reason: result.reason };
  }
  const { machine, result, events } = kernel.apply<'dimm-del'>(loaded, { kind: 'dimm-del', id });
  if (!result.ok) return { ok: false, reason: result.reason };
  if (result.value.removed) return { ok: true, machine };
  const veto = events.find((event) => event.type === 'memory:vetoed');
  const refused = events.find((event) => event.type === 'dimm:eject-refused');
  if (veto !== undefined) return { ok: false, reason: `${veto.errno} by ${veto.by}` };
  const block = refused === undefined ? hex(range.start) : `memory${refused.block}`;
  return { ok: false, reason: `${refused?.errno ?? 'EBUSY'}: ${block} stays` };
};

/** The first block that stays ends it, as for a device that is ejected. */
const putOffline = (kernel: Kernel, loaded: Machine, range: AddressRange): Happened => {
  let machine = loaded;
  const { blocks } = loaded.memory;
  for (const block of blocks.keys()) {
    if (!overlaps(blockRange(loaded.memory, block), range)) continue;
    const step = kernel.apply<'block-state'>(machine, { kind: 'block-state', block, word: 'offline' });
    if (!step.result.ok)
      return { ok: false, reason: `memory${block}: ${step.result.errno}, ${step.result.reason}` };
    machine = step.machine;
  }
  return { ok: true, machine };
};
