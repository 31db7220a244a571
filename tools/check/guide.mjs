// The guide, followed literally: its commands in a folder that looks like a checkout and has nothing else in it.
import { mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CheckFailed } from './run.mjs';
import { followPage } from './run-page.mjs';

/** What a page may find at the root of a checkout. */
const ROOMS = ['node_modules', 'examples', 'captures', 'packages'];

const PAGES = join('docs', 'guide');

export const guidePages = (root) => readdirSync(join(root, PAGES)).filter((name) => name.endsWith('.md'));

/** Runs one page of the guide in a new folder below `scratch`. */
export const followGuide = async (root, scratch, name) => {
  const cwd = join(scratch, 'guide', name);
  mkdirSync(cwd, { recursive: true });
  for (const room of ROOMS) symlinkSync(join(root, room), join(cwd, room));
  const page = join(PAGES, name);
  const count = await followPage(page, readFileSync(join(root, page), 'utf8'), { cwd });
  if (count === 0) throw new CheckFailed(`${page} has no commands`);
  const left = readdirSync(cwd).filter((entry) => !ROOMS.includes(entry));
  if (left.length > 0) throw new CheckFailed(`${page} leaves ${left.join(', ')} behind`);
};
