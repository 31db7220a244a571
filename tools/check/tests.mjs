// The tests, with vitest's own report and the names of what was skipped.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CheckFailed, run } from './run.mjs';

/**
 * Runs vitest in the repository, with what else it is to be told; its report goes to a file in `scratch`. Returns how many
 * tests passed and failed.
 */
export const runTests = async (root, scratch, ...args) => {
  const report = join(scratch, 'tests.json');
  const { ok, output } = await run(
    join(root, 'node_modules', '.bin', 'vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { cwd: root, env: { ...process.env, NO_COLOR: '1' } },
  );
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    throw new CheckFailed(output);
  }
  const counts = { passed: result.numPassedTests, failed: result.numFailedTests };
  if (!ok) {
    // What passed is of no interest now: vitest tells what failed after all else.
    const failures = output.slice(Math.max(0, output.search(/^\W*Failed (Suites|Tests) /m)));
    throw Object.assign(new CheckFailed(failures), { counts });
  }
  console.log(/^ *Test Files [^]*?Duration .*$/m.exec(output)?.[0] ?? output);
  for (const line of skippedIn(result, root)) console.log(`     skipped: ${line}`);
  return counts;
};

/** Skipped groups, one line each: their titles say why. */
const skippedIn = ({ testResults }, root) => {
  const skipped = new Map();
  for (const { name, assertionResults } of testResults) {
    for (const { status, ancestorTitles, title } of assertionResults) {
      if (status !== 'skipped' && status !== 'pending') continue;
      const group = `${relative(root, name)}: ${ancestorTitles.length > 0 ? ancestorTitles.join(' > ') : title}`;
      skipped.set(group, (skipped.get(group) ?? 0) + 1);
    }
  }
  return [...skipped].map(([group, count]) => `${count} of ${group}`);
};
