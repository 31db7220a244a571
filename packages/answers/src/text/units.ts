import type { AddressRange } from '@warmboot/address';
import { bareHex } from '@warmboot/address';

const UNITS = [
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
] as const;

/** `2.04 MiB`, `16 KiB`, `100 B`: about how much, in the largest unit that leaves a whole part. Beside it stands the exact number. */
export const aboutSize = (bytes: number): string => {
  const [unit, size] = UNITS.find(([, least]) => bytes >= least) ?? (['B', 1] as const);
  const value = bytes / size;
  const text = Number.isInteger(value) || value >= 100 ? Math.round(value) : value.toPrecision(3);
  return `${text} ${unit}`;
};

/** `0x013ebf6000-0x013edfffff`: inclusive, both ends of one width, so that columns of them line up. */
export const rangeText = ({ start, end }: AddressRange, digits = 10): string =>
  `0x${bareHex(start, digits)}-0x${bareHex(end - 1, digits)}`;
