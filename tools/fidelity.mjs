// Records stories that a seed tells on every kernel in the cache, and prints how many of the fields that changed the
// model predicts, by kernel and by field. `npm run fidelity -- --stories 20 --seed 7 --jobs 2 --keep recordings`
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inParallel } from '../packages/cli/dist/lab/in-parallel.js';
import { standardFramework } from '../packages/cli/dist/session/standard-framework.js';
import {
  boardOf,
  cacheFolder,
  changedFields,
  guestKernel,
  guestTools,
  LabError,
  record,
  seededStory,
  stockKernels,
  takesMemoryDevices,
  writeTrace,
} from '../packages/lab/dist/index.js';
import {
  checkTrace,
  FIELD_GROUPS,
  parseScenario,
  readTrace,
  replayTrace,
} from '../packages/scenario/dist/index.js';

const { values } = parseArgs({
  options: {
    stories: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    arch: { type: 'string', multiple: true },
    kernel: { type: 'string', multiple: true },
    keep: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run fidelity -- [--stories N] [--seed S] [--jobs J] [--arch A]... [--kernel K]... [--keep DIR]

Records N stories on every kernel that warmboot lab setup has fetched, and prints the share of changed fields that the
model predicts. --keep keeps the recordings in DIR, and takes those that are there already.`);
  process.exit(0);
}

const framework = standardFramework();
const cache = cacheFolder();
const seeds = Array.from(
  { length: Number(values.stories) },
  (_, index) => Number(values.seed) * 1000 + index,
);
const architectures = values.arch ?? ['x86_64', 'arm64'];

const kernels = architectures.flatMap((architecture) =>
  stockKernels(cache, boardOf(architecture))
    .filter((word) => values.kernel === undefined || values.kernel.includes(word))
    .map((word) => ({ architecture, word })),
);
if (kernels.length === 0) {
  console.error(
    'no kernel is in the cache: npx warmboot lab setup --arch x86_64 --arch arm64 --kernel debian,debian-6.12',
  );
  process.exit(2);
}

const filesIn = (folder) =>
  new Map(readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));

/** The recording of a story, from an earlier run or made now. */
const recorded = async ({ architecture, word }, seed) => {
  const folder = values.keep && join(values.keep, `${architecture}-${word}-${seed}`);
  if (folder !== undefined && existsSync(folder)) return readTrace(filesIn(folder));
  const board = boardOf(architecture);
  const kernel = guestKernel(cache, board, word);
  const ground = { firmwares: board.firmwares, takesDimms: takesMemoryDevices(kernel) ?? true };
  const story = seededStory(seed, ground);
  const scenario = parseScenario(framework, JSON.stringify(story), `seed ${seed}`);
  const request = { scenario, architecture, kernel, tools: guestTools(cache, board), policy: 'none' };
  const { directory } = await record(framework, request, {
    spoilt: (reason) => console.error(`${architecture} ${word}, seed ${seed}: ${reason}; once more`),
  });
  if (folder !== undefined) writeTrace(folder, directory);
  return directory;
};

const totals = new Map(
  kernels.map((one) => [one, Object.fromEntries(FIELD_GROUPS.map((name) => [name, [0, 0]]))]),
);
// Seed by seed, so that a run that is ended early has something of every kernel.
const work = seeds.flatMap((seed) => kernels.map((kernel) => ({ kernel, seed })));
let failures = 0;

const short = (value) => {
  const text = value === undefined ? '(nothing)' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

const playOne = async ({ kernel, seed }) => {
  const name = `${kernel.architecture} ${kernel.word}, seed ${seed}`;
  let directory;
  try {
    directory = await recorded(kernel, seed);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    failures += 1;
    console.log(`${name}: not recorded: ${error.message}`);
    return;
  }
  const score = checkTrace(directory, replayTrace(framework, directory));
  const fields = changedFields(directory, score);
  const sums = totals.get(kernel);
  let [changed, wrong] = [0, 0];
  for (const group of FIELD_GROUPS) {
    sums[group][0] += fields[group].changed;
    sums[group][1] += fields[group].wrong;
    changed += fields[group].changed;
    wrong += fields[group].wrong;
  }
  console.log(`${name}: ${changed - wrong} of ${changed}`);
  for (const { step, action, mismatches } of score.steps) {
    for (const { group, path, recorded: linux, predicted } of mismatches) {
      console.log(
        `  step ${step} (${action}) ${group} ${path}\n    Linux: ${short(linux)}\n    model: ${short(predicted)}`,
      );
    }
  }
};

for await (const _ of inParallel(work, Math.max(1, Number(values.jobs)), playOne)) {
  // Each tells of itself when it is done.
}

const percent = ([changed, wrong]) =>
  changed === 0 ? '-' : `${(Math.floor((10000 * (changed - wrong)) / changed) / 100).toFixed(2)} %`;
const sum = (pairs) => pairs.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
const rows = [...totals].map(([{ architecture, word }, groups]) => {
  const all = sum(Object.values(groups));
  return [
    `${architecture} ${word}`,
    `${all[0]}`,
    percent(all),
    ...FIELD_GROUPS.map((group) => percent(groups[group])),
  ];
});
const table = [['kernel', 'changed fields', 'predicted', ...FIELD_GROUPS], ...rows];
const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
console.log('');
console.log(line(table[0]));
console.log(line(widths.map((width) => '-'.repeat(width))));
for (const row of rows) console.log(line(row));
const all = sum([...totals.values()].flatMap((groups) => Object.values(groups)));
console.log(
  `\n${percent(all)} of ${all[0]} changed fields, ${work.length - failures} of ${work.length} stories recorded`,
);
process.exitCode = failures > 0 ? 1 : 0;
