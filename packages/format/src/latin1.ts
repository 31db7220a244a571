/** Arguments that a call takes without fear for the stack. */
const STRIDE = 4096;

/** Bytes as text, one character each, however many there are. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += STRIDE) {
    text += String.fromCharCode(...bytes.subarray(at, at + STRIDE));
  }
  return text;
};
