import type { Place } from './source-text.js';

/** A place that is filled in once every node is known: a phandle of one cell, or the path of the node as a string. */
export interface Reference {
  readonly kind: 'phandle' | 'path';
  /** A label, or a path that begins with `/`. */
  readonly target: string;
  readonly place: Place;
}

/** What a value is made of, in order. */
export type Piece = Uint8Array | Reference;

/** The value of a property as its source writes it: bytes, and references between them. */
export class SourceValue {
  readonly pieces: Piece[] = [];
  #bytes: number[] = [];

  /** Big-endian, the low `bits` of the number. */
  integer(value: bigint, bits: number): void {
    if (bits === 64) {
      this.integer(value >> 32n, 32);
      this.integer(value, 32);
      return;
    }
    const low = Number(BigInt.asUintN(bits, value));
    for (let shift = bits - 8; shift >= 0; shift -= 8) this.#bytes.push((low >>> shift) & 0xff);
  }

  byte(value: number): void {
    this.#bytes.push(value);
  }

  bytes(bytes: Uint8Array): void {
    this.end();
    if (bytes.length > 0) this.pieces.push(bytes);
  }

  reference(reference: Reference): void {
    this.end();
    this.pieces.push(reference);
  }

  /** Nothing is added after this, or the next piece begins. */
  end(): void {
    if (this.#bytes.length === 0) return;
    this.pieces.push(Uint8Array.from(this.#bytes));
    this.#bytes = [];
  }
}

export const isReference = (piece: Piece): piece is Reference => !(piece instanceof Uint8Array);

/** A target as source writes it after `&`. */
export const shownTarget = (target: string): string => (target.includes('/') ? `{${target}}` : target);
