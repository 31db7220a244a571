import type { Action, KexecImage, KexecSegment, Machine, MemoryState } from '@warmboot/core';
import { Interner } from './interner.js';
import { Numbering } from './numbering.js';

/**
 * Canonical forms of machines and of actions, as numbers. Equal ones have equal numbers, and the first that was met stands for
 * all. Searches of one situation may have them in common.
 *
 * The layout's generation is a counter, and no two orders of events would ever meet again if it counted. What anything
 * asks of it is whether an image is as old as the layout, so that is what is kept. Nor do the contents of memory count:
 * nobody here writes any but by loading, so they follow from the images.
 */
export class MachineForms {
  readonly #interner = new Interner(visible);
  readonly #layouts = new WeakMap<MemoryState, object>();
  readonly #images = new WeakMap<KexecImage, { readonly fresh: object; readonly stale: object }>();
  readonly #forms = new WeakMap<Machine, object>();
  readonly #known = new WeakMap<Machine, number>();
  readonly #machines = new Numbering<Machine>();
  readonly #actions = new Numbering<undefined>();

  /** Bytes that are held, about. */
  get bytes(): number {
    return this.#interner.bytes + MACHINE_BYTES * this.#machines.size;
  }

  /** Number of any value, its machines looked at as user space sees them. @param like one with which it may share much */
  value(value: unknown, like?: unknown): number {
    return this.#interner.number(value, like);
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
export const MACHINE_BYTES = 16 * 1024;

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
