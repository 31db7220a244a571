// Runs the benchmarks beside the sources of every package and prints each as a ratio to the first one of its group: what a
// part costs at several sizes, or in several ways. Arguments choose files.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../check/run.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'warmboot-bench-'));
const report = join(scratch, 'bench.json');

/** Milliseconds as a time that a person reads. */
const time = (ms) => (ms >= 1 ? `${ms.toFixed(2)} ms` : `${(ms * 1000).toFixed(2)} us`);

try {
  const filters = process.argv.slice(2);
  const { ok, output } = await run(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'bench',
      '--run',
      '--outputJson',
      report,
      ...filters,
    ],
    { cwd: root, env: { ...process.env, NO_COLOR: '1' } },
  );
  if (!ok) {
    process.stderr.write(output);
    process.exitCode = 1;
  } else {
    for (const { filepath, groups } of JSON.parse(readFileSync(report, 'utf8')).files) {
      console.log(relative(root, filepath));
      for (const { fullName, benchmarks } of groups) {
        console.log(`\n  ${fullName.split(' > ').slice(1).join(' > ')}`);
        const measure = benchmarks[0].median;
        for (const { name, median, rme, sampleCount } of benchmarks) {
          const ratio = `x ${(median / measure).toFixed(2)}`;
          const spread = `± ${rme.toFixed(1)} %, ${sampleCount} samples`;
          console.log(
            `    ${name.padEnd(12)} ${ratio.padStart(8)}   ${time(median).padStart(10)}  ${spread}`,
          );
        }
      }
      console.log('');
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
