// Everything that must hold before a change lands, cheapest first; the tests and what is tried on the tarballs run beside
// each other. One line a check, as it ends; what a check printed is shown when it failed. Ends with `N passed, N failed`:
// the checks, with each test counted as one.
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runsInBrowser, useAlone } from './check/alone.mjs';
import { checkSize } from './check/bundle-size.mjs';
import { OUTSIDE_PAGES, followGuide, followOutside, guidePages } from './check/guide.mjs';
import { useAsOutsiders } from './check/outsider.mjs';
import { Ledger } from './check/ledger.mjs';
import { filesOf, lookOver, packAll, packsAlike, publishDryRun } from './check/published-package.mjs';
import { CheckFailed, lacksRegistry, run } from './check/run.mjs';
import { documented, staticChecks } from './check/static.mjs';
import { runTests } from './check/tests.mjs';
import { typesHold } from './check/types.mjs';
import { generatedPages } from './docs/generated-pages.mjs';
import { packagesOf } from './publish/manifest.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'warmboot check ')));
const sizeBudgets = JSON.parse(readFileSync(join(root, 'tools', 'check', 'size-budgets.json'), 'utf8'));
const ledger = new Ledger();

const textOf = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);

/** The guide as somebody follows it who has nothing but the packages; npm gets what is not ours from its registry. */
const outsideChecks = async () => {
  let skipped;
  for (const page of OUTSIDE_PAGES) {
    await ledger.check(`from the tarballs alone: docs/guide/${page} does what it says`, async () => {
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

/** Packing writes a package.json anew and takes that back: nothing that reads one runs beside it. */
const packingChecks = async () => {
  let tarballs = new Map();
  await ledger.check('pack every package', async () => {
    tarballs = await packAll(root, join(scratch, 'tarballs'));
  });
  await ledger.check(
    'npm publish would complain of nothing, and npm pack packs what pnpm pack does',
    async () => {
      for (const entry of packagesOf(root)) {
        const tarball = tarballs.get(entry.manifest.name);
        await publishDryRun(tarball);
        if (entry.manifest.bin !== undefined) await packsAlike(entry, tarball, join(scratch, 'npm'));
      }
    },
  );
  return tarballs;
};

const publishChecks = async (tarballs) => {
  const published = packagesOf(root, ['packages']);
  await ledger.check('types hold to the last declaration, by nodenext and bundler, from ES2020 on', () =>
    typesHold(
      root,
      join(scratch, 'types'),
      packagesOf(root).map(({ manifest }) => manifest),
      tarballs,
    ),
  );
  for (const { folder: source, manifest } of published) {
    const { name } = manifest;
    const tarball = tarballs.get(name);
    if (tarball === undefined) continue;
    await ledger.check(`${name}: publint, are the types wrong`, () => lookOver(root, tarball, manifest));
    await ledger.check(`${name}: fits its size budget, and drops what is not used`, () =>
      checkSize(scratch, name, filesOf(source, manifest), sizeBudgets[name] ?? { whole: 0 }),
    );
    const folder = join(scratch, 'alone', name.replace('/', ' '));
    const browser = runsInBrowser(manifest) ? ', in Node and in a browser' : '';
    await ledger.check(`${name}: alone, it compiles and does what its README says${browser}`, () =>
      useAlone(root, folder, { folder: source, manifest, tarballs }),
    );
  }
  await ledger.check('the examples from outside: they build, pass the kit, and compare with the others', () =>
    useAsOutsiders(root, join(scratch, 'outsider'), { tarballs, story: 'virtio-mem.yaml' }),
  );
};

/** One process at a time, and none of them waits long: a core for it, and one for the tests. */
const besideTests = async (tarballs) => {
  for (const page of guidePages(root)) {
    await ledger.check(`${page} does what it says`, () => followGuide(root, scratch, page));
  }
  await publishChecks(tarballs);
  await outsideChecks();
  await ledger.check('the site builds, its commands run, and no link on it is dead', async () => {
    const { ok, output } = await run(process.execPath, [join(root, 'tools', 'site.mjs'), '--quick'], {
      cwd: root,
    });
    if (ok) return undefined;
    if (lacksRegistry(output)) return { skipped: 'what makes it is not installed, and no registry has it' };
    throw new CheckFailed(output);
  });
};

try {
  await staticChecks(ledger, root);
  await documented(ledger, root);
  await ledger.check('generated pages are what the code says', async () => {
    const old = [...(await generatedPages(root))].filter(([path, text]) => textOf(path) !== text);
    if (old.length > 0) {
      throw new CheckFailed(`run "npm run docs:pages": it changes ${old.map(([path]) => path).join(', ')}`);
    }
  });
  const tarballs = await packingChecks();
  await Promise.all([ledger.check('tests: vitest', () => runTests(root, scratch)), besideTests(tarballs)]);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

ledger.conclude();
