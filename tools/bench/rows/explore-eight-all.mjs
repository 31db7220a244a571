import { besideSpin } from '../spin.mjs';

export const row = {
  name: 'eight DIMMs, every order up to what is alike, as a process',
  peerName: 'SPIN, cc and pan, all states of a model of it',
  goal: 0.25,
  measure: () => besideSpin(8, 'all', { runs: 1, warm: 0 }),
};
