import type { FormatError } from '@warmboot/format';

/** Largest dictionary that is unpacked: the kernel's builds ask for 64 MiB at most, and zstd stops at this size too. */
export const LARGEST_DICTIONARY = 128 * 1024 * 1024;

/** Pieces in which bytes are handed on, so that whoever counts them can stop in time. */
const PIECE = 1024 * 1024;
const FIRST_CAPACITY = 64 * 1024;

/**
 * What an LZMA decoder wrote last, as far back as its dictionary reaches. It takes the memory of what was written, not of
 * what a header asks for, and hands copies on in pieces.
 */
export class LzmaHistory {
  readonly #take: (piece: Uint8Array) => void;
  readonly #broken: (found: string) => FormatError;
  readonly #dictionary: number;
  #bytes: Uint8Array;
  #at = 0;
  #taken = 0;
  /** Where the next byte may not go before something is done. */
  #edge: number;
  #written = 0;

  /** @param dictionary bytes that a match reaches back at most */
  constructor(dictionary: number, take: (piece: Uint8Array) => void, broken: (found: string) => FormatError) {
    this.#dictionary = Math.max(dictionary, 4096);
    this.#take = take;
    this.#broken = broken;
    this.#bytes = new Uint8Array(Math.min(this.#dictionary, FIRST_CAPACITY));
    this.#edge = this.#bytes.length;
  }

  /** Bytes since the dictionary was emptied. */
  get written(): number {
    return this.#written;
  }

  /** Forgets everything: no match reaches behind this place. */
  reset(): void {
    this.#written = 0;
  }

  put(byte: number): void {
    this.#bytes[this.#at] = byte;
    this.#at += 1;
    this.#written += 1;
    if (this.#at === this.#edge) this.#advance();
  }

  /** The byte `distance` back, 1 being the last; 0 before the first. */
  back(distance: number): number {
    if (distance > this.#written) return 0;
    const from = this.#at - distance;
    return this.#bytes[from < 0 ? from + this.#bytes.length : from]!;
  }

  /** Repeats `length` bytes that begin `distance` back; they may reach into themselves. */
  repeat(distance: number, length: number): void {
    if (distance > this.#written || distance > this.#dictionary) {
      throw this.#broken('a match before its beginning');
    }
    for (let left = length; left > 0; left -= 1) this.put(this.back(distance));
  }

  /** Hands on what was not handed on yet. */
  flush(): void {
    if (this.#at > this.#taken) this.#take(this.#bytes.slice(this.#taken, this.#at));
    this.#taken = this.#at;
    this.#setEdge();
  }

  #advance(): void {
    this.flush();
    const { length } = this.#bytes;
    if (this.#at < length) return;
    if (length < this.#dictionary) {
      const larger = new Uint8Array(Math.min(this.#dictionary, 2 * length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    } else {
      this.#at = 0;
      this.#taken = 0;
    }
    this.#setEdge();
  }

  #setEdge(): void {
    this.#edge = Math.min(this.#bytes.length, this.#taken + PIECE);
  }
}
