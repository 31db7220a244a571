import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { costOfProcess, inScratch, needPrograms, ROOT } from '../measure.mjs';

const BENCH = join(ROOT, 'packages', 'explorer', 'bench');

export const row = {
  name: 'the race of one DIMM, to the shortest story, as a process',
  peerName: 'SPIN, cc and pan on a model of it',
  goal: 1,
  measure: () => {
    needPrograms('spin', 'cc');
    return inScratch((folder) => {
      copyFileSync(join(BENCH, 'dimms.pml'), join(folder, 'dimms.pml'));
      const spin =
        'cd "$0" && spin -DN=1 -a dimms.pml && cc -O2 -DSAFETY -DBFS -o pan pan.c && ./pan -E >found; grep -q violated found';
      return {
        ours: costOfProcess([process.execPath, join(BENCH, 'dimms.mjs'), '1', 'first'], { runs: 3 }),
        peer: costOfProcess(['sh', '-c', spin, folder], { runs: 3 }),
      };
    });
  },
};
