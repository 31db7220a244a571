import { encodeText } from '../text.js';

const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
};

const PIECE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([^]))|[^\\]+/g;

/** The bytes between quotes, escapes as in C: UTF-8, and no NUL at the end. Devicetree Specification v0.4, 6.3. */
export const unescape = (quoted: string): Uint8Array => {
  if (!quoted.includes('\\')) return encodeText(quoted);
  const bytes: number[] = [];
  for (const [text, octal, hex, letter] of quoted.matchAll(PIECE)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (letter !== undefined) {
      const code = SIMPLE_ESCAPES[letter];
      bytes.push(...(code === undefined ? encodeText(letter) : [code]));
    } else for (const byte of encodeText(text)) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
};

/** A number as in C, octal with a leading 0; nothing for digits of no base, or one that 64 bits do not hold. */
export const integerLiteral = (text: string): bigint | undefined => {
  const digits = text.replace(/U?L{0,2}$/, '');
  const octal = /^0\d/.test(digits);
  if (octal && /[89]/.test(digits)) return undefined;
  const value = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  return value >> 64n === 0n ? value : undefined;
};
