/** Sum of all bytes modulo 256; an intact ACPI structure sums to 0 (ACPI 6.4 section 5.2.6). */
export const byteSum = (bytes: Uint8Array): number => {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum;
};

/** The byte that makes `bytes` sum to 0 when it replaces a zero in them. */
export const checksumFor = (bytes: Uint8Array): number => (0x100 - byteSum(bytes)) & 0xff;
