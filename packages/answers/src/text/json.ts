/** Members that hold an address, in whatever object they stand. Ends of ranges are exclusive. */
const ADDRESSES: ReadonlySet<string> = new Set(['start', 'end', 'mem', 'entry', 'address', 'memoryStart']);

const inRecordedForm = (key: string, item: unknown): unknown => {
  if (typeof item === 'bigint') return `0x${item.toString(16)}`;
  return typeof item === 'number' && ADDRESSES.has(key) ? `0x${item.toString(16)}` : item;
};

/**
 * One value as one line. Addresses are hexadecimal text, as in recordings, and so is whatever has 64 bits; sizes and counts are
 * numbers.
 */
export const jsonLine = (value: unknown): string => JSON.stringify(value, inRecordedForm);
