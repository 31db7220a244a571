// The targets there are: one file each in targets/.
//
// A target has
//   room     the package whose code it tries, which keeps what was found as tests
//   corpus   inputs to begin from, as bytes
//   mutate   another input out of one of them; it knows the format
//   run      what to do with an input, as functions that are called one after the other: each may throw an error that
//            tells of broken input, and nothing else
import { readdirSync } from 'node:fs';

const folder = new URL('../targets/', import.meta.url);

export const targetNames = readdirSync(folder)
  .map((file) => file.replace(/\.mjs$/, ''))
  .sort();

/** @param {string} name one of {@link targetNames} */
export const openTarget = async (name) => {
  const { target } = await import(new URL(`${name}.mjs`, folder).href);
  return { name, ...target };
};
