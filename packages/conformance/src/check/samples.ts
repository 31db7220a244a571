/** The same bytes in every run. */
const noise = (length: number): Uint8Array => {
  let state = 0x2545f491;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
};

/** The characters of a text as bytes. */
export const asciiOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Bytes that are no file of any kind: a broken reader betrays itself on one of them. */
export const GARBAGE: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['no bytes', new Uint8Array(0)],
  ['one byte', Uint8Array.of(0x4d)],
  ['64 zeroes', new Uint8Array(64)],
  ['4 KiB of zeroes', new Uint8Array(4096)],
  ['4 KiB of 0xff', new Uint8Array(4096).fill(0xff)],
  ['4 KiB of text', asciiOf('no kernel at all\n'.repeat(256)).slice(0, 4096)],
  ['4 KiB of noise', noise(4096)],
];

/** The beginning of a file, cut off at places where readers look. */
export const truncations = (bytes: Uint8Array): readonly Uint8Array[] =>
  [0, 1, 2, 4, 8, 16, 32, 48, 56, 60, 63, 64, 128, 512, 1024]
    .filter((length) => length < bytes.length)
    .map((length) => bytes.slice(0, length));
