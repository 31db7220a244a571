import { FormatError } from '@warmboot/format';
import { GiB, KiB, MiB, TiB } from './align.js';
import type { AddressRange, PhysAddr } from './range.js';

/** `0x1000`: C's `%#llx`, which prints zero as `0`. */
export const hex = (value: PhysAddr | bigint): string => (value == 0 ? '0x0' : `0x${value.toString(16)}`);

/** At least `width` lower-case digits and no prefix: C's `%0*llx`. */
export const bareHex = (value: PhysAddr | bigint, width = 0): string =>
  value.toString(16).padStart(width, '0');

/** `[mem 0x0000000100000000-0x000000013fffffff]`, inclusive end, as most of Linux's log lines print a range. */
export const memRange = ({ start, end }: AddressRange, width = 16): string =>
  `[mem 0x${bareHex(start, width)}-0x${bareHex(end - 1, width)}]`;

const SUFFIX = new Map([
  ['', 1],
  ['k', KiB],
  ['m', MiB],
  ['g', GiB],
  ['t', TiB],
  ['p', 1024 * TiB],
  ['e', 1024 * 1024 * TiB],
]);

/**
 * A size or address as the kernel's `memparse` reads it: decimal, `0x` or octal digits and an optional binary
 * unit `K M G T P E` (`KiB`-style endings are accepted too). lib/cmdline.c:memparse.
 * @returns undefined for anything else, or for a value above 2^53
 */
export const parseSize = (text: string): number | undefined => {
  const match = /^(0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)([kmgtpe]?)(?:i?b)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const digits = match[1]!.toLowerCase();
  const base = digits.startsWith('0x') ? 16 : digits.length > 1 && digits.startsWith('0') ? 8 : 10;
  const value =
    Number.parseInt(base === 16 ? digits.slice(2) : digits, base) * SUFFIX.get(match[2]!.toLowerCase())!;
  return Number.isSafeInteger(value) ? value : undefined;
};

/** Like {@link parseSize}, for fields of files. @throws FormatError that names `field` */
export const requireSize = (text: string, format: string, field: string): number => {
  const value = parseSize(text);
  if (value === undefined) {
    throw new FormatError({
      format,
      field,
      found: JSON.stringify(text),
      allowed: 'a number with an optional unit, such as 0x40000000, 512M or 1G',
    });
  }
  return value;
};

/** Binary units, the largest first. */
const UNITS = [
  [TiB, 'TiB'],
  [GiB, 'GiB'],
  [MiB, 'MiB'],
  [KiB, 'KiB'],
] as const;

/** `1 GiB`, `528 KiB`, `4097 B`: the largest binary unit that divides the size, for people. */
export const humanSize = (bytes: number): string => {
  for (const [unit, name] of UNITS) {
    if (bytes !== 0 && bytes % unit === 0) return `${bytes / unit} ${name}`;
  }
  return `${bytes} B`;
};

/** `4.9 MiB`, `1 GiB`: a size to one decimal of its largest binary unit, for sentences; {@link humanSize} is exact. */
export const roughSize = (bytes: number): string => {
  for (const [unit, name] of UNITS) {
    if (bytes >= unit) return `${Math.round((bytes / unit) * 10) / 10} ${name}`;
  }
  return `${bytes} B`;
};

/** A size for people: exact where that is short, `3200 MiB`, and to a decimal otherwise, `24 GiB`. */
export const shortSize = (bytes: number): string => {
  const exact = humanSize(bytes);
  return exact.indexOf(' ') <= 4 ? exact : roughSize(bytes);
};
