// Everything that must hold before a change lands, cheapest first. One line a check; what a check printed is shown
// when it failed. Ends with `N passed, N failed`: the checks, with each test counted as one.
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { architecturesNamedIn } from './check/core-names-no-architecture.mjs';
import { runsInBrowser, useAlone } from './check/alone.mjs';
import { checkSize } from './check/bundle-size.mjs';
import { OUTSIDE_PAGES, followGuide, followOutside, guidePages } from './check/guide.mjs';
import { useAsOutsider } from './check/outsider.mjs';
import { filesOf, lookOver, packAll, packsAlike, publishDryRun } from './check/published-package.mjs';
import { CheckFailed, lacksRegistry, mustRun, run } from './check/run.mjs';
import { typesHold } from './check/types.mjs';
import { generatedPages } from './docs/generated-pages.mjs';
import { packagesOf } from './publish/manifest.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'warmboot check ')));
const tool = (name) => join(root, 'node_modules', '.bin', name);
const sizeBudgets = JSON.parse(readFileSync(join(root, 'tools', 'check', 'size-budgets.json'), 'utf8'));
const totals = { passed: 0, failed: 0 };

/** Runs one check and prints its line. A check throws when it fails; it may return counts of its own, or why it is skipped. */
const check = async (name, body) => {
  const start = process.hrtime.bigint();
  let problem;
  let counts;
  try {
    counts = await body();
  } catch (error) {
    problem = error instanceof CheckFailed ? error.message : (error.stack ?? String(error));
    counts = error.counts;
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const skipped = counts?.skipped;
  const word = problem === undefined ? (skipped === undefined ? 'ok  ' : 'skip') : 'FAIL';
  console.log(`${word} ${name} (${seconds.toFixed(1)} s)${skipped === undefined ? '' : `: ${skipped}`}`);
  if (skipped !== undefined) return;
  if (problem !== undefined) console.log(`${problem.trimEnd().replaceAll(/^/gm, '     ')}\n`);
  totals.passed += counts?.passed ?? (problem === undefined ? 1 : 0);
  // A run that broke before it could count is one failure, not none.
  totals.failed += problem === undefined ? 0 : Math.max(1, counts?.failed ?? 1);
};

const cli = (name, ...args) =>
  mustRun(tool(name), args, { cwd: root, env: { ...process.env, NO_COLOR: '1' } });

const textOf = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);

/** Every test of every package, with vitest's own report and the names of what was skipped. */
const runTests = async () => {
  const report = join(scratch, 'tests.json');
  const { ok, output } = await run(
    tool('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
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
  for (const line of skippedIn(result)) console.log(`     skipped: ${line}`);
  return counts;
};

/** Skipped groups, one line each: their titles say why. */
const skippedIn = ({ testResults }) => {
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

/** The guide as somebody follows it who has nothing but the packages; npm gets what is not ours from its registry. */
const outsideChecks = async () => {
  let skipped;
  for (const page of OUTSIDE_PAGES) {
    await check(`from the tarballs alone: docs/guide/${page} does what it says`, async () => {
      if (skipped !== undefined) return { skipped };
      try {
        return await followOutside(root, scratch, page);
      } catch (error) {
        if (!(error instanceof CheckFailed) || !lacksRegistry(error.message)) throw error;
        skipped = 'npm reaches no registry';
        return { skipped };
      }
    });
  }
};

const publishChecks = async () => {
  let tarballs = new Map();
  await check('pack every package', async () => {
    tarballs = await packAll(root, join(scratch, 'tarballs'));
  });
  await check('npm publish would complain of nothing, and npm pack packs what pnpm pack does', async () => {
    for (const entry of packagesOf(root)) {
      const tarball = tarballs.get(entry.manifest.name);
      await publishDryRun(tarball);
      if (entry.manifest.bin !== undefined) await packsAlike(entry, tarball, join(scratch, 'npm'));
    }
  });
  const published = packagesOf(root, ['packages']);
  await check('types hold to the last declaration, by nodenext and bundler, from ES2020 on', () =>
    typesHold(
      root,
      join(scratch, 'types'),
      published.map(({ manifest }) => manifest),
      tarballs,
    ),
  );
  for (const { folder: source, manifest } of published) {
    const { name } = manifest;
    const tarball = tarballs.get(name);
    if (tarball === undefined) continue;
    await check(`${name}: publint, are the types wrong`, () => lookOver(root, tarball, manifest));
    await check(`${name}: fits its size budget, and drops what is not used`, () =>
      checkSize(scratch, name, filesOf(source, manifest), sizeBudgets[name] ?? { whole: 0 }),
    );
    const folder = join(scratch, 'alone', name.replace('/', ' '));
    const browser = runsInBrowser(manifest) ? ', in Node and in a browser' : '';
    await check(`${name}: alone, it compiles and does what its README says${browser}`, () =>
      useAlone(root, folder, { folder: source, manifest, tarballs }),
    );
  }
  await check('riscv64 from outside: builds, passes the kit, compares with the others', () =>
    useAsOutsider(root, join(scratch, 'outsider'), {
      example: join(root, 'examples', 'arch-riscv64'),
      tarballs,
      story: 'scenarios/thread.yaml',
      architectures: ['arm64', 'x86_64', 'riscv64'],
    }),
  );
};

try {
  await check('format: prettier', () => cli('prettier', '--check', '--log-level', 'warn', '.'));
  await check('lint: oxlint', () => cli('oxlint', '--deny-warnings'));
  await check('types of the tests: tsc', () => cli('tsc', '-p', 'tsconfig.test.json'));
  await check('arrows between the packages: dependency-cruiser', () =>
    cli('depcruise', '--config', '.dependency-cruiser.mjs', 'packages', 'test', 'tools'),
  );
  await check('core names no architecture', () => {
    const named = architecturesNamedIn(join(root, 'packages', 'core', 'src'));
    if (named.length > 0) throw new CheckFailed(named.join('\n'));
  });
  await check('nothing unused: knip', () => cli('knip', '--no-progress', '--no-config-hints'));
  await check('every public name is documented: typedoc', () =>
    cli('typedoc', '--emit', 'none', '--treatWarningsAsErrors', '--logLevel', 'Warn'),
  );
  await check('generated pages are what the code says', async () => {
    const old = [...(await generatedPages(root))].filter(([path, text]) => textOf(path) !== text);
    if (old.length > 0) {
      throw new CheckFailed(`run "npm run docs:pages": it changes ${old.map(([path]) => path).join(', ')}`);
    }
  });
  for (const page of guidePages(root)) {
    await check(`${page} does what it says`, () => followGuide(root, scratch, page));
  }
  await check('tests: vitest', runTests);
  await publishChecks();
  await outsideChecks();
  await check('the site builds, its commands run, and no link on it is dead', async () => {
    const { ok, output } = await run(process.execPath, [join(root, 'tools', 'site.mjs')], { cwd: root });
    if (ok) return undefined;
    if (lacksRegistry(output)) return { skipped: 'what makes it is not installed, and no registry has it' };
    throw new CheckFailed(output);
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
