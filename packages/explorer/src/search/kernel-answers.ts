import type { ActionKind, Machine, Policy, Step } from '@warmboot/core';
import { extend } from '@warmboot/core';
import { BoundedMemo } from '../state/bounded-memo.js';
import { MachineForms } from '../state/machine-forms.js';

/** Answers that are kept at a time. */
const MEMO_LIMIT = 50_000;

/** Jumps that are kept at a time: what booted there shares nothing with anything. */
const JUMP_LIMIT = 256;

/** What is kept of actions that ask the same of policies. */
export interface Answers {
  /** By number of the action, and of the machine. */
  readonly steps: BoundedMemo<Step<ActionKind>>;
  /** By number of the action, and of what a jump reads. */
  readonly jumps: BoundedMemo<Step<ActionKind>>;
}

/**
 * What a kernel answered: to actions on machines, as far as policies that they ask are the same. One of them serves all searches
 * of a situation on one build of a kernel, whatever protection is in force: a load asks nothing of a notifier, so it comes to the
 * same under each.
 */
export class KernelAnswers {
  readonly forms = new MachineForms();
  readonly #answers = new Map<string, Answers>();
  readonly #numbers = new Map<unknown, number>();

  /** Bytes that are held, about. */
  get bytes(): number {
    return this.forms.bytes;
  }

  /** @param policies in force, in order */
  of(policies: readonly Policy[], kind: ActionKind, machine: Machine): Answers {
    const hooks = extend.hooksAskedBy(kind, machine);
    const key = policies.flatMap((policy) => this.#said(policy, hooks) ?? []).join(' / ');
    let answers = this.#answers.get(key);
    if (answers === undefined) {
      answers = { steps: new BoundedMemo(MEMO_LIMIT), jumps: new BoundedMemo(JUMP_LIMIT) };
      this.#answers.set(key, answers);
    }
    return answers;
  }

  /** What a policy says where it is asked; undefined for nothing. */
  #said(policy: Policy, hooks: readonly extend.PolicyHook[]): string | undefined {
    const said = hooks.filter((hook) => policy[hook] !== undefined);
    return said.length === 0
      ? undefined
      : said.map((hook) => `${hook}:${this.#number(policy[hook])}`).join(' ');
  }

  #number(value: unknown): number {
    const known = this.#numbers.get(value) ?? this.#numbers.size;
    this.#numbers.set(value, known);
    return known;
  }
}
