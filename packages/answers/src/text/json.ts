/** One value as one line. Addresses of 64 bits are hexadecimal text, as in recordings. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `0x${item.toString(16)}` : item));
