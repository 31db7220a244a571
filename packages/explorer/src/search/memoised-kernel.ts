import type { Action, ActionKind, Kernel, Machine, Policy, Step } from '@warmboot/core';
import type { Applier } from '../model/state.js';
import { isTerminal } from '../model/state.js';
import type { CanonicalForms } from '../state/canonical-forms.js';
import type { Answers, KernelAnswers } from './kernel-answers.js';
import type { Model } from './model.js';

/** What ends a kernel. It reads no more of the old one's memory than what is loaded and what answers on the bus. */
const JUMPS: ReadonlySet<ActionKind> = new Set<ActionKind>(['reboot-jump', 'crash']);

/**
 * A kernel that is asked once for each action on each machine: actors in different local states often do the same, and so do
 * searches under policies that an action does not ask. Machines that go on are given back as the first equal one that was met, so
 * that all that follows is known by its number.
 */
export class MemoisedKernel implements Applier {
  readonly #kernel: Kernel;
  readonly #firstGeneration: number;
  readonly #forms: CanonicalForms;
  readonly #answers: KernelAnswers;
  /** In force, in order. */
  readonly #policies: readonly Policy[];
  /** A policy that looks at memory right before the copy: then a jump reads all. */
  readonly #looksAtMemory: boolean;
  /** By kind of action, on the machine that was asked about last. */
  readonly #byKind = new Map<ActionKind, Answers>();
  readonly #hasVirtioMem: boolean;

  constructor(
    { kernel, firstGeneration, policies = [], looksAtCopy = true, initial }: Model,
    forms: CanonicalForms,
    answers: KernelAnswers,
  ) {
    this.#looksAtMemory = looksAtCopy;
    this.#kernel = kernel;
    this.#firstGeneration = firstGeneration;
    this.#forms = forms;
    this.#answers = answers;
    this.#policies = policies;
    this.#hasVirtioMem = hasVirtioMem(initial.machine);
  }

  apply<K extends ActionKind>(machine: Machine, action: Extract<Action, { kind: K }>): Step<K> {
    const before = this.#forms.machine(machine);
    const asked = this.#forms.action(action);
    const answers = this.#answersTo(action.kind, machine);
    const known = answers.steps.get(asked, before);
    // What is kept under a number of an action is the answer to an equal action.
    if (known !== undefined) return known as Step<K>;
    const step = this.#step(machine, action, asked, answers);
    // A terminal machine is met once from each other one, and what booted there shares nothing with anything: not worth the
    // room.
    if (isTerminal(step.machine, this.#firstGeneration)) return step;
    const after = this.#forms.machineAt(this.#forms.machine(step.machine, machine));
    const answer = { ...step, machine: after };
    answers.steps.set(asked, before, answer as unknown as Step<ActionKind>);
    return answer;
  }

  #answersTo(kind: ActionKind, machine: Machine): Answers {
    // Devices that come while it is searched change what is asked.
    if (hasVirtioMem(machine) !== this.#hasVirtioMem) return this.#answers.of(this.#policies, kind, machine);
    let answers = this.#byKind.get(kind);
    if (answers === undefined) {
      answers = this.#answers.of(this.#policies, kind, machine);
      this.#byKind.set(kind, answers);
    }
    return answers;
  }

  #step<K extends ActionKind>(
    machine: Machine,
    action: Extract<Action, { kind: K }>,
    asked: number,
    { jumps }: Answers,
  ): Step<K> {
    if (this.#looksAtMemory || !JUMPS.has(action.kind)) return this.#kernel.apply<K>(machine, action);
    const read = this.#forms.jump(machine);
    const known = jumps.get(asked, read);
    if (known !== undefined) return known as Step<K>;
    const step = this.#kernel.apply<K>(machine, action);
    // A jump that was refused leaves the old kernel as it was, memory and all.
    if (isTerminal(step.machine, this.#firstGeneration))
      jumps.set(asked, read, step as unknown as Step<ActionKind>);
    return step;
  }
}

const hasVirtioMem = ({ platform }: Machine): boolean => (platform.virtioMem?.size ?? 0) > 0;
