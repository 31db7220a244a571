import type { StepRecord } from '../actor/world.js';
import { takeStep } from '../actor/world.js';
import type { Finding } from '../property/property.js';
import { Identity } from '../state/identity.js';
import { StateTable } from '../state/state-table.js';
import { Reduction } from './ample.js';
import type { Choices } from './deeds.js';
import { Deeds, OVER } from './deeds.js';
import { movesOf } from './moves.js';
import type { Stagecraft } from './stagecraft.js';

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

/** One property's answer. */
export type Verdict =
  | { readonly status: 'holds' }
  /** The question never came up. */
  | { readonly status: 'moot' }
  /** The search ended before all was seen, and nothing was broken so far. */
  | { readonly status: 'unknown' }
  /** The shortest way to break it: the ids of its steps, `actor: step`. */
  | { readonly status: 'broken'; readonly reason: string; readonly path: readonly string[] };

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

/** `loader: read`: a step by who takes it. */
export const moveName = (actor: string, step: string): string => `${actor}: ${step}`;

/**
 * Looks at every order of events, shortest stories first, so that the first story that breaks a property is one of the
 * shortest. Deterministic: actors in the order of the cast, steps in the order of their actor.
 */
export const search = (stagecraft: Stagecraft, options: SearchOptions = {}): SearchResult =>
  new Search(stagecraft, options).run();

class Search {
  readonly #stage: Stagecraft;
  readonly #options: SearchOptions;
  readonly #identity: Identity;
  readonly #reduction: Reduction;
  readonly #deeds: Deeds;
  readonly #table: StateTable;
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #broken = new Map<string, Extract<Verdict, { status: 'broken' }>>();
  readonly #asked = new Set<string>();
  /** The state that is looked at, and the one that follows: a machine, then what each actor knows. */
  readonly #row: Int32Array;
  readonly #next: Int32Array;
  #transitions = 0;
  #depth = 0;
  #stoppedBy: keyof Limits | undefined;

  constructor(stage: Stagecraft, options: SearchOptions) {
    const { cast, world } = stage;
    this.#stage = stage;
    this.#options = options;
    this.#identity = new Identity(cast.length);
    this.#reduction = new Reduction(cast);
    this.#deeds = new Deeds(stage, this.#identity, this.#reduction);
    this.#row = new Int32Array(1 + cast.length);
    this.#next = new Int32Array(1 + cast.length);
    this.#table = new StateTable(1 + cast.length);
    const locals = world.locals.map((local, actor) => this.#identity.local(actor, local));
    this.#table.add([this.#identity.machine(world.machine), ...locals], -1, -1);
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
    const { properties } = this.#stage;
    const settled = properties.length > 0 && this.#broken.size === properties.length;
    return this.#stoppedBy === undefined && !settled;
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
    const all = this.#stage.cast.map((_, actor) => this.#deeds.choices(machine, actor, row[actor + 1]!));
    if (all.every(({ steps }) => steps.length === 0)) {
      const world = this.#deeds.world(row);
      this.#note(index, undefined, (property) => property.onEnd?.(world, this.#stage));
      return;
    }
    const alone = this.#options.reduce === false ? undefined : this.#alone(all);
    if (alone !== undefined && this.#takeAll(index, depth, alone, all[alone]!) > index) return;
    for (const [actor, choices] of all.entries()) {
      if (actor !== alone) this.#takeAll(index, depth, actor, choices);
    }
  }

  /**
   * Takes all steps of an actor. @returns the last of the states to which they lead: where it is none that is still to be
   * looked at, the actor goes round in circles, and the others must not wait for him
   */
  #takeAll(index: number, depth: number, actor: number, choices: Choices): number {
    let last = -1;
    for (let at = 0; at < choices.steps.length; at += 1)
      last = Math.max(last, this.#take(index, depth, actor, choices, at));
    return last;
  }

  /** The one actor whose moves are enough, where there is a choice. */
  #alone(all: readonly Choices[]): number | undefined {
    const touches = all.map(({ touch }) => touch);
    if (touches.filter((touch) => touch !== undefined).length < 2) return undefined;
    return this.#reduction.enough(
      touches,
      all.map(({ future }) => future),
    );
  }

  /** @returns the state to which it leads */
  #take(index: number, depth: number, actor: number, choices: Choices, at: number): number {
    const row = this.#row;
    const move = this.#number(moveName(this.#stage.cast[actor]!.name, choices.steps[at]!.id));
    const outcome = this.#deeds.outcome(row[0]!, actor, choices, at, (deed) =>
      this.#note(index, move, (property) => property.onStep?.(deed, this.#stage)),
    );
    this.#transitions += 1;
    const next = this.#next.fill(0);
    next[0] = outcome.machine;
    if (outcome.machine !== OVER) {
      for (let other = 0; other + 1 < row.length; other += 1) {
        const local = other === actor ? outcome.own : row[other + 1]!;
        next[other + 1] = this.#deeds.heard(outcome, other, local);
      }
    }
    const { size } = this.#table;
    const found = this.#table.add(next, index, move);
    if (found === size || outcome.machine === OVER) this.#depth = depth + 1;
    return found;
  }

  #note(
    index: number,
    move: number | undefined,
    ask: (property: Stagecraft['properties'][number]) => Finding | undefined,
  ): void {
    for (const property of this.#stage.properties) {
      const { name } = property;
      if (this.#broken.has(name)) continue;
      const finding = ask(property);
      if (finding === undefined) continue;
      this.#asked.add(name);
      if (finding.kind === 'held') continue;
      const moves = [...this.#table.pathTo(index), ...(move === undefined ? [] : [move])];
      const path = moves.map((number) => this.#names[number]!);
      this.#broken.set(name, { status: 'broken', reason: finding.reason, path });
    }
  }

  #number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#names.push(name);
    this.#numbers.set(name, this.#names.length - 1);
    return this.#names.length - 1;
  }

  get #bytes(): number {
    return this.#table.bytes + this.#identity.bytes;
  }

  #result(): SearchResult {
    const verdicts = new Map(
      this.#stage.properties.map(({ name }): [string, Verdict] => [name, this.#verdict(name)]),
    );
    return {
      verdicts,
      states: this.#table.size,
      transitions: this.#transitions,
      depth: this.#depth,
      complete: this.#stoppedBy === undefined,
      ...(this.#stoppedBy === undefined ? {} : { stoppedBy: this.#stoppedBy }),
      machines: this.#identity.machines,
      bytes: this.#bytes,
    };
  }

  #verdict(name: string): Verdict {
    const found = this.#broken.get(name);
    if (found !== undefined) return found;
    if (this.#stoppedBy !== undefined) return { status: 'unknown' };
    return { status: this.#asked.has(name) ? 'holds' : 'moot' };
  }
}

/** Takes the steps of a path again. @throws TypeError where a step cannot be taken */
export const replay = (stage: Stagecraft, path: readonly string[]): StepRecord[] => {
  const { kernel, cast } = stage;
  const records: StepRecord[] = [];
  let world = stage.world;
  for (const name of path) {
    const move = movesOf(cast, world).find(
      ({ actor, step }) => moveName(cast[actor]!.name, step.id) === name,
    );
    if (move === undefined) throw new TypeError(`nobody can do "${name}" after ${records.length} steps`);
    const record = takeStep(kernel, cast, world, move.actor, move.step);
    records.push(record);
    world = record.after;
  }
  return records;
};
