import type { AddressRange } from '@warmboot/address';
import { overlaps, rangeAt } from '@warmboot/address';
import { addressNames } from '@warmboot/core';
import { coreHeader } from '@warmboot/core/plugin';
import type { Expectation, RecordedStep } from '@warmboot/scenario';
import type { Side } from './seen-answer.js';

const BLOCK_SIZE = '/sys/devices/system/memory/block_size_bytes';
const AUTO_ONLINE = '/sys/devices/system/memory/auto_online_blocks';
const LOADED = '/sys/kernel/kexec_loaded';

/** Where the devices of a recorded story were, by their names. */
const placesOf = (steps: readonly RecordedStep[]): ReadonlyMap<string, AddressRange> =>
  new Map(
    steps.flatMap(({ action, id, address, size }) =>
      action === 'dimm-add' && id !== undefined && address !== undefined && size !== undefined
        ? [[id, rangeAt(Number(address), size)] as const]
        : [],
    ),
  );

/** Memory that a dump has, from the head of /proc/vmcore; undefined where nobody read it. */
const dumped = (head: Side | undefined): readonly AddressRange[] | undefined => {
  const out = String(head?.result?.['out'] ?? '');
  if (out === '') return undefined;
  const { loads } = coreHeader.read(new Uint8Array(Buffer.from(out, 'base64')));
  return loads.map(({ paddr, size }) => rangeAt(Number(paddr), Number(size)));
};

/** What one side showed at the end of a story. */
class SeenEnd {
  readonly #steps: readonly RecordedStep[];
  readonly #sides: readonly Side[];
  readonly #places: ReadonlyMap<string, AddressRange>;

  constructor(steps: readonly RecordedStep[], sides: readonly Side[]) {
    this.#steps = steps;
    this.#sides = sides;
    this.#places = placesOf(steps);
  }

  /** What does not hold of an expectation, in sentences. */
  misses({ loaded, blocks = {}, bootMemory = [], vmcoreLacks = [] }: Expectation): readonly string[] {
    return [
      ...(loaded === undefined || loaded === (this.#file(LOADED) === '1')
        ? []
        : [`an image is ${loaded ? 'not ' : ''}loaded at the end`]),
      ...Object.entries(blocks).flatMap(([name, state]) => this.#blockMisses(name, state)),
      ...bootMemory.flatMap((name) => this.#bootMemoryMisses(String(name))),
      ...this.#dumpMisses(vmcoreLacks.map(String)),
    ];
  }

  #file(path: string): string | undefined {
    return this.#sides.at(-1)?.observed?.sys[path] ?? this.#observed(-1)?.sys[path];
  }

  /** What was seen last, or at a step. */
  #observed(at: number): Side['observed'] {
    return this.#sides.slice(0, at === -1 ? undefined : at + 1).findLast(({ observed }) => observed)
      ?.observed;
  }

  #blocksOf(name: string): readonly number[] {
    const size = Number.parseInt(this.#file(BLOCK_SIZE) ?? '0', 16);
    return addressNames.blocks(
      name,
      (device) => {
        const place = this.#places.get(device);
        return place && [place];
      },
      size,
    );
  }

  #stateAt(at: number, block: number): string {
    return this.#observed(at)?.blocks[`memory${block}`]?.state ?? 'absent';
  }

  #blockMisses(name: string, wanted: string): readonly string[] {
    const wrong = this.#blocksOf(name).find((block) => this.#stateAt(-1, block) !== wanted);
    return wrong === undefined
      ? []
      : [`memory${wrong} is ${this.#stateAt(-1, wrong)} at the end, not ${wanted}`];
  }

  /** A kernel that brings nothing online by itself has boot memory alone online when it has just come up. */
  #bootMemoryMisses(name: string): readonly string[] {
    const jump = this.#steps.findLastIndex(({ action }) => action === 'kexec-exec' || action === 'crash');
    const online = jump >= 0 && this.#blocksOf(name).some((block) => this.#stateAt(jump, block) === 'online');
    if (!online) return [`no block of ${name} is boot memory of the next kernel`];
    return this.#observed(jump)?.sys[AUTO_ONLINE] === 'offline'
      ? []
      : [`${name} may be boot memory or not: the next kernel brings all memory online by itself`];
  }

  #dumpMisses(names: readonly string[]): readonly string[] {
    if (names.length === 0) return [];
    const head = this.#steps.findLastIndex(({ action }) => action === 'vmcore-head');
    const memory = dumped(this.#sides[head]);
    if (memory === undefined) return ['there is no vmcore to look into'];
    return names.flatMap((name) => {
      const place = this.#places.get(name);
      return place !== undefined && memory.some((range) => overlaps(range, place))
        ? [`the vmcore has memory of ${name}`]
        : [];
    });
  }
}

/** What a story is about: boot memory, or a dump, where its end speaks of one; what else is there is not the point then. */
const pointOf = ({ line, bootMemory, vmcoreLacks, ...state }: Expectation): Expectation =>
  bootMemory === undefined && vmcoreLacks === undefined
    ? { line, ...state }
    : { line, ...(bootMemory && { bootMemory }), ...(vmcoreLacks && { vmcoreLacks }) };

/**
 * What of a story's end one side does not show, in sentences; empty where all that it is about is as told.
 * @param steps the recording
 * @param sides what the real machine showed after each of its steps, or what the model says
 */
export const endMisses = (
  expected: readonly Expectation[],
  steps: readonly RecordedStep[],
  sides: readonly Side[],
): readonly string[] => {
  const end = new SeenEnd(steps, sides);
  return expected.flatMap((expectation) => end.misses(pointOf(expectation)));
};

/** What a story says of its end beside the last answer, in a few words each. */
export const endWords = (expected: readonly Expectation[]): readonly string[] =>
  expected.flatMap(({ bootMemory = [], vmcoreLacks = [] }) => [
    ...bootMemory.map((name) => `${name} is its boot memory`),
    ...vmcoreLacks.map((name) => `${name} is not in it`),
  ]);
