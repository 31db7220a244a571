/** The CRC-32 of ISO 3309, reflected: that of zlib, UEFI table headers and U-Boot images. */
const POLYNOMIAL = 0xedb8_8320;

/** Bytes that one step takes in. */
const STRIDE = 8;

/** Table n is what a byte does to the sum n bytes later: eight bytes are taken in by eight look-ups that do not wait for each other. */
const TABLES = new Int32Array(STRIDE * 256);
for (let byte = 0; byte < 256; byte += 1) {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
  TABLES[byte] = value;
}
for (let at = 256; at < TABLES.length; at += 1) {
  const before = TABLES[at - 256]!;
  TABLES[at] = (before >>> 8) ^ TABLES[before & 0xff]!;
}

/**
 * The CRC-32 of ISO 3309, as zlib, gzip and UEFI use it.
 * @param before that of the bytes before these, where they come in pieces
 */
export const crc32 = (bytes: Uint8Array, before = 0): number => {
  const { length } = bytes;
  let crc = ~before;
  let at = 0;
  for (; at + STRIDE <= length; at += STRIDE) {
    const low = crc ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
    crc =
      TABLES[0x700 | (low & 0xff)]! ^
      TABLES[0x600 | ((low >>> 8) & 0xff)]! ^
      TABLES[0x500 | ((low >>> 16) & 0xff)]! ^
      TABLES[0x400 | (low >>> 24)]! ^
      TABLES[0x300 | bytes[at + 4]!]! ^
      TABLES[0x200 | bytes[at + 5]!]! ^
      TABLES[0x100 | bytes[at + 6]!]! ^
      TABLES[bytes[at + 7]!]!;
  }
  for (; at < length; at += 1) crc = (crc >>> 8) ^ TABLES[(crc ^ bytes[at]!) & 0xff]!;
  return ~crc >>> 0;
};
