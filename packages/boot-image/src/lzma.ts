import type { FormatError } from '@warmboot/format';
import type { LzmaHistory } from './lzma-history.js';

/** How literals and positions are told apart: `lc`, `lp` and `pb` of the LZMA specification. */
export interface LzmaProperties {
  readonly literalContext: number;
  readonly literalPosition: number;
  readonly position: number;
}

/** The three in one byte, `(pb * 5 + lp) * 9 + lc`; undefined for a byte that is none. */
export const lzmaProperties = (byte: number): LzmaProperties | undefined =>
  byte >= 9 * 5 * 5
    ? undefined
    : {
        literalContext: byte % 9,
        literalPosition: Math.floor(byte / 9) % 5,
        position: Math.floor(byte / 45),
      };

/** A probability is of 11 bits, begins in the middle, and moves by a 32nd of what it was wrong. */
const PROBABILITY_BITS = 11;
const EVEN = 1 << (PROBABILITY_BITS - 1);
const MOVE = 5;
const LEAST_RANGE = 2 ** 24;

const STATES = 12;
const FIRST_STATE_AFTER_MATCH = 7;
const POSITION_STATES = 16;
const SHORTEST_MATCH = 2;
const LENGTH_CLASSES = 4;
/** Slots of distances whose low bits have probabilities of their own. */
const FIRST_MODELLED_SLOT = 4;
const FIRST_DIRECT_SLOT = 14;
const ALIGN_BITS = 4;
const END_MARKER = 0xffff_ffff;

/** Where the probabilities of a length lie from the first: two choices, two trees a position state, one for all. */
const LENGTH = { choice: 0, choice2: 1, low: 2, mid: 2 + 16 * 8, high: 2 + 2 * 16 * 8 } as const;
const LENGTH_SIZE = LENGTH.high + 256;

/** Where each kind of probability begins in the one array of them. */
const AT = (() => {
  const sizes = {
    isMatch: STATES * POSITION_STATES,
    isRepeat: STATES,
    isRepeat0: STATES,
    isRepeat1: STATES,
    isRepeat2: STATES,
    isLongRepeat0: STATES * POSITION_STATES,
    slot: LENGTH_CLASSES * 64,
    special: 128,
    align: 1 << ALIGN_BITS,
    matchLength: LENGTH_SIZE,
    repeatLength: LENGTH_SIZE,
  };
  let at = 0;
  const next = (size: number): number => (at += size) - size;
  return {
    isMatch: next(sizes.isMatch),
    isRepeat: next(sizes.isRepeat),
    isRepeat0: next(sizes.isRepeat0),
    isRepeat1: next(sizes.isRepeat1),
    isRepeat2: next(sizes.isRepeat2),
    isLongRepeat0: next(sizes.isLongRepeat0),
    slot: next(sizes.slot),
    special: next(sizes.special),
    align: next(sizes.align),
    matchLength: next(sizes.matchLength),
    repeatLength: next(sizes.repeatLength),
    literal: next(0),
  };
})();
const LITERAL_SIZE = 0x300;

/** Packed bytes that a decoder reads, from `start` and up to `end`. */
export interface LzmaInput {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Unpacks LZMA: a range decoder, and what its bits mean. The LZMA specification of Igor Pavlov's LZMA SDK, in the public
 * domain; lib/xz/xz_dec_lzma2.c reads the same.
 */
export class LzmaDecoder {
  readonly #history: LzmaHistory;
  readonly #broken: (found: string) => FormatError;
  #properties: LzmaProperties = { literalContext: 0, literalPosition: 0, position: 0 };
  #probabilities = new Uint16Array(AT.literal + LITERAL_SIZE);
  #state = 0;
  /** The last four distances, less one. */
  #distances: [number, number, number, number] = [0, 0, 0, 0];
  /** Bytes of a match that was cut by the end of a chunk. */
  #left = 0;

  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  #end = 0;
  #range = 0;
  #code = 0;

  constructor(history: LzmaHistory, broken: (found: string) => FormatError) {
    this.#history = history;
    this.#broken = broken;
  }

  /** Begins anew, with these properties or those that it has. */
  reset(properties: LzmaProperties = this.#properties): void {
    this.#properties = properties;
    const literals = LITERAL_SIZE << (properties.literalContext + properties.literalPosition);
    if (this.#probabilities.length !== AT.literal + literals) {
      this.#probabilities = new Uint16Array(AT.literal + literals);
    }
    this.#probabilities.fill(EVEN);
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
    this.#left = 0;
  }

  /**
   * Unpacks one run of the range coder.
   * @param size bytes that come out of it; up to a marker of the end where undefined
   * @returns where what it read ends
   * @throws FormatError for data that is broken or cut off
   */
  decode({ bytes, start, end }: LzmaInput, size: number | undefined): number {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    this.#range = 0xffff_ffff;
    this.#code = 0;
    if (this.#next() !== 0) throw this.#broken('no range coder begins with another byte than 0');
    for (let count = 0; count < 4; count += 1) this.#code = ((this.#code << 8) | this.#next()) >>> 0;
    this.#run(size ?? Infinity);
    return this.#at;
  }

  #run(size: number): void {
    const { position, literalPosition, literalContext } = this.#properties;
    const history = this.#history;
    const positionMask = (1 << position) - 1;
    const literalMask = (1 << literalPosition) - 1;
    let left = size;
    if (this.#left > 0) {
      const length = Math.min(this.#left, left);
      history.repeat(this.#distances[0] + 1, length);
      this.#left -= length;
      left -= length;
    }
    while (left > 0) {
      const here = history.written;
      const positionState = here & positionMask;
      if (this.#bit(AT.isMatch + this.#state * POSITION_STATES + positionState) === 0) {
        const before = history.back(1);
        const context = ((here & literalMask) << literalContext) + (before >> (8 - literalContext));
        history.put(this.#literal(AT.literal + LITERAL_SIZE * context));
        left -= 1;
        continue;
      }
      const length = this.#match(positionState);
      if (length === undefined) {
        if (size !== Infinity) throw this.#broken('its end is marked too early');
        return;
      }
      const now = Math.min(length, left);
      history.repeat(this.#distances[0] + 1, now);
      this.#left = length - now;
      left -= now;
    }
  }

  #literal(at: number): number {
    let symbol = 1;
    if (this.#state >= FIRST_STATE_AFTER_MATCH) {
      // The byte that the match would have gone on with is wrong, so it tells something of this one.
      let guess = this.#history.back(this.#distances[0] + 1);
      while (symbol < 0x100) {
        const guessed = (guess >> 7) & 1;
        guess <<= 1;
        const bit = this.#bit(at + ((1 + guessed) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== guessed) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(at + symbol);
    if (this.#state < 4) this.#state = 0;
    else this.#state -= this.#state < 10 ? 3 : 6;
    return symbol & 0xff;
  }

  /** @returns its length; undefined for the marker of the end. Its distance is the first of the last four. */
  #match(positionState: number): number | undefined {
    const state = this.#state;
    const afterLiteral = state < FIRST_STATE_AFTER_MATCH;
    const distances = this.#distances;
    if (this.#bit(AT.isRepeat + state) === 0) {
      const length = this.#length(AT.matchLength, positionState);
      const distance = this.#distance(length);
      if (distance === END_MARKER) return undefined;
      this.#distances = [distance, distances[0], distances[1], distances[2]];
      this.#state = afterLiteral ? 7 : 10;
      return length;
    }
    if (this.#bit(AT.isRepeat0 + state) === 0) {
      if (this.#bit(AT.isLongRepeat0 + state * POSITION_STATES + positionState) === 0) {
        this.#state = afterLiteral ? 9 : 11;
        return 1;
      }
    } else if (this.#bit(AT.isRepeat1 + state) === 0) {
      this.#distances = [distances[1], distances[0], distances[2], distances[3]];
    } else if (this.#bit(AT.isRepeat2 + state) === 0) {
      this.#distances = [distances[2], distances[0], distances[1], distances[3]];
    } else {
      this.#distances = [distances[3], distances[0], distances[1], distances[2]];
    }
    this.#state = afterLiteral ? 8 : 11;
    return this.#length(AT.repeatLength, positionState);
  }

  #length(at: number, positionState: number): number {
    if (this.#bit(at + LENGTH.choice) === 0) {
      return SHORTEST_MATCH + this.#tree(at + LENGTH.low + positionState * 8, 3);
    }
    if (this.#bit(at + LENGTH.choice2) === 0) {
      return SHORTEST_MATCH + 8 + this.#tree(at + LENGTH.mid + positionState * 8, 3);
    }
    return SHORTEST_MATCH + 16 + this.#tree(at + LENGTH.high, 8);
  }

  /** Less one. */
  #distance(length: number): number {
    const lengthClass = Math.min(length - SHORTEST_MATCH, LENGTH_CLASSES - 1);
    const slot = this.#tree(AT.slot + 64 * lengthClass, 6);
    if (slot < FIRST_MODELLED_SLOT) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < FIRST_DIRECT_SLOT) return base + this.#reverseTree(AT.special + base - slot, bits);
    let high = 0;
    for (let count = bits - ALIGN_BITS; count > 0; count -= 1) high = high * 2 + this.#directBit();
    return base + high * 2 ** ALIGN_BITS + this.#reverseTree(AT.align, ALIGN_BITS);
  }

  /** The highest bit first. */
  #tree(at: number, bits: number): number {
    let symbol = 1;
    for (let count = bits; count > 0; count -= 1) symbol = (symbol << 1) | this.#bit(at + symbol);
    return symbol - (1 << bits);
  }

  /** The lowest bit first. */
  #reverseTree(at: number, bits: number): number {
    let symbol = 1;
    let value = 0;
    for (let place = 0; place < bits; place += 1) {
      const bit = this.#bit(at + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << place;
    }
    return value;
  }

  #bit(at: number): 0 | 1 {
    const probability = this.#probabilities[at]!;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    let bit: 0 | 1;
    if (this.#code < bound) {
      this.#range = bound;
      this.#probabilities[at] = probability + (((1 << PROBABILITY_BITS) - probability) >> MOVE);
      bit = 0;
    } else {
      this.#range -= bound;
      this.#code -= bound;
      this.#probabilities[at] = probability - (probability >> MOVE);
      bit = 1;
    }
    if (this.#range < LEAST_RANGE) this.#shift();
    return bit;
  }

  #directBit(): 0 | 1 {
    this.#range >>>= 1;
    const bit = this.#code >= this.#range ? 1 : 0;
    if (bit === 1) this.#code -= this.#range;
    if (this.#range < LEAST_RANGE) this.#shift();
    return bit;
  }

  #shift(): void {
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  #next(): number {
    if (this.#at >= this.#end) throw this.#broken('cut off');
    const byte = this.#bytes[this.#at]!;
    this.#at += 1;
    return byte;
  }
}
