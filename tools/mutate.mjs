// Changes the sources of one room, one place after the other, and tells which changes its tests let live.
// docs/testing.md has the scores that were reached, and why some changes may live.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SHARDS } from './mutate/shards.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const USAGE = `npm run mutate -- --shard NAME [--file PATTERN] [--concurrency N]

  --shard NAME        ${Object.keys(SHARDS).join(', ')}
  --file PATTERN      only these files of it
  --concurrency N     tests at a time (2)

Prints the changes that lived and the score of each file. Exit status: 0 it ran, 1 it could not, 2 usage.`;

const { shard, file, concurrency } = parseArgs({
  options: {
    shard: { type: 'string' },
    file: { type: 'string' },
    concurrency: { type: 'string', default: '2' },
  },
}).values;
if (shard === undefined || !Object.hasOwn(SHARDS, shard)) {
  console.error(USAGE);
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), 'warmboot-mutate-'));
const report = join(scratch, 'report.json');
const config = join(scratch, 'stryker.json');
writeFileSync(
  config,
  JSON.stringify({
    mutate: file === undefined ? SHARDS[shard].mutate : [file],
    testRunner: 'vitest',
    // By name: a search finds none in folders that are linked.
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'tools/mutate/vitest.config.mjs', related: false },
    concurrency: Number(concurrency),
    // What only runs while modules are loaded would take all tests for every change.
    ignoreStatic: true,
    // Texts are for people, and their tests are those of the command.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: ['dist', 'docs', 'packages/*/site*', '.warmboot'],
    disableTypeChecks: false,
    tempDirName: '.stryker-tmp',
    timeoutMS: 30_000,
    reporters: ['json'],
    jsonReporter: { fileName: report },
    allowConsoleColors: false,
  }),
);

const lineOf = (source, { line }) => source.split('\n')[line - 1].trim();

/** Changes that tests noticed, of all that they could have noticed. */
const scoreOf = (mutants) => {
  const noticed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const counted = mutants.filter(({ status }) =>
    ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status),
  ).length;
  return { noticed, counted, percent: counted === 0 ? 100 : (100 * noticed) / counted };
};

const line = (name, mutants) => {
  const { noticed, counted, percent } = scoreOf(mutants);
  return `${percent.toFixed(1).padStart(6)} %  ${String(noticed).padStart(5)} of ${String(counted).padEnd(5)} ${name}`;
};

const print = ({ files }) => {
  const all = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, { source, mutants }] of all) {
    for (const { status, location, replacement, mutatorName } of mutants) {
      if (status !== 'Survived' && status !== 'NoCoverage') continue;
      const how = status === 'Survived' ? 'lived' : 'no test runs it';
      console.log(`${name}:${location.start.line}:${location.start.column}  ${mutatorName}, ${how}`);
      console.log(`  ${lineOf(source, location.start)}\n  becomes: ${(replacement ?? '').split('\n')[0]}`);
    }
  }
  console.log('');
  for (const [name, { mutants }] of all) console.log(line(name, mutants));
  console.log(
    line(
      `all of ${shard}`,
      all.flatMap(([, { mutants }]) => mutants),
    ),
  );
};

const stryker = spawn(
  process.execPath,
  [join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'), 'run', config],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, WARMBOOT_SHARD: shard } },
);
stryker.on('close', (status) => {
  try {
    if (status === 0) print(JSON.parse(readFileSync(report, 'utf8')));
    process.exitCode = status === 0 ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
