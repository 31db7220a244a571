import { costOf } from '../measure.mjs';
import { qemuRecipe } from '../qemu-recipe.mjs';
import { playedFirst } from '../story.mjs';

export const row = {
  name: 'the recipe in process, on a machine of another size each time',
  peerName: 'the same on Debian’s kernel under QEMU',
  goal: 1 / 1000,
  measure: async () => ({ peer: await qemuRecipe(), ours: costOf(playedFirst('x86_64')) }),
};
