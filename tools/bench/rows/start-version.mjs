import { costOfProcess, WARMBOOT } from '../measure.mjs';

export const row = {
  name: 'warmboot --version',
  peerName: 'node -e 0',
  goal: 3,
  measure: () => ({
    ours: costOfProcess([...WARMBOOT, '--version']),
    peer: costOfProcess([process.execPath, '-e', '0']),
  }),
};
