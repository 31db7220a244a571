/** A text as its bytes, a character each, followed by zeroes. What does not fit leaves room for the last of them. */
export const terminated = (text: string, size: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  bytes.set(Uint8Array.from(text.slice(0, size - 1), (letter) => letter.charCodeAt(0)));
  return bytes;
};

/** The text before the first zero. */
export const textOf = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
};
