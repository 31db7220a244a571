// What `npm start` shows: one story, told twice, on two architectures side by side.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../packages/cli/dist/main.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const thread = join(root, 'examples', 'thread.yaml');
const sides = ['--arch', 'arm64', '--arch', 'x86_64'];

const say = (...lines) => process.stdout.write(`${lines.join('\n')}\n`);

const compare = async (...options) => {
  const status = await main(['compare', thread, ...sides, ...options]);
  if (status !== 0) process.exit(status);
};

say('', 'Warmboot: what happens between two Linux kernels.', '');

say('1. Mainline Linux. Nothing guards the memory that a loaded kernel will be copied to.', '');
await compare('--policy', 'none');

say('2. The same steps with a guard: a memory notifier refuses to let a destination go offline.', '');
await compare('--brief', '--policy', 'notifier-corrected');

say(
  'With the guard the DIMM stays, and x86_64 boots. arm64 shows what the guard cannot cure: the new kernel',
  'is told of memory by firmware tables, and these do not know of a DIMM that came later.',
  '',
  'Go on:',
  '  npx warmboot explore examples/thread.yaml --policy all       every order of events against every proposal, in half a minute',
  '  npx warmboot policies                                        what else has been proposed',
  '  npx warmboot compare examples/stale-map.yaml                 a DIMM that nobody used kills x86_64 only',
  '  npx warmboot run examples/thread.yaml --arch arm64           every event on the way',
  '  npx warmboot replay captures/x86_64-bios-race-policy0 --check   the model against a recorded kernel',
  '',
);
