// The guide, followed literally. Some pages need a checkout: their commands run in a folder that looks like one and has
// nothing else in it. The others are for people who have nothing but the packages: they run one after the other in an
// empty folder beside the tarballs, and the first of them installs these.
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf } from './code-blocks.mjs';
import { CheckFailed } from './run.mjs';
import { followPage, withoutLong } from './run-page.mjs';

/** What a page may find at the root of a checkout. */
const ROOMS = ['node_modules', 'examples', 'captures', 'captures-riscv64', 'packages'];

const PAGES = join('docs', 'guide');

/** Pages that need no checkout, in their order. */
export const OUTSIDE_PAGES = [
  'install.md',
  'policy.md',
  'actor.md',
  'property.md',
  'firmware.md',
  'one-package.md',
  'architecture.md',
];

/** Pages beside the guide that show commands. */
const OTHER_PAGES = ['README.md', 'docs/explore.md', 'docs/verdicts.md', 'captures-riscv64/README.md'];

const hasCommands = (root, page, quick) =>
  existsSync(join(root, page)) &&
  blocksOf(readFileSync(join(root, page), 'utf8')).some(
    ({ language, code }) => language === 'sh' && (quick ? withoutLong(code) : code).trim() !== '',
  );

/**
 * Pages that need a checkout, from the root: the first page that anybody reads is one, and so are those of the examples.
 * @param quick whether pages are left out all of whose commands say that they take their time
 */
export const guidePages = (root, quick = true) =>
  [
    ...OTHER_PAGES,
    ...readdirSync(join(root, PAGES))
      .filter((name) => name.endsWith('.md') && !OUTSIDE_PAGES.includes(name))
      .map((name) => join(PAGES, name)),
    ...readdirSync(join(root, 'examples')).map((name) => join('examples', name, 'README.md')),
  ].filter((page) => hasCommands(root, page, quick));

const follow = async (root, cwd, page, quick) => {
  const count = await followPage(page, readFileSync(join(root, page), 'utf8'), { cwd, quick });
  if (count === 0) throw new CheckFailed(`${page} has no commands`);
};

/** Runs one page for a checkout in a new folder below `scratch`; in haste, without what says that it takes its time. */
export const followGuide = async (root, scratch, page, quick = true) => {
  const cwd = join(scratch, 'guide', page);
  mkdirSync(cwd, { recursive: true });
  for (const room of ROOMS) symlinkSync(join(root, room), join(cwd, room));
  await follow(root, cwd, page, quick);
  const left = readdirSync(cwd).filter((entry) => !ROOMS.includes(entry));
  if (quick && left.length > 0) throw new CheckFailed(`${page} leaves ${left.join(', ')} behind`);
};

/** Runs one page for people outside, in the same folder for all; `scratch` has the tarballs. */
export const followOutside = async (root, scratch, name) => {
  const cwd = join(scratch, 'outside');
  if (name === OUTSIDE_PAGES[0]) {
    mkdirSync(cwd);
    symlinkSync(join(scratch, 'tarballs'), join(cwd, 'tarballs'));
  }
  await follow(root, cwd, join(PAGES, name), true);
};
