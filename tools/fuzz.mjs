// Tries parsers, the model and the whole command on inputs that somebody might have broken, from a seed.
// docs/testing.md tells what a failure is, and how a find becomes a test.
import { parseArgs } from 'node:util';
import { campaign, keep } from './fuzz/engine/campaign.mjs';
import { openTarget, targetNames } from './fuzz/engine/targets.mjs';

const USAGE = `npm run fuzz -- --target NAME [options]

  --target NAME   what is tried, or "all"; may be given several times
  --list          the targets, each with the package that it tries
  --seconds N     time for each target (60, or no limit with --inputs)
  --inputs N      inputs for each target
  --seed N        what all chance follows from (1)
  --from N        number of the first input (0): one input again with --from N --inputs 1
  --guided        inputs that reach something new are mutated further; V8 counts what runs

Exit status: 0 nothing found, 1 something found: it is kept in packages/*/test/fuzz-found, 2 usage.`;

const wrong = (message) => {
  console.error(`fuzz: ${message}\n\n${USAGE}`);
  process.exit(2);
};

const options = () => {
  try {
    return parseArgs({
      options: {
        target: { type: 'string', multiple: true, default: [] },
        list: { type: 'boolean', default: false },
        seconds: { type: 'string' },
        inputs: { type: 'string' },
        seed: { type: 'string', default: '1' },
        from: { type: 'string', default: '0' },
        guided: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    return wrong(error.message);
  }
};

const whole = (name, text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) wrong(`--${name} is ${text}; allowed: a whole number`);
  return value;
};

const { target: targets, list, help, guided, ...words } = options();
if (help) {
  console.log(USAGE);
  process.exit(0);
}
if (list) {
  for (const name of targetNames) console.log(`${name.padEnd(18)} ${(await openTarget(name)).room}`);
  process.exit(0);
}
const chosen = targets.includes('all') ? targetNames : targets;
if (chosen.length === 0) wrong('no target');
for (const name of chosen)
  if (!targetNames.includes(name)) wrong(`no target ${name}; there are: ${targetNames.join(', ')}`);
const seed = whole('seed', words.seed);
const from = whole('from', words.from);
const inputs = words.inputs === undefined ? Number.MAX_SAFE_INTEGER - from : whole('inputs', words.inputs);
const seconds =
  words.seconds === undefined ? (words.inputs === undefined ? 60 : 1e9) : whole('seconds', words.seconds);

let sum = 0;
let failures = 0;
for (const name of chosen) {
  const target = await openTarget(name);
  const start = performance.now();
  const onFound = (found) => {
    const path = keep(target, seed, found);
    console.log(`${name}: ${found.signature}\n  kept as ${path} (${found.bytes.length} bytes)`);
    console.log(`${found.detail.split('\n').slice(0, 8).join('\n')}`.replaceAll(/^/gm, '  '));
  };
  const result = await campaign(name, { seed, from, inputs, seconds, guided, onFound });
  const taken = (performance.now() - start) / 1000;
  const blocks =
    result.blocks === undefined ? '' : `, ${result.blocks} blocks, ${result.corpus} in the corpus`;
  console.log(
    `${name.padEnd(18)} ${String(result.tried).padStart(9)} inputs in ${taken.toFixed(1)} s (${Math.round(result.tried / taken)}/s), ${result.failures} found${blocks}`,
  );
  sum += result.tried;
  failures += result.failures;
}
console.log(`${sum} inputs with seed ${seed}, ${failures} found`);
process.exitCode = failures === 0 ? 0 : 1;
