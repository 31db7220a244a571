import { besideSpin } from '../spin.mjs';

export const row = {
  name: 'six DIMMs, to the shortest story, as a process',
  peerName: 'SPIN, cc and pan on a model of it',
  goal: 1,
  measure: () => besideSpin(6, 'first', { runs: 3 }),
};
