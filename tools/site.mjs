// `npm run site`: the documentation as a static site in site/dist, from a clean clone. It needs no network once installed.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from './check/run.mjs';
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
process.stdout.write(
  'site/dist has the site; any web server shows it:  npx --prefix site vitepress preview site\n',
);
