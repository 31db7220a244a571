import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costOfProcess, inScratch, needPrograms, ROOT, WARMBOOT } from './measure.mjs';

const BENCH = join(ROOT, 'packages', 'explorer', 'bench');

/** Shortest stories come breadth first. To the end: every state of the model, each violation counted and passed (-c0). */
const PAN = {
  first: { flags: '-DBFS', options: '' },
  all: { flags: '-DNOREDUCE', options: '-c0 -m1000000' },
};

/** What the command is asked. */
const ASKED = { first: ['--property', 'no-write-to-absent-memory'], all: [] };

/** A kernel is loaded into the first of several DIMMs while all of them are asked for; then somebody executes it. */
const scenario = (dimms) => {
  const ids = Array.from({ length: dimms }, (_, index) => `dimm${index + 1}`);
  const boards = ids.map((eject) => ({ platform: { program: [{ eject }] }, as: `board-${eject}` }));
  return JSON.stringify({
    name: 'DIMMs that go',
    explore: {
      situations: [
        {
          name: 'dimms',
          story: 'All DIMMs are asked for while somebody loads into the first.',
          devices: Object.fromEntries(ids.map((id) => [id, { blocks: 2 }])),
          before: ids.map((plug) => ({ plug, online: 'online_movable' })),
          actors: [{ loader: { within: 'dimm1' } }, ...boards, 'hotplug', 'exec'],
        },
      ],
    },
  });
};

/** MiB that pan may have. */
const MOST_MEMORY = 8192;

/**
 * One situation, two checkers, each as a whole process: the command on the kernel model, in one thread, and SPIN on a model of the same steps
 * and locks (dimms.pml), with the making and the compilation of its program. SPIN has one property, the explorer for `all` each.
 * @param until `first`: to the shortest story; `all`: to the end
 */
export const besideSpin = (dimms, until, runs) => {
  needPrograms('spin', 'cc');
  return inScratch((folder) => {
    copyFileSync(join(BENCH, 'dimms.pml'), join(folder, 'dimms.pml'));
    const { flags, options } = PAN[until];
    const spin = [
      'cd "$0"',
      `spin -DN=${dimms} -a dimms.pml`,
      `cc -w -O2 -DSAFETY -DMEMLIM=${MOST_MEMORY} ${flags} -o pan pan.c`,
      `./pan -E ${options} >found`,
      'grep -q violated found',
    ].join(' && ');
    const file = join(folder, 'dimms.yaml');
    writeFileSync(file, scenario(dimms));
    const ours = [...WARMBOOT, 'explore', file, '--arch', 'x86_64', '--workers', '1', ...ASKED[until]];
    return { ours: costOfProcess(ours, runs), peer: costOfProcess(['sh', '-c', spin, folder], runs) };
  });
};
