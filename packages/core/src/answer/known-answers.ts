/**
 * Answers that follow from their question alone, so that each is worked out once. They are found by the question's value;
 * a bounded number is kept, and the one that came first goes first.
 */
export class KnownAnswers<T> {
  readonly #most: number;
  readonly #answers = new Map<string, T>();

  /** @param most how many are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * The answer to a question that was asked before, or what `work` comes to.
   * @param question everything that the answer depends on; where something in it is more than plain data and functions that
   *   always answer alike, such as a file's contents, the answer is worked out each time
   */
  once(question: unknown, work: () => T): T {
    const text = asText(question);
    if (text === undefined) return work();
    const known = this.#answers.get(text);
    if (known !== undefined) return known;
    const answer = work();
    if (this.#answers.size >= this.#most) this.#answers.delete(this.#answers.keys().next().value!);
    this.#answers.set(text, answer);
    return answer;
  }
}

/** Begins what stands for a value that JSON does not have, and no text that anybody writes. */
const MARK = '\u0000';

/** Bytes that are fields of a header, not contents of a file. */
const FEW_BYTES = 256;

const numbers = new WeakMap<object, number>();
let numbered = 0;

/** A function is the same as itself and as no other. */
const numberOf = (value: object): number => {
  const known = numbers.get(value) ?? numbered++;
  numbers.set(value, known);
  return known;
};

/** Plain data as a text that no other data has; undefined for what holds anything else. */
const asText = (question: unknown): string | undefined => {
  let plain = true;
  const text = JSON.stringify(question, (_, value: unknown) => {
    if (typeof value === 'bigint' || value === undefined) return `${MARK}${value}`;
    if (typeof value === 'function') return `${MARK}f${numberOf(value)}`;
    if (value instanceof Uint8Array && value.length <= FEW_BYTES) return `${MARK}${value.join()}`;
    plain &&= isPlain(value);
    return value;
  });
  return plain ? text : undefined;
};

const isPlain = (value: unknown): boolean => {
  switch (typeof value) {
    case 'string':
      return !value.startsWith(MARK);
    case 'number':
      return Number.isFinite(value);
    case 'symbol':
      return false;
    case 'object':
      return value === null || Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
    default:
      return true;
  }
};
