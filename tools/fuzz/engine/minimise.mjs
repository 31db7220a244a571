import { attempt } from './attempt.mjs';

/** Tries that a find is worth, for leaving out and for making plain. */
const TRIES = 1500;

/** `attempt` on copies of an input until its tries are used up: whether they still fail in the same way. */
const failing = (target, signature) => {
  let left = TRIES;
  return {
    isOver: () => left <= 0,
    fails: async (bytes) => {
      left -= 1;
      return (await attempt(target, bytes))?.signature === signature;
    },
  };
};

/** Pieces are left out, from halves down to single bytes. */
const shortened = async (input, { isOver, fails }) => {
  let best = input;
  for (let size = best.length >> 1; size >= 1 && !isOver(); size >>= 1) {
    for (let at = 0; at < best.length && !isOver();) {
      const shorter = new Uint8Array([...best.subarray(0, at), ...best.subarray(at + size)]);
      if (await fails(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
};

/** Pieces become zero. */
const plain = async (input, { isOver, fails }) => {
  let best = input;
  for (let size = 256; size >= 1 && !isOver(); size >>= 2) {
    for (let at = 0; at < best.length && !isOver(); at += size) {
      if (best.subarray(at, at + size).every((byte) => byte === 0)) continue;
      const plainer = best.slice().fill(0, at, at + size);
      if (await fails(plainer)) best = plainer;
    }
  }
  return best;
};

/** A smaller and plainer input that fails in the same way. */
export const minimised = async (target, input, signature) =>
  plain(await shortened(input, failing(target, signature)), failing(target, signature));
