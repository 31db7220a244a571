import type { Action, KexecImage, KexecSegment, Machine, MachineEvent, MemoryState } from '@warmboot/core';
import type { Message } from '../model/actor.js';
import { Interner } from './interner.js';
import { Numbering } from './numbering.js';

/** The number of no events at all. */
export const NO_EVENTS = 0;

/**
 * What makes two states one: canonical forms of machines, of what actors know, of messages and of events, as numbers. Equal
 * ones have equal numbers, and the first that was met stands for all.
 *
 * The layout's generation is a counter, and no two orders of events would ever meet again if it counted. What anything
 * asks of it is whether an image is as old as the layout, so that is what is kept. Nor do the contents of memory count:
 * nobody here writes any but by loading, so they follow from the images.
 */
export class CanonicalForms {
  readonly #interner = new Interner(visible);
  readonly #layouts = new WeakMap<MemoryState, object>();
  readonly #images = new WeakMap<KexecImage, { readonly fresh: object; readonly stale: object }>();
  readonly #forms = new WeakMap<Machine, object>();
  readonly #known = new WeakMap<Machine, number>();
  readonly #machines = new Numbering<Machine>();
  readonly #actions = new Numbering<undefined>();
  readonly #messages = new Numbering<Message>();
  readonly #events = new Numbering<readonly MachineEvent[]>();
  readonly #locals: readonly Numbering<unknown>[];

  constructor(actors: number) {
    this.#locals = Array.from({ length: actors }, () => new Numbering<unknown>());
    this.#events.number(this.#interner.number([]), []);
  }

  /** Different parts, machines and memories seen so far. */
  get parts(): number {
    return this.#interner.size;
  }

  /** Different machines seen so far. */
  get machines(): number {
    return this.#machines.size;
  }

  /** Bytes that are held, about. */
  get bytes(): number {
    return this.#interner.bytes + MACHINE_BYTES * this.#machines.size;
  }

  /** @param like the machine before, with which this one shares most */
  machine(machine: Machine, like?: Machine): number {
    const known = this.#known.get(machine);
    if (known !== undefined) return known;
    const form = this.#form(machine);
    const before = like === undefined ? undefined : this.#forms.get(like);
    const number = this.#machines.number(this.#interner.number(form, before), machine);
    this.#known.set(machine, number);
    return number;
  }

  /**
   * Number of all that a jump reads of a machine: blocks and zones are the old kernel's, and the next one makes its own.
   * Of its locks, a panic looks at the kexec lock: while that is held, no dump is taken.
   */
  jump(machine: Machine): number {
    const { memory: _, locks: __, ...form } = this.#form(machine) as Readonly<Record<string, unknown>>;
    const { memory, locks } = machine;
    return this.#interner.number({
      ...form,
      pageSize: memory.pageSize,
      locked: locks.kexec !== undefined,
    });
  }

  machineAt(number: number): Machine {
    return this.#machines.at(number);
  }

  /** @param like what the actor knew before */
  local(actor: number, local: unknown, like?: unknown): number {
    return this.#locals[actor]!.number(this.#interner.number(local, like), local);
  }

  localAt(actor: number, number: number): unknown {
    return this.#locals[actor]!.at(number);
  }

  message(message: Message): number {
    return this.#messages.number(this.#interner.number(message), message);
  }

  messageAt(number: number): Message {
    return this.#messages.at(number);
  }

  /** The events of a step; {@link NO_EVENTS} where there are none. */
  events(events: readonly MachineEvent[]): number {
    return events.length === 0 ? NO_EVENTS : this.#events.number(this.#interner.number(events), events);
  }

  eventsAt(number: number): readonly MachineEvent[] {
    return this.#events.at(number);
  }

  action(action: Action): number {
    return this.#actions.number(this.#interner.number(action), undefined);
  }

  #form(machine: Machine): object {
    const known = this.#forms.get(machine);
    if (known !== undefined) return known;
    const { contents: _, memory, kexec, ...rest } = machine;
    const { normal, crash, ...rules } = kexec;
    const form = {
      ...rest,
      memory: this.#layout(memory),
      rules,
      normal: this.#image(normal, memory),
      crash: this.#image(crash, memory),
    };
    this.#forms.set(machine, form);
    return form;
  }

  #layout(memory: MemoryState): object {
    const known = this.#layouts.get(memory);
    if (known !== undefined) return known;
    const { generation: _, ...layout } = memory;
    this.#layouts.set(memory, layout);
    return layout;
  }

  #image(image: KexecImage | undefined, { generation, blockSize }: MemoryState): object | undefined {
    if (image === undefined) return undefined;
    let forms = this.#images.get(image);
    if (forms === undefined) {
      const { layoutGeneration: _, ...ageless } = image;
      const form = imageForm(ageless, blockSize);
      forms = { fresh: { ...form, fresh: true }, stale: { ...form, fresh: false } };
      this.#images.set(image, forms);
    }
    return image.layoutGeneration === generation ? forms.fresh : forms.stale;
  }
}

/**
 * What a machine costs that shares all but a few parts with the one before, with what is remembered of the steps that can
 * be taken there: measured, and rounded up.
 */
const MACHINE_BYTES = 16 * 1024;

/** An image without its age; of the pages that hold it, the blocks that they keep from going offline. */
const imageForm = (
  { pages, segments, ...image }: Omit<KexecImage, 'layoutGeneration'>,
  blockSize: number,
): object => {
  const held = [...pages.reserved].flatMap(({ start, end }) => [
    Math.floor(start / blockSize),
    Math.floor((end - 1) / blockSize),
  ]);
  return { ...image, held: [...new Set(held)], segments: segments.map(withoutDerived) };
};

/** A hand-over's contents are its bytes. */
const withoutDerived = (segment: KexecSegment): object => {
  if (segment.bytes === undefined) return segment;
  const { content: _, ...rest } = segment;
  return rest;
};

/** An actor may remember a machine as it saw it; of that, only what user space sees counts. */
const visible = (value: object): object => {
  if (!isMachine(value)) return value;
  const { iomem, firmwareMap, kernel, files, kexec, platform } = value;
  return { iomem, firmwareMap, kernel, files, crashRegion: kexec.crashRegion, bootRam: platform.bootRam };
};

/** The form of a machine as a state has no `kexec`. */
const isMachine = (value: object): value is Machine => 'iomem' in value && 'kexec' in value;
