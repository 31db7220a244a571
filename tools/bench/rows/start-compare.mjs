import { costOfProcess, WARMBOOT } from '../measure.mjs';

export const row = {
  name: 'warmboot compare examples/thread.yaml',
  peerName: 'node -e 0',
  goal: 5,
  measure: () => ({
    ours: costOfProcess([...WARMBOOT, 'compare', 'examples/thread.yaml']),
    peer: costOfProcess([process.execPath, '-e', '0']),
  }),
};
