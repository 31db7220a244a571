import type { Applier } from '../model/state.js';
import { CanonicalForms } from '../state/canonical-forms.js';
import { VisitedSet } from '../state/visited-set.js';
import { PersistentSets } from './persistent-set.js';
import type { Enabled, Successor } from './successors.js';
import { Successors, TERMINAL } from './successors.js';
import type { Symmetry } from '../model/symmetry.js';
import { breaksSymmetry } from './breaks-symmetry.js';
import { KernelAnswers } from './kernel-answers.js';
import { Orbits } from './orbits.js';
import { PropertyChecks } from './property-checks.js';
import { StepNumbers } from './step-numbers.js';
import type { Model } from './model.js';
import type { Verdict } from './verdict.js';

/** How far a search may go. */
export interface Limits {
  /** States; a million unless told. */
  readonly states?: number;
  /** Steps of a path; without limit unless told. */
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
  /** Partial-order reduction: leave out orders that cannot matter. On unless told. */
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
  /** Steps to the farthest state. */
  readonly depth: number;
  /** Whether nothing more could be learnt: every state was looked at, or every property is violated. */
  readonly complete: boolean;
  /** The limit that ended the search, if one did. */
  readonly stoppedBy?: keyof Limits;
  /** Different machines among the states. */
  readonly machines: number;
  /** Bytes that the search kept, by its own count. */
  readonly bytes: number;
  /** Answers as the kernel does, and at once what the search asked: for whoever takes steps of its paths again. */
  readonly kernel: Applier;
}

const DEFAULT_STATES = 1_000_000;

/**
 * Looks at every order of events breadth first, so that the first path to a violation of a property is one of the shortest.
 * Deterministic: actors in their order, steps in the order of their actor.
 * @param answers what the kernel answered in other searches of the situation: it saves asking again, and changes nothing
 */
export const search = (
  model: Model,
  options: SearchOptions = {},
  answers = new KernelAnswers(),
): SearchResult => {
  const symmetries = model.symmetries ?? [];
  const actorsAlone = symmetries.filter(({ of }) => of === 'actors');
  return (
    new Search(model, symmetries, options, answers).run() ??
    // Devices were alike at the beginning, and somebody told them apart.
    new Search(model, actorsAlone, options, answers).run()!
  );
};

class Search {
  readonly #options: SearchOptions;
  readonly #forms: CanonicalForms;
  readonly #persistentSets: PersistentSets;
  readonly #stepNumbers = new StepNumbers();
  readonly #successors: Successors;
  readonly #checks: PropertyChecks;
  readonly #visited: VisitedSet;
  /** The state vector that is looked at, and the one that follows: a machine, then the local state of each actor. */
  readonly #vector: Int32Array;
  readonly #next: Int32Array;
  /** What is enabled of each actor in the state that is looked at. */
  readonly #enabled: Enabled[] = [];
  readonly #orbits: Orbits;
  /** Whether devices are taken for alike, as long as nobody tells them apart. */
  readonly #exchangesDevices: boolean;
  #tellsDevicesApart = false;
  #transitions = 0;
  #depth = 0;
  #stoppedBy: keyof Limits | undefined;

  constructor(model: Model, symmetries: readonly Symmetry[], options: SearchOptions, answers: KernelAnswers) {
    const { actors, initial, properties } = model;
    this.#options = options;
    this.#forms = new CanonicalForms(actors.length, answers.forms);
    this.#persistentSets = new PersistentSets(actors);
    this.#successors = new Successors(model, this.#forms, answers, this.#persistentSets, this.#stepNumbers);
    this.#checks = new PropertyChecks(properties, model);
    this.#vector = new Int32Array(1 + actors.length);
    this.#next = new Int32Array(1 + actors.length);
    this.#visited = new VisitedSet(1 + actors.length);
    const first = this.#successors.stateVector(initial);
    this.#visited.add(first, -1, -1);
    this.#orbits = new Orbits(symmetries, first);
    this.#exchangesDevices = symmetries.some(({ of }) => of === 'devices');
  }

  /** @returns undefined where devices were taken for alike that are not */
  run(): SearchResult | undefined {
    // States are met in the order of their depth: those of one depth lie next to each other.
    for (let from = 0, depth = 0; from < this.#visited.size && this.#goesOn; depth += 1) {
      const to = this.#visited.size;
      this.#options.onProgress?.({ states: to, transitions: this.#transitions, depth, frontier: to - from });
      for (let index = from; index < to; index += 1) {
        this.#stoppedBy = this.#limitAt(depth);
        if (!this.#goesOn) break;
        this.#expand(index, depth);
      }
      from = to;
    }
    return this.#tellsDevicesApart ? undefined : this.#result();
  }

  get #goesOn(): boolean {
    return this.#stoppedBy === undefined && !this.#tellsDevicesApart && !this.#checks.allViolated;
  }

  /** The limit that forbids to look at another state. */
  #limitAt(depth: number): keyof Limits | undefined {
    const {
      states = DEFAULT_STATES,
      depth: deepest = Infinity,
      bytes = Infinity,
    } = this.#options.limits ?? {};
    if (depth >= deepest) return 'depth';
    if (this.#visited.size > states) return 'states';
    return this.#bytes > bytes ? 'bytes' : undefined;
  }

  #expand(index: number, depth: number): void {
    const vector = this.#vector;
    this.#visited.read(index, vector);
    const machine = vector[0]!;
    if (machine === TERMINAL) return;
    const all = this.#enabled;
    let busy = 0;
    for (let actor = 0; actor + 1 < vector.length; actor += 1) {
      const enabled = this.#successors.enabled(machine, actor, vector[actor + 1]!);
      all[actor] = enabled;
      if (enabled.numbers.length > 0) busy += 1;
    }
    if (busy === 0) {
      this.#checks.terminal(this.#successors.state(vector), () => this.#pathTo(index));
      return;
    }
    const reduces = this.#options.reduce !== false && busy > 1;
    const persistent = reduces ? this.#persistentSets.persistentActor(all) : undefined;
    if (persistent !== undefined && this.#executeAll(index, depth, persistent) > index) return;
    for (let actor = 0; actor < all.length; actor += 1) {
      if (actor !== persistent && !this.#orbits.isImage(vector, actor)) this.#executeAll(index, depth, actor);
    }
  }

  /**
   * Executes all enabled steps of an actor. @returns the last of the states to which they lead: where it is none that is still
   * to be looked at, the actor goes round in circles, and the others must not wait for him (cycle proviso)
   */
  #executeAll(index: number, depth: number, actor: number): number {
    const enabled = this.#enabled[actor]!;
    let last = -1;
    for (let at = 0; at < enabled.numbers.length; at += 1)
      last = Math.max(last, this.#follow(index, depth, actor, enabled, at));
    return last;
  }

  /** @returns the state to which it leads */
  #follow(index: number, depth: number, actor: number, enabled: Enabled, at: number): number {
    const step = enabled.numbers[at]!;
    const successor = enabled.successors[at] ?? this.#execute(index, actor, enabled, at);
    this.#transitions += 1;
    this.#successors.writeSuccessor(successor, actor, this.#vector, this.#next);
    const { size } = this.#visited;
    const found = this.#visited.add(this.#next, index, step);
    if (found === size || successor.machine === TERMINAL) this.#depth = depth + 1;
    return found;
  }

  /** A step that was not yet executed on this machine, in this view. */
  #execute(index: number, actor: number, enabled: Enabled, at: number): Successor {
    const { successor, effect } = this.#successors.execute(this.#vector[0]!, actor, enabled, at);
    if (this.#exchangesDevices && breaksSymmetry(effect)) this.#tellsDevicesApart = true;
    this.#checks.step(effect, () => [...this.#pathTo(index), this.#stepNumbers.at(enabled.numbers[at]!)]);
    return successor;
  }

  #pathTo(index: number): string[] {
    return this.#visited.pathTo(index).map((step) => this.#stepNumbers.at(step));
  }

  get #bytes(): number {
    return this.#visited.bytes + this.#forms.bytes + this.#successors.bytes;
  }

  #result(): SearchResult {
    return {
      verdicts: this.#checks.verdicts(this.#stoppedBy === undefined),
      states: this.#visited.size,
      transitions: this.#transitions,
      depth: this.#depth,
      complete: this.#stoppedBy === undefined,
      ...(this.#stoppedBy === undefined ? {} : { stoppedBy: this.#stoppedBy }),
      machines: this.#forms.machines,
      bytes: this.#bytes,
      kernel: this.#successors.kernel,
    };
  }
}
