/**
 * Numbers for values: equal values, equal numbers. A value is looked at once; its parts are numbered before it, and a
 * part that two values share is known by its identity. So a machine that differs from the one before in one block costs
 * the path to that block. Numbers come from exact texts, never from a hash, so two values with one number are equal.
 */
export class Interner {
  readonly #byIdentity = new WeakMap<object, number>();
  readonly #byText = new Map<string, number>();

  /** How many different values were seen. */
  get size(): number {
    return this.#byText.size;
  }

  number(value: unknown): number {
    if (typeof value !== 'object' || value === null) return this.#ofText(scalarText(value));
    const known = this.#byIdentity.get(value);
    if (known !== undefined) return known;
    const number = this.#ofText(this.#text(value));
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
    return `{${fields.map(([name, field]) => `${name}:${this.number(field)}`).join(' ')}}`;
  }
}

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

const scalarText = (value: unknown): string => {
  // Behaviour is the same everywhere in a search, so a function says nothing about a state.
  if (typeof value === 'function') return 'function';
  return typeof value === 'bigint' ? `n${value}` : `${typeof value} ${String(value)}`;
};

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const bytesText = (bytes: Uint8Array): string => {
  let text = 'bytes ';
  for (const byte of bytes) text += DIGITS[byte]!;
  return text;
};
