/** Binary units, in bytes. */
export const KiB = 1024;
/** Bytes of a mebibyte. */
export const MiB = 1024 * KiB;
/** Bytes of a gibibyte. */
export const GiB = 1024 * MiB;
/** Bytes of a tebibyte. */
export const TiB = 1024 * GiB;

/** The largest multiple of `alignment` that is not above `value`. */
export const alignDown = (value: number, alignment: number): number => value - (value % alignment);

/** The smallest multiple of `alignment` that is not below `value`. */
export const alignUp = (value: number, alignment: number): number => {
  const over = value % alignment;
  return over === 0 ? value : value + (alignment - over);
};

/** Whether a value is a multiple of `alignment`, which need not be a power of two. */
export const isAligned = (value: number, alignment: number): boolean => value % alignment === 0;

/** Whether a number is 1, 2, 4, ...; 0 is none. */
export const isPowerOfTwo = (value: number): boolean => value > 0 && Number.isInteger(Math.log2(value));
