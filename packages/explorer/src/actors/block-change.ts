import type { Action, Errno, Machine, MemoryEvent, OnlineType } from '@warmboot/core';

import type { AtomicStep, Constants, StepContext } from '../model/actor.js';

/** A block on its way, between two steps: it holds its locks. */
export interface BlockChange {
  readonly block: number;
  readonly to: 'offline' | OnlineType;
  /** `locked`: the notifiers are not asked yet; `asked`: nobody objected. */
  readonly at: 'locked' | 'asked';
}

/** What a step made of a block: it is still on its way, it has arrived, or somebody refused. */
export type BlockOutcome =
  { readonly change: BlockChange } | { readonly arrived: true } | { readonly refused: Errno };

/** A step without what its actor alone can say of it. */
export type BlockStep<L> = Pick<AtomicStep<L>, 'id' | 'label' | 'perform'>;

/** What becomes of an actor by what became of a block. */
export type AfterBlock<L> = (outcome: BlockOutcome, context: StepContext) => L;

const ARRIVED: BlockOutcome = { arrived: true };

/**
 * One block going offline or online, in the steps between which others act. Where no notifier sleeps for the kexec lock,
 * locks are taken and notifiers asked in one step, and onlining is one as a whole: nobody could tell the difference.
 */
export class BlockChanges {
  readonly #constants: Constants;
  readonly #sleepsOffline: boolean;
  readonly #sleepsOnline: boolean;

  constructor(constants: Constants) {
    const sleeps = (event: MemoryEvent): boolean =>
      constants.policies.some(({ notifiers = [] }) =>
        notifiers.some(({ sleepsForKexec }) => sleepsForKexec?.includes(event) === true),
      );
    this.#constants = constants;
    this.#sleepsOffline = sleeps('MEM_GOING_OFFLINE');
    this.#sleepsOnline = sleeps('MEM_GOING_ONLINE');
  }

  /** Whether onlining is more than one step. */
  get onlinesInSteps(): boolean {
    return this.#sleepsOnline;
  }

  /** The first step of a block that nobody sent on its way yet. */
  begin<L>(block: number, to: BlockChange['to'], after: AfterBlock<L>): BlockStep<L> {
    if (to === 'offline') {
      return this.#sleepsOffline
        ? this.#step(`lock ${block}`, `isolates memory${block}, and holds its lock`, after, (context) =>
            answered(context.apply<'offline-lock'>({ kind: 'offline-lock', block }), {
              block,
              to,
              at: 'locked',
            }),
          )
        : this.#ask({ block, to, at: 'locked' }, 'offline-begin', after);
    }
    if (this.#sleepsOnline) {
      return this.#step(`lock ${block}`, `holds the lock of memory${block}`, after, (context) =>
        answered(context.apply<'online-lock'>({ kind: 'online-lock', block }), { block, to, at: 'locked' }),
      );
    }
    return this.#step(`online ${block}`, `brings memory${block} online (${to})`, after, (context) => {
      const online = context.apply<'block-state'>({ kind: 'block-state', block, word: to });
      return online.ok ? ARRIVED : { refused: online.errno };
    });
  }

  /** The next step of a block on its way; none while it has to wait. */
  next<L>(change: BlockChange, machine: Machine, after: AfterBlock<L>): BlockStep<L> | undefined {
    const { block, to, at } = change;
    if (at === 'locked') {
      if (this.blocked(change, machine) !== undefined) return undefined;
      return this.#ask(change, to === 'offline' ? 'offline-ask' : 'online-ask', after);
    }
    if (to === 'offline') {
      return this.#step(`offlined ${block}`, `takes memory${block} offline`, after, (context) => {
        context.apply<'offline-finish'>({ kind: 'offline-finish', block });
        return ARRIVED;
      });
    }
    return this.#step(`onlined ${block}`, `brings memory${block} online (${to})`, after, (context) => {
      context.apply<'online-finish'>({ kind: 'online-finish', block, word: to });
      return ARRIVED;
    });
  }

  /** What a block on its way has to wait with. */
  blocked({ block, to, at }: BlockChange, machine: Machine): Action | undefined {
    if (at !== 'locked') return undefined;
    const ask: Action = { kind: to === 'offline' ? 'offline-ask' : 'online-ask', block };
    return this.#constants.kernel.waitsFor(machine, ask) === undefined ? undefined : ask;
  }

  #ask<L>(
    { block, to }: BlockChange,
    kind: 'offline-begin' | 'offline-ask' | 'online-ask',
    after: AfterBlock<L>,
  ): BlockStep<L> {
    const word = to === 'offline' ? 'offline' : 'online';
    return this.#step(`${word} ${block}`, `asks whether memory${block} may go ${word}`, after, (context) =>
      answered(context.apply<typeof kind>({ kind, block }), { block, to, at: 'asked' }),
    );
  }

  #step<L>(
    id: string,
    label: string,
    after: AfterBlock<L>,
    act: (context: StepContext) => BlockOutcome,
  ): BlockStep<L> {
    return { id, label, perform: (context) => after(act(context), context) };
  }
}

const answered = (
  result: { readonly ok: true } | { readonly ok: false; readonly errno: Errno },
  change: BlockChange,
): BlockOutcome => (result.ok ? { change } : { refused: result.errno });
