// Sequences of actions on machines of chance. An input is what the chance follows from.
import { mutateBytes } from '../mutate/bytes.mjs';
import { playSequence } from '../sequences.mjs';

export const target = {
  room: 'core',
  corpus: () => [1, 2, 3, 4].map((first) => Uint8Array.of(first, 0, 0, 0)),
  mutate: (random, input, corpus) => mutateBytes(random, input, corpus).slice(0, 8),
  run: (bytes) => [() => playSequence([...bytes])],
};
