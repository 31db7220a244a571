import type { Deed, World } from '../model/world.js';
import type { Finding, Property, Surroundings } from '../model/property.js';
import type { Verdict } from './verdict.js';

/** What the properties have said so far. The first story against each is kept: no other is shorter. */
export class Findings {
  readonly #properties: readonly Property[];
  readonly #where: Surroundings;
  readonly #broken = new Map<string, Extract<Verdict, { status: 'broken' }>>();
  readonly #asked = new Set<string>();

  constructor(properties: readonly Property[], where: Surroundings) {
    this.#properties = properties;
    this.#where = where;
  }

  /** Whether every property is broken: there is nothing more to learn. */
  get settled(): boolean {
    return this.#properties.length > 0 && this.#broken.size === this.#properties.length;
  }

  /** Asks about a step. @param path how it came to it, with the step itself */
  step(deed: Deed, path: () => readonly string[]): void {
    this.#ask((property) => property.onStep?.(deed, this.#where), path);
  }

  /** Asks about an end. */
  end(world: World, path: () => readonly string[]): void {
    this.#ask((property) => property.onEnd?.(world, this.#where), path);
  }

  /** @param seenAll whether there is no state that was not looked at */
  verdicts(seenAll: boolean): ReadonlyMap<string, Verdict> {
    return new Map(this.#properties.map(({ name }) => [name, this.#verdict(name, seenAll)]));
  }

  #ask(ask: (property: Property) => Finding | undefined, path: () => readonly string[]): void {
    for (const property of this.#properties) {
      if (this.#broken.has(property.name)) continue;
      const finding = ask(property);
      if (finding === undefined) continue;
      this.#asked.add(property.name);
      if (finding.kind === 'held') continue;
      this.#broken.set(property.name, { status: 'broken', reason: finding.reason, path: path() });
    }
  }

  #verdict(name: string, seenAll: boolean): Verdict {
    const found = this.#broken.get(name);
    if (found !== undefined) return found;
    if (!seenAll) return { status: 'unknown' };
    return { status: this.#asked.has(name) ? 'holds' : 'moot' };
  }
}
