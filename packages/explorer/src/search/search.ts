import { Identity } from '../state/identity.js';
import { StateTable } from '../state/state-table.js';
import { Reduction } from './ample.js';
import type { Choices, Outcome } from './deeds.js';
import { Deeds, OVER } from './deeds.js';
import { Findings } from './findings.js';
import { MoveNames } from './move-names.js';
import type { Stagecraft } from './stagecraft.js';
import type { Verdict } from './verdict.js';

/** How far a search may go. */
export interface Limits {
  /** States; a million unless told. */
  readonly states?: number;
  /** Steps of a story; without limit unless told. */
  readonly depth?: number;
  /** Bytes that the search keeps, by its own count; without limit unless told. */
  readonly bytes?: number;
}

/** Where a search is. */
export interface Progress {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** States of this depth that are still to be looked at. */
  readonly frontier: number;
}

/** How a search is bounded and watched. */
export interface SearchOptions {
  readonly limits?: Limits;
  /** Leave out orders that cannot matter. On unless told. */
  readonly reduce?: boolean;
  /** Is told now and then how far the search has come. */
  onProgress?(progress: Progress): void;
}

/** What a search came to. */
export interface SearchResult {
  /** By name of the property. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly states: number;
  readonly transitions: number;
  /** Steps of the longest story. */
  readonly depth: number;
  /** Whether nothing more could be learnt: every state was looked at, or every property is broken. */
  readonly complete: boolean;
  /** The limit that ended the search, if one did. */
  readonly stoppedBy?: keyof Limits;
  /** Different machines among the states. */
  readonly machines: number;
  /** Bytes that the search kept, by its own count. */
  readonly bytes: number;
}

const DEFAULT_STATES = 1_000_000;

/**
 * Looks at every order of events, shortest stories first, so that the first story that breaks a property is one of the
 * shortest. Deterministic: actors in the order of the cast, steps in the order of their actor.
 */
export const search = (stagecraft: Stagecraft, options: SearchOptions = {}): SearchResult =>
  new Search(stagecraft, options).run();

class Search {
  readonly #options: SearchOptions;
  readonly #identity: Identity;
  readonly #reduction: Reduction;
  readonly #names = new MoveNames();
  readonly #deeds: Deeds;
  readonly #findings: Findings;
  readonly #table: StateTable;
  /** The state that is looked at, and the one that follows: a machine, then what each actor knows. */
  readonly #row: Int32Array;
  readonly #next: Int32Array;
  /** What each actor can do in the state that is looked at. */
  readonly #choices: Choices[] = [];
  #transitions = 0;
  #depth = 0;
  #stoppedBy: keyof Limits | undefined;

  constructor(stage: Stagecraft, options: SearchOptions) {
    const { cast, world, properties } = stage;
    this.#options = options;
    this.#identity = new Identity(cast.length);
    this.#reduction = new Reduction(cast);
    this.#deeds = new Deeds(stage, this.#identity, this.#reduction, this.#names);
    this.#findings = new Findings(properties, stage);
    this.#row = new Int32Array(1 + cast.length);
    this.#next = new Int32Array(1 + cast.length);
    this.#table = new StateTable(1 + cast.length);
    this.#table.add(this.#deeds.row(world), -1, -1);
  }

  run(): SearchResult {
    // States are met in the order of their depth: those of one depth lie next to each other.
    for (let from = 0, depth = 0; from < this.#table.size && this.#goesOn; depth += 1) {
      const to = this.#table.size;
      this.#options.onProgress?.({ states: to, transitions: this.#transitions, depth, frontier: to - from });
      for (let index = from; index < to; index += 1) {
        this.#stoppedBy = this.#reached(depth);
        if (!this.#goesOn) break;
        this.#expand(index, depth);
      }
      from = to;
    }
    return this.#result();
  }

  get #goesOn(): boolean {
    return this.#stoppedBy === undefined && !this.#findings.settled;
  }

  /** The limit that forbids to look at another state. */
  #reached(depth: number): keyof Limits | undefined {
    const {
      states = DEFAULT_STATES,
      depth: deepest = Infinity,
      bytes = Infinity,
    } = this.#options.limits ?? {};
    if (depth >= deepest) return 'depth';
    if (this.#table.size > states) return 'states';
    return this.#bytes > bytes ? 'bytes' : undefined;
  }

  #expand(index: number, depth: number): void {
    const row = this.#row;
    this.#table.read(index, row);
    const machine = row[0]!;
    if (machine === OVER) return;
    const all = this.#choices;
    let busy = 0;
    for (let actor = 0; actor + 1 < row.length; actor += 1) {
      const choices = this.#deeds.choices(machine, actor, row[actor + 1]!);
      all[actor] = choices;
      if (choices.moves.length > 0) busy += 1;
    }
    if (busy === 0) {
      this.#findings.end(this.#deeds.world(row), () => this.#pathTo(index));
      return;
    }
    const reduces = this.#options.reduce !== false && busy > 1;
    const alone = reduces ? this.#reduction.enough(all) : undefined;
    if (alone !== undefined && this.#takeAll(index, depth, alone) > index) return;
    for (let actor = 0; actor < all.length; actor += 1) {
      if (actor !== alone) this.#takeAll(index, depth, actor);
    }
  }

  /**
   * Takes all steps of an actor. @returns the last of the states to which they lead: where it is none that is still to be
   * looked at, the actor goes round in circles, and the others must not wait for him
   */
  #takeAll(index: number, depth: number, actor: number): number {
    const choices = this.#choices[actor]!;
    let last = -1;
    for (let at = 0; at < choices.moves.length; at += 1)
      last = Math.max(last, this.#take(index, depth, actor, choices, at));
    return last;
  }

  /** @returns the state to which it leads */
  #take(index: number, depth: number, actor: number, choices: Choices, at: number): number {
    const move = choices.moves[at]!;
    const outcome = choices.outcomes[at] ?? this.#tryOut(index, actor, choices, at);
    this.#transitions += 1;
    this.#deeds.follow(outcome, actor, this.#row, this.#next);
    const { size } = this.#table;
    const found = this.#table.add(this.#next, index, move);
    if (found === size || outcome.machine === OVER) this.#depth = depth + 1;
    return found;
  }

  /** What nobody did yet on this machine, being of this mind. */
  #tryOut(index: number, actor: number, choices: Choices, at: number): Outcome {
    const { outcome, deed } = this.#deeds.take(this.#row[0]!, actor, choices, at);
    this.#findings.step(deed, () => [...this.#pathTo(index), this.#names.at(choices.moves[at]!)]);
    return outcome;
  }

  #pathTo(index: number): string[] {
    return this.#table.pathTo(index).map((move) => this.#names.at(move));
  }

  get #bytes(): number {
    return this.#table.bytes + this.#identity.bytes + this.#deeds.bytes;
  }

  #result(): SearchResult {
    return {
      verdicts: this.#findings.verdicts(this.#stoppedBy === undefined),
      states: this.#table.size,
      transitions: this.#transitions,
      depth: this.#depth,
      complete: this.#stoppedBy === undefined,
      ...(this.#stoppedBy === undefined ? {} : { stoppedBy: this.#stoppedBy }),
      machines: this.#identity.machines,
      bytes: this.#bytes,
    };
  }
}
