/**
 * Numbers for values: equal values, equal numbers. A value is looked at once; its parts are numbered before it, and a
 * part that two values share is known by its identity. So a machine that differs from the one before in one block costs
 * the path to that block. Numbers come from exact texts, never from a hash, so two values with one number are equal.
 */
export class Interner {
  readonly #byIdentity = new WeakMap<object, number>();
  readonly #byText = new Map<string, number>();
  #strangers = 0;
  readonly #view: (value: object) => object;

  /** @param view what of a value counts; the value itself where all of it does */
  constructor(view: (value: object) => object = (value) => value) {
    this.#view = view;
  }

  /** How many different values were seen. */
  get size(): number {
    return this.#byText.size;
  }

  number(value: unknown): number {
    if (typeof value !== 'object' || value === null) return this.#ofText(scalarText(value));
    const known = this.#byIdentity.get(value);
    if (known !== undefined) return known;
    const view = this.#view(value);
    const number = view === value ? this.#ofText(this.#text(value)) : this.number(view);
    this.#byIdentity.set(value, number);
    return number;
  }

  #ofText(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const number = this.#byText.size;
    this.#byText.set(text, number);
    return number;
  }

  #text(value: object): string {
    if (value instanceof Uint8Array) return bytesText(value);
    if (Array.isArray(value)) return `[${value.map((item) => this.number(item)).join(' ')}]`;
    if (isIterable(value)) {
      const items = [...value].map((item) => this.number(item));
      return `${value.constructor.name}(${items.join(' ')})`;
    }
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    if (!isPlain(value) || fields.some(([, field]) => typeof field === 'function')) return this.#known(value);
    return `{${fields.map(([name, field]) => `${name}:${this.number(field)}`).join(' ')}}`;
  }

  /** What keeps its parts to itself is what it says it is, or else only itself. */
  #known(value: object): string {
    if ('identity' in value && typeof value.identity === 'string') return `known as ${value.identity}`;
    this.#strangers += 1;
    return `stranger ${this.#strangers}`;
  }
}

/** An object without a class: all of it is in its fields. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

const scalarText = (value: unknown): string => {
  return typeof value === 'bigint' ? `n${value}` : `${typeof value} ${String(value)}`;
};

const CHUNK = 4096;

/** One character a byte. */
const bytesText = (bytes: Uint8Array): string => {
  let text = 'bytes ';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return text;
};
