import { hex } from '@warmboot/address';
import type { ByteSpan } from './byte-span.js';

/** How a number is told in words; without one, as hexadecimal. */
export type InWords = (value: bigint) => string;

/** What a number of bytes is called whose order is little where nobody says otherwise. */
export interface SpanReaderOptions {
  readonly bigEndian?: boolean;
}

/** Reads fields one after the other, and keeps where each was. What would lie beyond the end is not there. */
export class SpanReader {
  readonly #file: Uint8Array;
  readonly #view: DataView;
  readonly #end: number;
  readonly #little: boolean;
  readonly #spans: ByteSpan[] = [];
  #at: number;

  /** @param end offset that no field crosses */
  constructor(
    file: Uint8Array,
    start: number,
    end: number = file.length,
    { bigEndian = false }: SpanReaderOptions = {},
  ) {
    this.#file = file;
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    this.#at = start;
    this.#end = Math.min(end, file.length);
    this.#little = !bigEndian;
  }

  get at(): number {
    return this.#at;
  }

  /** Whether so many bytes are left. */
  has(size: number): boolean {
    return this.#at + size <= this.#end;
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes; 0 where it is cut off. */
  number(name: string, size: 1 | 2 | 4 | 8, inWords: InWords = (value) => hex(value)): bigint {
    if (!this.has(size)) {
      this.rest(name);
      return 0n;
    }
    const value = this.#read(size);
    this.#push({ name, start: this.#at, end: this.#at + size, value: inWords(value) });
    return value;
  }

  #read(size: 1 | 2 | 4 | 8): bigint {
    if (size === 8) return this.#view.getBigUint64(this.#at, this.#little);
    if (size === 4) return BigInt(this.#view.getUint32(this.#at, this.#little));
    return BigInt(size === 2 ? this.#view.getUint16(this.#at, this.#little) : this.#view.getUint8(this.#at));
  }

  /** Characters up to a zero, in so many bytes. */
  text(name: string, size: number): string {
    const end = Math.min(this.#at + size, this.#end);
    const bytes = this.#file.subarray(this.#at, end);
    const zero = bytes.indexOf(0);
    const value = String.fromCharCode(...bytes.subarray(0, zero < 0 ? undefined : zero));
    this.#push({ name, start: this.#at, end, value: printable(value) });
    return value;
  }

  /** Bytes that stand for themselves. */
  bytes(name: string, size: number, value?: string): void {
    const end = Math.min(this.#at + size, this.#end);
    this.#push({ name, start: this.#at, end, ...(value === undefined ? {} : { value }) });
  }

  /** Everything that is left. */
  rest(name: string, value?: string): void {
    this.bytes(name, this.#end - this.#at, value);
  }

  /** A span that somebody else made, which begins here. */
  span(span: ByteSpan): void {
    if (span.start !== this.#at)
      throw new TypeError(`${span.name} begins at ${span.start}, not at ${this.#at}`);
    this.#push(span);
  }

  #push(span: ByteSpan): void {
    if (span.end > span.start) this.#spans.push(span);
    this.#at = Math.max(this.#at, span.end);
  }

  /** All of it, under a name. */
  whole(name: string, value?: string): ByteSpan {
    const [first] = this.#spans;
    return {
      name,
      start: first?.start ?? this.#at,
      end: this.#at,
      ...(value === undefined ? {} : { value }),
      children: this.#spans,
    };
  }
}

/** `"…"` without what no terminal shows. */
const printable = (text: string): string =>
  JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);

/**
 * A whole that has these parts: in order, and what lies between them under `between`. A part that begins inside another, or
 * beyond the end, is left out: broken files have such.
 */
export const tiled = (
  name: string,
  { start, end }: { readonly start: number; readonly end: number },
  parts: readonly ByteSpan[],
  between: (start: number, end: number) => string = () => 'not described',
): ByteSpan => {
  const children: ByteSpan[] = [];
  let at = start;
  const gap = (to: number): void => {
    if (to > at) children.push({ name: between(at, to), start: at, end: to });
    at = Math.max(at, to);
  };
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    if (part.start < at || part.end > end || part.end <= part.start) continue;
    gap(part.start);
    children.push(part);
    at = part.end;
  }
  gap(end);
  return { name, start, end, children };
};
