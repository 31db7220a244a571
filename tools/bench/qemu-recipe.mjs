import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { costOfProcess, inScratch, needPrograms, NotHere, once, ROOT, WARMBOOT } from './measure.mjs';

/** The thread's recipe on a Debian kernel under QEMU, from nothing to its last answer. */
export const qemuRecipe = once(() => {
  needPrograms('qemu-system-x86_64');
  return inScratch((folder) => {
    const into = (name) => [
      'examples/thread.yaml',
      '--kernel',
      'debian',
      '--arch',
      'x86_64',
      '-o',
      join(folder, name),
    ];
    const [node, command] = WARMBOOT;
    const { status } = spawnSync(node, [command, 'record', ...into('first')], { cwd: ROOT });
    if (status !== 0) throw new NotHere('no Debian kernel: warmboot lab setup --arch x86_64 --kernel debian');
    return costOfProcess([...WARMBOOT, 'record', ...into('second')], { runs: 1, warm: 0 });
  });
});
