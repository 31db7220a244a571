// One page of numbers: each row is measured beside its peer in this run, and has a goal. `--write` keeps the page as
// docs/performance.md and what was measured as the bounds that later runs are held to; other words choose rows by name.
// Exit status: 1 where a row is half as slow again as its bound.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { NotHere, ROOT } from './measure.mjs';
import { lineOf, pageOf, standing } from './page.mjs';

const BOUNDS = join(ROOT, 'tools', 'bench', 'bounds.json');
const PAGE = join(ROOT, 'docs', 'performance.md');

/** How much worse than its bound a row may be: computers are not alike, nor are two runs on one. */
const ALLOWANCE = 1.5;

const words = process.argv.slice(2);
const write = words.includes('--write');
const chosen = words.filter((word) => !word.startsWith('--'));
if (write && chosen.length > 0) throw new Error('--write measures every row');
const bounds = JSON.parse(readFileSync(BOUNDS, 'utf8'));

const rowsIn = async (folder) => {
  const rows = [];
  for (const file of readdirSync(folder).toSorted()) {
    const { row } = await import(join(folder, file));
    rows.push({ ...row, key: file.replace(/\.mjs$/, '') });
  }
  return rows;
};

const measured = async (row) => {
  try {
    const { ours, peer } = await row.measure();
    return { ...row, ours, peer, value: row.peerName === undefined ? ours : ours / peer };
  } catch (error) {
    if (error instanceof NotHere) return { ...row, skipped: error.message };
    throw error;
  }
};

const results = [];
for (const row of await rowsIn(join(ROOT, 'tools', 'bench', 'rows'))) {
  if (chosen.length > 0 && !chosen.some((word) => row.key.includes(word))) continue;
  const result = await measured(row);
  results.push(result);
  console.log(lineOf(result));
  const bound = bounds[row.key];
  if (result.value === undefined || bound === undefined || result.value <= ALLOWANCE * bound) continue;
  console.log(`    worse than its bound of ${standing({ ...result, value: bound })} by more than half`);
  if (!write) process.exitCode = 1;
}

if (write) {
  for (const { key, value } of results) if (value !== undefined) bounds[key] = Number(value.toPrecision(2));
  writeFileSync(BOUNDS, `${JSON.stringify(bounds, undefined, 2)}\n`);
  const page = pageOf(results, `Node ${process.versions.node}, ${cpus()[0].model.trim()}`);
  const options = { ...(await resolveConfig(PAGE)), parser: 'markdown' };
  writeFileSync(PAGE, await format(page, options));
}
