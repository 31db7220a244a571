/** Binary units, in bytes. */
export const KiB = 1024;
export const MiB = 1024 * KiB;
export const GiB = 1024 * MiB;
export const TiB = 1024 * GiB;

/** The 4 KiB page that every supported kernel configuration of the recordings uses. */
export const PAGE_SIZE = 4 * KiB;

/** The largest multiple of `alignment` that is not above `value`. */
export const alignDown = (value: number, alignment: number): number => value - (value % alignment);

/** The smallest multiple of `alignment` that is not below `value`. */
export const alignUp = (value: number, alignment: number): number => {
  const over = value % alignment;
  return over === 0 ? value : value + (alignment - over);
};

export const isAligned = (value: number, alignment: number): boolean => value % alignment === 0;

export const isPowerOfTwo = (value: number): boolean => value > 0 && Number.isInteger(Math.log2(value));
