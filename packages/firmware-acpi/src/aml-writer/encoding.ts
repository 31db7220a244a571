import { namePathFromText } from '../aml/name-path.js';

/** Byte code, as much of it as stands for one thing: a term, a declaration, a list of either. */
export type Aml = Uint8Array;

/** Puts pieces of byte code behind each other. */
export const joined = (...pieces: readonly (Aml | readonly number[])[]): Aml => {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
};

/** Most that the length of a block can say, in bytes (ACPI 6.4 section 20.2.4). */
const LONGEST_BLOCK = 2 ** 28 - 1;

/** A plain length: up to 63 in one byte, else 4 bits in the lead byte and 8 in each of up to three more. */
export const packageLength = (length: number): number[] => {
  if (length > LONGEST_BLOCK) throw new TypeError(`${length} bytes do not fit in one block`);
  if (length < 0x40) return [length];
  const rest: number[] = [];
  for (let high = Math.floor(length / 16); high > 0; high = Math.floor(high / 256)) rest.push(high % 256);
  return [rest.length * 0x40 + (length % 16), ...rest];
};

/** A length and what it is of; the length counts its own bytes, so it may grow by counting them. */
export const sized = (content: Aml): Aml => {
  let head = packageLength(content.length + 1);
  while (head.length + content.length > lengthOf(head)) head = packageLength(content.length + head.length);
  return joined(head, content);
};

const lengthOf = ([lead = 0, ...rest]: readonly number[]): number =>
  rest.length === 0 ? lead : rest.reduce((sum, byte, index) => sum + byte * 2 ** (4 + 8 * index), lead % 16);

const DUAL_NAME = 0x2e;
const MULTI_NAME = 0x2f;

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

/**
 * A name: `_STA`, `^^FOO`, `\_SB.MHPC`; short segments are padded. As a term it stands for what it names, or calls it.
 * @throws TypeError for text that is no name
 */
export const nameString = (path: string): Aml => {
  const parsed = namePathFromText(path);
  if (parsed === undefined) throw new TypeError(`${JSON.stringify(path)} is not a name`);
  const { absolute, parents, segments } = parsed;
  const prefix = absolute ? ascii('\\') : ascii('^'.repeat(parents));
  const count =
    segments.length === 0
      ? [0]
      : segments.length === 1
        ? []
        : segments.length === 2
          ? [DUAL_NAME]
          : [MULTI_NAME, segments.length];
  return joined(prefix, count, ascii(segments.join('')));
};

/** An integer in as few bytes as it needs (ACPI 6.4 section 20.2.3). */
export const integerTerm = (value: number | bigint): Aml => {
  const wide = BigInt(value);
  if (wide < 0n || wide >= 2n ** 64n) throw new TypeError(`${wide} does not fit in 64 bits`);
  if (wide < 2n) return joined([Number(wide)]);
  const [prefix, size] =
    wide < 2n ** 8n ? [0x0a, 1] : wide < 2n ** 16n ? [0x0b, 2] : wide < 2n ** 32n ? [0x0c, 4] : [0x0e, 8];
  return joined([prefix], littleEndian(wide, size));
};

/** `size` bytes, the lowest first. */
export const littleEndian = (value: number | bigint, size: number): number[] =>
  Array.from({ length: size }, (_, index) => Number((BigInt(value) >> BigInt(8 * index)) & 0xffn));

/** @throws TypeError for a string with other characters than ASCII's */
export const stringTerm = (text: string): Aml => {
  const codes = ascii(text);
  if (codes.some((code) => code === 0 || code > 0x7f))
    throw new TypeError(`${JSON.stringify(text)} is not ASCII`);
  return joined([0x0d], codes, [0]);
};

/** A buffer with these bytes: a resource template, for one. */
export const bufferTerm = (bytes: Uint8Array): Aml =>
  joined([0x11], sized(joined(integerTerm(bytes.length), bytes)));
