import { besideSpin } from '../spin.mjs';

export const row = {
  name: 'the race of one DIMM, to the shortest story, as a process',
  peerName: 'SPIN, cc and pan on a model of it',
  goal: 0.4,
  measure: () => besideSpin(1, 'first', { runs: 3 }),
};
