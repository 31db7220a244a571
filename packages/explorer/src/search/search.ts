import type { StepRecord, World } from '../actor/world.js';
import { isOver, takeStep } from '../actor/world.js';
import type { Finding } from '../property/property.js';
import { Identity } from '../state/identity.js';
import { StateTable } from '../state/state-table.js';
import { ampleMoves, movesOf } from './ample.js';
import type { Stagecraft } from './stagecraft.js';

/** How far a search may go. */
export interface Limits {
  /** States; a million unless told. */
  readonly states?: number;
  /** Steps of a story; without limit unless told. */
  readonly depth?: number;
}

/** Where a search is. */
export interface Progress {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** States of this depth that are still to be looked at. */
  readonly frontier: number;
}

export interface SearchOptions {
  readonly limits?: Limits;
  /** Leave out orders that cannot matter. On unless told. */
  readonly reduce?: boolean;
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

export interface SearchResult {
  /** By name of the property. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly states: number;
  readonly transitions: number;
  /** Steps of the longest story. */
  readonly depth: number;
  /** Whether every state was looked at. */
  readonly complete: boolean;
  /** Bytes of the table of states. */
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
  readonly #identity = new Identity();
  readonly #table: StateTable;
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #broken = new Map<string, Extract<Verdict, { status: 'broken' }>>();
  readonly #asked = new Set<string>();
  #transitions = 0;
  #complete = true;

  constructor(stage: Stagecraft, options: SearchOptions) {
    this.#stage = stage;
    this.#options = options;
    this.#table = new StateTable(this.#identity.row(stage.world).length);
  }

  run(): SearchResult {
    const { limits = {} } = this.#options;
    this.#table.add(this.#identity.row(this.#stage.world), -1, -1);
    let frontier: { readonly index: number; readonly world: World }[] = [
      { index: 0, world: this.#stage.world },
    ];
    let depth = 0;
    for (; frontier.length > 0; depth += 1) {
      const { size: states } = this.#table;
      this.#options.onProgress?.({
        states,
        transitions: this.#transitions,
        depth,
        frontier: frontier.length,
      });
      if (depth >= (limits.depth ?? Infinity)) {
        this.#complete = false;
        break;
      }
      const next: { readonly index: number; readonly world: World }[] = [];
      for (const { index, world } of frontier) {
        if (this.#table.size > (limits.states ?? DEFAULT_STATES)) {
          this.#complete = false;
          break;
        }
        for (const found of this.#expand(index, world)) next.push(found);
      }
      frontier = this.#complete ? next : [];
    }
    return this.#result(Math.max(0, depth - 1));
  }

  *#expand(index: number, world: World): Generator<{ readonly index: number; readonly world: World }> {
    const { kernel, cast, firstGeneration } = this.#stage;
    if (isOver(world, firstGeneration)) return;
    const all = movesOf(cast, world);
    if (all.length === 0) {
      this.#note(index, undefined, (property) => property.onEnd?.(world, this.#stage));
      return;
    }
    const moves = this.#options.reduce === false ? all : ampleMoves(cast, world, all);
    for (const { actor, step } of moves) {
      const record = takeStep(kernel, cast, world, actor, step);
      this.#transitions += 1;
      const move = this.#number(moveName(record.actor, record.step));
      this.#note(index, move, (property) => property.onStep?.(record, this.#stage));
      const found = this.#table.add(this.#identity.row(record.after), index, move);
      if (found >= 0) yield { index: found, world: record.after };
    }
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

  #result(depth: number): SearchResult {
    const verdicts = new Map(
      this.#stage.properties.map(({ name }): [string, Verdict] => [name, this.#verdict(name)]),
    );
    const { size: states, bytes } = this.#table;
    return { verdicts, states, transitions: this.#transitions, depth, complete: this.#complete, bytes };
  }

  #verdict(name: string): Verdict {
    const found = this.#broken.get(name);
    if (found !== undefined) return found;
    if (!this.#complete) return { status: 'unknown' };
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
