import { SortedMap } from '@warmboot/address';
import { ByteNumbers } from './byte-numbers.js';
import { MapNumbers } from './map-numbers.js';

/**
 * Numbers for values: equal values, equal numbers. A value is looked at once; its parts are numbered before it, and a
 * part that two values share is known by its identity. So a machine that differs from the one before in one block costs
 * the path to that block. Numbers come from exact texts, or from hashes whose meetings are checked, so two values with one
 * number are equal.
 */
export class Interner {
  readonly #byIdentity = new WeakMap<object, number>();
  readonly #byText = new Map<string, number>();
  /** Texts of values and texts as values are not to be mixed up: these have a map of their own. */
  readonly #scalars = new Map<unknown, number>();
  readonly #maps = new MapNumbers(
    (value, like) => this.number(value, like),
    () => this.#fresh(),
  );
  readonly #bytes = new ByteNumbers(() => this.#fresh());
  readonly #view: (value: object) => object;
  #next = 0;
  #strangers = 0;
  #characters = 0;

  /** @param view what of a value counts; the value itself where all of it does */
  constructor(view: (value: object) => object = (value) => value) {
    this.#view = view;
  }

  /** How many different values were seen. */
  get size(): number {
    return this.#next;
  }

  /** Bytes that are held for them, about: texts, entries of maps, and copied paths of large maps. */
  get bytes(): number {
    return this.#characters + ENTRY_BYTES * this.#next + this.#maps.bytes + this.#bytes.bytes;
  }

  /** @param like a value that may share much with this one: then only what differs is looked at */
  number(value: unknown, like?: unknown): number {
    if (typeof value !== 'object' || value === null) return this.#ofScalar(value);
    const known = this.#byIdentity.get(value);
    if (known !== undefined) return known;
    const view = this.#view(value);
    const number = view === value ? this.#ofObject(value, like) : this.number(view, like);
    this.#byIdentity.set(value, number);
    return number;
  }

  #fresh(): number {
    this.#next += 1;
    return this.#next - 1;
  }

  #ofScalar(value: unknown): number {
    const known = this.#scalars.get(value);
    if (known !== undefined) return known;
    const number = this.#fresh();
    this.#scalars.set(value, number);
    return number;
  }

  #ofObject(value: object, like: unknown): number {
    if (value instanceof Uint8Array) return this.#bytes.number(value);
    if (value instanceof SortedMap && value.size > SMALL_MAP)
      return this.#maps.number(value, like instanceof SortedMap ? like : undefined);
    return this.#ofText(this.#text(value, like));
  }

  #ofText(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const number = this.#fresh();
    this.#byText.set(text, number);
    this.#characters += text.length;
    return number;
  }

  #text(value: object, like: unknown): string {
    if (Array.isArray(value)) return this.#items('', value, like);
    if (isPlain(value)) return this.#fields(value, like);
    if (value instanceof SortedMap || value instanceof Map) {
      let text = value.constructor.name;
      for (const [key, item] of value) text += ` ${this.#ofScalar(key)}:${this.number(item)}`;
      return text;
    }
    if (isIterable(value)) return this.#items(value.constructor.name, value, undefined);
    return this.#known(value);
  }

  #fields(value: Readonly<Record<string, unknown>>, like: unknown): string {
    const before =
      typeof like === 'object' && like !== null ? (like as Readonly<Record<string, unknown>>) : {};
    let text = '{';
    // Nothing is inherited that could be met here, and no list of the members is made.
    for (const name in value) {
      const field = value[name];
      if (field === undefined) continue;
      if (typeof field === 'function') return this.#known(value);
      text += `${name}:${this.number(field, before[name])} `;
    }
    return text;
  }

  #items(name: string, items: Iterable<unknown>, like: unknown): string {
    const before: readonly unknown[] = Array.isArray(like) ? like : [];
    let text = `${name}[`;
    let index = 0;
    for (const item of items) {
      text += `${this.number(item, before[index])} `;
      index += 1;
    }
    return text;
  }

  /** What keeps its parts to itself is what it says it is, or else only itself. */
  #known(value: object): string {
    if ('identity' in value && typeof value.identity === 'string') return `known as ${value.identity}`;
    this.#strangers += 1;
    return `stranger ${this.#strangers}`;
  }
}

/** Entries up to which a map is looked at as a whole: that is less work than finding what differs, and keeps no map alive. */
const SMALL_MAP = 64;

/** What an entry of a map costs besides its text. */
const ENTRY_BYTES = 64;

/** An object without a class: all of it is in its fields. */
const isPlain = (value: object): value is Readonly<Record<string, unknown>> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;
