// What seeded sequences come to, in one number: the same on every engine that runs the model.
import { portableSha256 } from '@warmboot/core';
import { playSequence } from './sequences.mjs';

/** Sequences that the digest is of. */
const COUNT = 16;

/** @returns SHA-256 of what could be seen of all of them, in hexadecimal */
export const digestOfSequences = () => {
  const hash = portableSha256();
  const encoder = new TextEncoder();
  for (let index = 0; index < COUNT; index += 1)
    hash.update(encoder.encode(`${playSequence(['digest', index]).join('\n')}\n`));
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};
