import { PluginError } from './plugin-error.js';

/** More names than anybody reads in a message that has a better one. */
const MANY = 12;

/** A name that nothing registered, with the nearest ones that exist. */
export class UnknownNameError extends Error {
  override readonly name = 'UnknownNameError';
  readonly suggestions: readonly string[];

  /** @param kind what was wanted: `architecture` */
  constructor(
    readonly kind: string,
    readonly wanted: string,
    known: readonly string[],
  ) {
    const suggestions = nearest(wanted, known);
    const hint = suggestions.length === 0 ? '' : ` Did you mean ${suggestions.join(' or ')}?`;
    const all = suggestions.length > 0 && known.length > MANY ? '' : ` Known: ${known.join(', ')}.`;
    super(`unknown ${kind} "${wanted}".${hint}${all}`);
    this.suggestions = suggestions;
  }
}

interface Named {
  readonly name: string;
  readonly aliases?: readonly string[];
}

interface Entry<T> {
  readonly value: T;
  readonly plugin: string;
  readonly source: string | undefined;
}

/** Things by name, from several plugins. Registering a name twice is an error that names both sides. */
export class Registry<T extends Named> {
  readonly #kind: string;
  readonly #entries = new Map<string, Entry<T>>();
  readonly #aliases = new Map<string, string>();

  /** @param kind what the entries are, for messages: `architecture` */
  constructor(kind: string) {
    this.#kind = kind;
  }

  /**
   * @param plugin name of the plugin that brings the value
   * @param source where that plugin came from, in words
   * @throws PluginError when the name or an alias is taken
   */
  add(value: T, plugin: string, source?: string): void {
    for (const name of [value.name, ...(value.aliases ?? [])]) {
      const taken = this.#entry(name);
      if (taken !== undefined) {
        const sides = `by ${side(taken)} and by ${side({ plugin, source })}`;
        throw new PluginError(`${this.#kind} ${name} is registered twice: ${sides}`);
      }
    }
    this.#entries.set(value.name, { value, plugin, source });
    for (const alias of value.aliases ?? []) this.#aliases.set(alias, value.name);
  }

  /** @throws UnknownNameError */
  get(name: string): T {
    const entry = this.#entry(name);
    if (entry === undefined) throw new UnknownNameError(this.#kind, name, [...this.#entries.keys()]);
    return entry.value;
  }

  /** Everything that was registered, in the order of registration. */
  all(): T[] {
    return [...this.#entries.values()].map(({ value }) => value);
  }

  /** Which plugin brought a name. */
  originOf(name: string): string | undefined {
    return this.#entry(name)?.plugin;
  }

  /** Where that plugin came from; undefined where nobody said. */
  sourceOf(name: string): string | undefined {
    return this.#entry(name)?.source;
  }

  #entry(name: string): Entry<T> | undefined {
    return this.#entries.get(this.#aliases.get(name) ?? name);
  }
}

const side = ({ plugin, source }: Omit<Entry<unknown>, 'value'>): string =>
  source === undefined ? plugin : `${plugin} (${source})`;

/** Known names whose whole or beginning is within a third of the wanted one's length in edits, nearest first. */
const nearest = (wanted: string, known: readonly string[]): string[] => {
  const limit = Math.max(1, Math.ceil(wanted.length / 3));
  const typed = wanted.toLowerCase();
  return known
    .map((name) => {
      const whole = editDistance(typed, name.toLowerCase());
      // Somebody may have typed, or mistyped, only the beginning of a long name.
      const beginning = editDistance(typed, name.toLowerCase().slice(0, typed.length + 1));
      return { name, whole, distance: Math.min(whole, beginning) };
    })
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.whole - b.whole)
    .slice(0, 3)
    .map(({ name }) => name);
};

const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
};
