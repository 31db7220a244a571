import { hex } from '@warmboot/address';
import type { ByteSpan } from './byte-span.js';
import { SpanReader, tiled } from './span-reader.js';

/** Devicetree Specification 0.4, 5.2 */
const FDT_MAGIC = 0xd00d_feed;

const BIG = { bigEndian: true } as const;

/** Tokens of the structure block. Devicetree Specification 0.4, 5.4.1 */
const TOKEN = { beginNode: 1n, endNode: 2n, property: 3n, nop: 4n, end: 9n } as const;

const inBytes = (value: bigint): string => `${value} bytes`;
const atOffset = (value: bigint): string => `at ${hex(value)}`;
const plainly = (value: bigint): string => `${value}`;

interface Header {
  readonly span: ByteSpan;
  readonly structure: { readonly start: number; readonly end: number };
  readonly strings: { readonly start: number; readonly end: number };
  readonly reservations: number;
}

const headerOf = (file: Uint8Array): Header => {
  const reader = new SpanReader(file, 0, 40, BIG);
  reader.number('magic', 4, (value) => `${hex(value)}, a devicetree blob`);
  reader.number('totalsize', 4, inBytes);
  const structure = Number(reader.number('off_dt_struct', 4, atOffset));
  const strings = Number(reader.number('off_dt_strings', 4, atOffset));
  const reservations = Number(reader.number('off_mem_rsvmap', 4, atOffset));
  reader.number('version', 4, plainly);
  reader.number('last_comp_version', 4, plainly);
  reader.number('boot_cpuid_phys', 4, plainly);
  const stringsSize = Number(reader.number('size_dt_strings', 4, inBytes));
  const structureSize = Number(reader.number('size_dt_struct', 4, inBytes));
  return {
    span: reader.whole('header'),
    structure: { start: structure, end: structure + structureSize },
    strings: { start: strings, end: strings + stringsSize },
    reservations,
  };
};

const reservationsOf = (file: Uint8Array, start: number, end: number): ByteSpan => {
  const reader = new SpanReader(file, start, end, BIG);
  while (reader.has(16)) {
    const entry = new SpanReader(file, reader.at, end, BIG);
    const address = entry.number('address', 8);
    const size = entry.number('size', 8, inBytes);
    const last = address === 0n && size === 0n;
    reader.span(entry.whole(last ? 'end of the list' : 'reserved memory', last ? undefined : hex(address)));
    if (last) break;
  }
  return reader.whole('memory reservation block');
};

const stringAt = (file: Uint8Array, at: number): string => {
  const end = file.indexOf(0, at);
  return String.fromCharCode(...file.subarray(at, end < 0 ? at : end));
};

/** A value as the source form has it where that is short and can be told from the bytes alone. */
const propertyWords = (bytes: Uint8Array): string => {
  if (bytes.length === 0) return 'is there';
  const text = String.fromCharCode(...bytes.subarray(0, -1));
  if (bytes.at(-1) === 0 && /^[\x20-\x7e]+(\0[\x20-\x7e]+)*$/.test(text)) {
    return text
      .split('\0')
      .map((word) => JSON.stringify(word))
      .join(', ');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length % 4 !== 0 || bytes.length > 64) return `${bytes.length} bytes`;
  const cells = Array.from({ length: bytes.length / 4 }, (_, index) => hex(view.getUint32(4 * index)));
  return `<${cells.join(' ')}>`;
};

const PADDING = 'padding';
const aligned = (offset: number): number => Math.ceil(offset / 4) * 4;

/** Deeper trees are nobody's, and a cycle cannot be: every level takes bytes. */
const DEEPEST = 64;

class Structure {
  readonly #file: Uint8Array;
  readonly #end: number;
  readonly #strings: number;

  constructor(file: Uint8Array, end: number, strings: number) {
    this.#file = file;
    this.#end = end;
    this.#strings = strings;
  }

  reader(at: number): SpanReader {
    return new SpanReader(this.#file, at, this.#end, BIG);
  }

  #token(at: number): bigint {
    return new SpanReader(this.#file, at, this.#end, BIG).number('token', 4);
  }

  node(at: number, depth = 0): ByteSpan {
    const reader = this.reader(at);
    reader.number('FDT_BEGIN_NODE', 4);
    const name = stringAt(this.#file, reader.at);
    reader.text('name', name.length + 1);
    reader.bytes(PADDING, aligned(reader.at) - reader.at);
    while (reader.has(4)) {
      const token = this.#token(reader.at);
      if (token === TOKEN.property) reader.span(this.#property(reader.at));
      else if (token === TOKEN.beginNode && depth < DEEPEST) reader.span(this.node(reader.at, depth + 1));
      else if (token === TOKEN.nop) reader.number('FDT_NOP', 4);
      else {
        if (token === TOKEN.endNode) reader.number('FDT_END_NODE', 4);
        break;
      }
    }
    return reader.whole(name === '' ? '/' : name);
  }

  #property(at: number): ByteSpan {
    const reader = this.reader(at);
    reader.number('FDT_PROP', 4);
    const size = Number(reader.number('len', 4, inBytes));
    const nameOffset = Number(reader.number('nameoff', 4, (value) => `at ${hex(value)} of the strings`));
    const name = stringAt(this.#file, this.#strings + nameOffset);
    const words = propertyWords(this.#file.subarray(reader.at, Math.min(reader.at + size, this.#end)));
    reader.bytes('value', size, words);
    reader.bytes(PADDING, aligned(reader.at) - reader.at);
    return reader.whole(name, words);
  }
}

const structureOf = (file: Uint8Array, { structure, strings }: Header): ByteSpan => {
  const end = Math.min(structure.end, file.length);
  const tree = new Structure(file, end, strings.start);
  const reader = tree.reader(structure.start);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  while (reader.has(4)) {
    const token = BigInt(view.getUint32(reader.at));
    if (token === TOKEN.beginNode) reader.span(tree.node(reader.at));
    else if (token === TOKEN.nop) reader.number('FDT_NOP', 4);
    else if (token === TOKEN.end) reader.number('FDT_END', 4);
    else break;
  }
  reader.rest('not described');
  return reader.whole('structure block');
};

const stringsOf = (file: Uint8Array, { start, end }: Header['strings']): ByteSpan => {
  const reader = new SpanReader(file, start, end);
  while (reader.has(1)) {
    const text = stringAt(file, reader.at);
    reader.text(text === '' ? 'no name' : text, text.length + 1);
  }
  return reader.whole('strings block');
};

/** Whether a file begins as a flattened devicetree does. */
export const isDevicetree = (file: Uint8Array): boolean =>
  file.length >= 40 && new DataView(file.buffer, file.byteOffset, 4).getUint32(0) === FDT_MAGIC;

/** A flattened devicetree: header, reservations, every node and property, and the strings. */
export const devicetreeSpans = (file: Uint8Array): ByteSpan => {
  const header = headerOf(file);
  const blocks = [header.structure.start, header.strings.start, file.length];
  const next = Math.min(...blocks.filter((start) => start > header.reservations));
  return tiled('devicetree blob', { start: 0, end: file.length }, [
    header.span,
    reservationsOf(file, header.reservations, next),
    structureOf(file, header),
    stringsOf(file, header.strings),
  ]);
};
