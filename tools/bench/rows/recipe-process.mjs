import { costOfProcess, WARMBOOT } from '../measure.mjs';
import { qemuRecipe } from '../qemu-recipe.mjs';

export const row = {
  name: 'the recipe as a process',
  peerName: 'the same on Debian’s kernel under QEMU',
  goal: 1 / 25,
  measure: async () => ({
    peer: await qemuRecipe(),
    ours: costOfProcess([...WARMBOOT, 'run', 'examples/thread.yaml', '--arch', 'x86_64']),
  }),
};
