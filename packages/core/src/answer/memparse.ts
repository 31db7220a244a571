const UNITS = 'kmgtpe';

/** A size at the start of a text. */
export interface ParsedSize {
  /** Bytes; 0 where there is no number. */
  readonly value: number;
  /** Characters that were read; 0 where there is no number. */
  readonly length: number;
}

/**
 * A size as boot options give it: digits in base 0 and one optional unit, from the start of `text`. What follows is left
 * to the caller, as the kernel does. lib/cmdline.c: memparse
 */
export const memparse = (text: string): ParsedSize => {
  const match = /^(0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)([kmgtpe])?/i.exec(text);
  if (match === null) return { value: 0, length: 0 };
  const digits = match[1]!;
  const number =
    digits.length > 1 && digits.startsWith('0') && !/^0x/i.test(digits)
      ? Number.parseInt(digits, 8)
      : Number(digits);
  const unit = match[2] === undefined ? 0 : UNITS.indexOf(match[2].toLowerCase()) + 1;
  return { value: number * 1024 ** unit, length: match[0].length };
};
