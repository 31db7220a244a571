// `npm run site`: the documentation as a static site in site/dist, from a clean clone. It needs no network once installed.
// Every command on it is run: those of guides as they stand, to the last one that takes minutes. `--quick` is for whoever
// runs the guides anyway.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OUTSIDE_PAGES, followGuide, followOutside, guidePages } from './check/guide.mjs';
import { packAll } from './check/published-package.mjs';
import { lacksRegistry, mustRun } from './check/run.mjs';
import { deadLinks } from './site/dead-links.mjs';
import { sitePages } from './site/pages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const site = join(root, 'site');
const pages = join(site, 'pages');

const say = (text) => process.stderr.write(`${text}\n`);

/** typedoc copies files that docstrings link to; they have pages of their own here, so that the words alone stay. */
const withoutMedia = (folder) => {
  rmSync(join(folder, '_media'), { recursive: true, force: true });
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.md')) continue;
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll(/\[([^\]]*)\]\([^()\s]*_media\/[^()\s]*\)/g, '$1'));
  }
};

/** Follows every page that shows commands. What needs a registry and finds none is said, and passed by. */
const followPages = async () => {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'warmboot site ')));
  try {
    for (const page of guidePages(root, false)) {
      say(`following ${page} ...`);
      await followGuide(root, scratch, page, false);
    }
    say('packing what pages for people outside install ...');
    await packAll(root, join(scratch, 'tarballs'));
    for (const page of OUTSIDE_PAGES) {
      say(`following docs/guide/${page} ...`);
      await followOutside(root, scratch, page);
    }
  } catch (error) {
    if (!lacksRegistry(error.message)) throw error;
    say('npm reaches no registry: the pages for people outside were not followed.');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

if (!existsSync(join(site, 'node_modules', '.bin', 'vitepress'))) {
  say('installing what makes the site ...');
  const pnpm = join(root, 'node_modules', '.bin', 'pnpm');
  await mustRun(pnpm, ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'], {
    cwd: site,
  });
}

rmSync(pages, { recursive: true, force: true });
say('writing the reference of the packages ...');
const reference = join(pages, 'reference', 'api');
await mustRun(
  join(root, 'node_modules', '.bin', 'typedoc'),
  ['--options', join(root, 'tools', 'site', 'typedoc.json'), '--out', reference],
  { cwd: root },
);
withoutMedia(reference);
say('running the commands that the pages show ...');
const { texts, files } = await sitePages(root);
for (const [path, text] of texts) {
  const file = join(pages, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
for (const [path, source] of files) cpSync(source, join(pages, path));
say(`building ${texts.size} pages ...`);
await mustRun(join(site, 'node_modules', '.bin', 'vitepress'), ['build', site], { cwd: site });
const { dead, count } = deadLinks(join(site, 'dist'));
if (dead.length > 0) {
  say(`${dead.length} of ${count} links lead nowhere:\n${dead.join('\n')}`);
  process.exit(1);
}
say(`${count} links lead where they say.`);
if (!process.argv.includes('--quick')) await followPages();
process.stdout.write(
  'site/dist has the site; any web server shows it:  npx --prefix site vitepress preview site\n',
);
