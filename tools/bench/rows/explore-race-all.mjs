import { besideSpin } from '../spin.mjs';

export const row = {
  name: 'the race of one DIMM, every order, as a process',
  peerName: 'SPIN, cc and pan, all states of a model of it',
  goal: 0.4,
  measure: () => besideSpin(1, 'all', { runs: 3 }),
};
