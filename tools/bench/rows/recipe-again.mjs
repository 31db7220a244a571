import { costOf } from '../measure.mjs';
import { qemuRecipe } from '../qemu-recipe.mjs';
import { playedAgain } from '../story.mjs';

export const row = {
  name: 'the recipe in process, played again',
  peerName: 'the same on Debian’s kernel under QEMU',
  goal: 1 / 10_000,
  note: 'what an action came to on a machine is remembered; the next row plays what nobody played before.',
  measure: async () => ({ peer: await qemuRecipe(), ours: costOf(playedAgain('x86_64')) }),
};
