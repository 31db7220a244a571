// The inputs of a campaign. Each follows from the target, the seed and its number alone - and, where coverage guides,
// from the inputs before it that reached something new.
import { Random } from './random.mjs';

/** @returns {(index: number) => Promise<Uint8Array>} */
export const inputsOf = (target, seed, corpus) => async (index) => {
  const random = new Random(target.name, seed, index);
  const made = target.mutate(random, random.of(corpus), corpus);
  return made instanceof Promise ? await made : made;
};
