import type { Action, ActionKind, Kernel, Machine, Step } from '@warmboot/core';
import type { Applier } from '../model/state.js';
import { isTerminal } from '../model/state.js';
import type { CanonicalForms } from '../state/canonical-forms.js';
import { BoundedMemo } from '../state/bounded-memo.js';

/** What ends a kernel. It reads no more of the old one's memory than what is loaded and what answers on the bus. */
const JUMPS: ReadonlySet<ActionKind> = new Set<ActionKind>(['reboot-jump', 'crash']);

/** Jumps that are kept at a time: what booted there shares nothing with anything. */
const JUMP_LIMIT = 256;

/** Answers that are kept at a time. */
const MEMO_LIMIT = 50_000;

/**
 * A kernel that is asked once for each action on each machine: actors in different local states often do the same. Machines
 * that go on are given back as the first equal one that was met, so that all that follows is known by its number.
 */
export class MemoisedKernel implements Applier {
  readonly #kernel: Kernel;
  readonly #firstGeneration: number;
  readonly #forms: CanonicalForms;
  readonly #answers = new BoundedMemo<Step<ActionKind>>(MEMO_LIMIT);
  /** By number of the action, and of what a jump reads. */
  readonly #jumps = new BoundedMemo<Step<ActionKind>>(JUMP_LIMIT);
  /** A policy that looks at memory right before the copy: then a jump reads all. */
  readonly #looksAtMemory: boolean;

  constructor(kernel: Kernel, firstGeneration: number, forms: CanonicalForms, looksAtMemory: boolean) {
    this.#looksAtMemory = looksAtMemory;
    this.#kernel = kernel;
    this.#firstGeneration = firstGeneration;
    this.#forms = forms;
  }

  apply<K extends ActionKind>(machine: Machine, action: Extract<Action, { kind: K }>): Step<K> {
    const before = this.#forms.machine(machine);
    const asked = this.#forms.action(action);
    const known = this.#answers.get(asked, before);
    // What is kept under a number of an action is the answer to an equal action.
    if (known !== undefined) return known as Step<K>;
    const step = this.#step(machine, action, asked);
    // A terminal machine is met once from each other one, and what booted there shares nothing with anything: not worth the
    // room.
    if (isTerminal(step.machine, this.#firstGeneration)) return step;
    const after = this.#forms.machineAt(this.#forms.machine(step.machine, machine));
    const answer = { ...step, machine: after };
    this.#answers.set(asked, before, answer as unknown as Step<ActionKind>);
    return answer;
  }

  #step<K extends ActionKind>(
    machine: Machine,
    action: Extract<Action, { kind: K }>,
    asked: number,
  ): Step<K> {
    if (this.#looksAtMemory || !JUMPS.has(action.kind)) return this.#kernel.apply<K>(machine, action);
    const read = this.#forms.jump(machine);
    const known = this.#jumps.get(asked, read);
    if (known !== undefined) return known as Step<K>;
    const step = this.#kernel.apply<K>(machine, action);
    // A jump that was refused leaves the old kernel as it was, memory and all.
    if (isTerminal(step.machine, this.#firstGeneration))
      this.#jumps.set(asked, read, step as unknown as Step<ActionKind>);
    return step;
  }
}
