import type { ByteReader } from '@warmboot/format';
import { decodeName, MAX_NAME_LENGTH } from './names.js';

/**
 * Looks property names up by offset. An offset may point into the middle of a string: `size` can live in the tail of
 * `totalsize`. Devicetree Specification v0.4, 5.5.
 */
export class StringsReader {
  readonly #reader: ByteReader;
  readonly #start: number;
  readonly #size: number;
  readonly #known = new Map<number, string>();

  constructor(reader: ByteReader, start: number, size: number) {
    this.#reader = reader;
    this.#start = start;
    this.#size = size;
  }

  /**
   * @param usedAt where in the blob the name offset was read, for the message
   * @throws FormatError for an offset outside the block, an empty, unterminated or too long name
   */
  nameAt(nameOffset: number, usedAt: number): string {
    const known = this.#known.get(nameOffset);
    if (known !== undefined) return known;
    const fault = (found: string, allowed: string) =>
      this.#reader.fault(usedAt, 'property name offset', found, allowed);

    if (nameOffset >= this.#size) {
      throw fault(`0x${nameOffset.toString(16)}`, `less than size_dt_strings 0x${this.#size.toString(16)}`);
    }
    const start = this.#start + nameOffset;
    const room = this.#reader.bytes.subarray(
      start,
      Math.min(this.#start + this.#size, start + MAX_NAME_LENGTH + 1),
    );
    const length = room.indexOf(0);
    if (length < 0) {
      throw fault(
        `0x${nameOffset.toString(16)}, where no string ends`,
        `a string of at most ${MAX_NAME_LENGTH} bytes that ends inside the strings block`,
      );
    }
    if (length === 0) throw fault(`0x${nameOffset.toString(16)}, an empty string`, 'a name');
    const name = decodeName(room.subarray(0, length));
    this.#known.set(nameOffset, name);
    return name;
  }
}

/** Property names laid out for writing: the text of the block and where each name starts in it. */
export interface StringsLayout {
  readonly names: readonly string[];
  readonly offsetOf: ReadonlyMap<string, number>;
}

interface Candidate {
  readonly name: string;
  readonly reversed: string;
  readonly order: number;
  /** The earliest name that ends in this one, itself included. */
  owner: Candidate;
}

const reverse = (text: string): string => Array.from(text).reverse().join('');

/**
 * Lays distinct names out in order of first use; a name that is the tail of an earlier one takes no room, which is how
 * dtc lays them out too. Sorted by their reversed text, all names with a common tail stand together, so this costs
 * one sort and no search.
 */
export const layOutStrings = (distinct: readonly string[]): StringsLayout => {
  const candidates = distinct.map((name, order) => {
    const candidate = { name, reversed: reverse(name), order } as Candidate;
    candidate.owner = candidate;
    return candidate;
  });

  const tails: Candidate[] = [];
  const closeTail = (): void => {
    const closed = tails.pop();
    const outer = tails.at(-1);
    if (closed && outer && closed.owner.order < outer.owner.order) outer.owner = closed.owner;
  };
  const sorted = candidates.toSorted((a, b) => (a.reversed < b.reversed ? -1 : 1));
  for (const candidate of sorted) {
    while (tails.length > 0 && !candidate.reversed.startsWith(tails.at(-1)?.reversed ?? '')) closeTail();
    tails.push(candidate);
  }
  while (tails.length > 0) closeTail();

  const names: string[] = [];
  const offsetOf = new Map<string, number>();
  let end = 0;
  for (const { name, owner } of candidates) {
    const ownerOffset = offsetOf.get(owner.name);
    if (ownerOffset === undefined) {
      names.push(name);
      offsetOf.set(name, end);
      end += name.length + 1;
    } else {
      offsetOf.set(name, ownerOffset + owner.name.length - name.length);
    }
  }
  return { names, offsetOf };
};
