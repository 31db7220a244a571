import type { State, StepEffect } from '../model/state.js';
import type { Property, PropertyContext, PropertyResult } from '../model/property.js';
import type { Verdict } from './verdict.js';

/** What the properties have said so far. The first path to a violation of each is kept: no other is shorter. */
export class PropertyChecks {
  readonly #properties: readonly Property[];
  readonly #context: PropertyContext;
  readonly #violated = new Map<string, Extract<Verdict, { status: 'violated' }>>();
  readonly #asked = new Set<string>();

  constructor(properties: readonly Property[], context: PropertyContext) {
    this.#properties = properties;
    this.#context = context;
  }

  /** Whether every property is violated: there is nothing more to learn. */
  get allViolated(): boolean {
    return this.#properties.length > 0 && this.#violated.size === this.#properties.length;
  }

  /** Asks about a step. @param path how it came to it, with the step itself */
  step(effect: StepEffect, path: () => readonly string[]): void {
    this.#ask((property) => property.onStep?.(effect, this.#context), path);
  }

  /** Asks about a terminal state. */
  terminal(state: State, path: () => readonly string[]): void {
    this.#ask((property) => property.onTerminal?.(state, this.#context), path);
  }

  /** @param seenAll whether there is no state that was not looked at */
  verdicts(seenAll: boolean): ReadonlyMap<string, Verdict> {
    return new Map(this.#properties.map(({ name }) => [name, this.#verdict(name, seenAll)]));
  }

  #ask(ask: (property: Property) => PropertyResult | undefined, path: () => readonly string[]): void {
    for (const property of this.#properties) {
      if (this.#violated.has(property.name)) continue;
      const result = ask(property);
      if (result === undefined) continue;
      this.#asked.add(property.name);
      if (result.kind === 'holds') continue;
      this.#violated.set(property.name, { status: 'violated', reason: result.reason, path: path() });
    }
  }

  #verdict(name: string, seenAll: boolean): Verdict {
    const found = this.#violated.get(name);
    if (found !== undefined) return found;
    if (!seenAll) return { status: 'unknown' };
    return { status: this.#asked.has(name) ? 'holds' : 'vacuous' };
  }
}
