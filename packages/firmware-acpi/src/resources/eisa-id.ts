/**
 * A device identifier as `_HID` and `_CID` give it: text stays, a number is a compressed EISA id of three letters and
 * four hexadecimal digits (ACPI 6.4 section 19.3.4). 0x800cd041 is `PNP0C80`.
 */
export const hardwareId = (value: bigint | string): string => {
  if (typeof value === 'string') return value;
  const bytes = [0n, 8n, 16n, 24n].map((shift) => Number((value >> shift) & 0xffn));
  const big = bytes.reduce((word, byte) => word * 256 + byte, 0);
  const letter = (shift: number): string => String.fromCharCode(0x40 + (Math.floor(big / 2 ** shift) & 0x1f));
  const product = (big & 0xffff).toString(16).toUpperCase().padStart(4, '0');
  return `${letter(26)}${letter(21)}${letter(16)}${product}`;
};

/** The number of an EISA id. @throws TypeError for text that is not three letters and four hexadecimal digits */
export const eisaId = (text: string): bigint => {
  const match = /^([A-Z])([A-Z])([A-Z])([0-9A-F]{4})$/.exec(text);
  if (match === null) throw new TypeError(`${JSON.stringify(text)} is not an EISA id`);
  const letters = [1, 2, 3].reduce(
    (bits, index) => bits * 32 + ((match[index] ?? '').charCodeAt(0) - 0x40),
    0,
  );
  const big = letters * 0x1_0000 + Number.parseInt(match[4] ?? '', 16);
  return [0, 1, 2, 3].reduce(
    (value, index) => value | (BigInt(Math.floor(big / 2 ** (8 * (3 - index))) & 0xff) << BigInt(8 * index)),
    0n,
  );
};
