import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildSite } from '../build-site.mjs';

const KIB = 1024;

/** The page may have to be built first. Milliseconds. */
const BUILDING = 180_000;

/** The scripts that a page names, and all that they import before they run. */
const scriptsOf = (site: string): ReadonlySet<string> => {
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const text = readFileSync(join(site, 'assets', file), 'utf8');
    for (const [, other] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g)) follow(other!);
  };
  const page = readFileSync(join(site, 'index.html'), 'utf8');
  for (const [, file] of page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)) follow(file!);
  return found;
};

const zipped = (site: string, files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(site, 'assets', file))).length, 0);

test(
  'the first view takes at most 250 KiB of script, and the model that follows it as much as it is allowed',
  async () => {
    const site = await buildSite();
    const first = scriptsOf(site);
    expect(first.size).toBeGreaterThan(0);
    expect(zipped(site, first)).toBeLessThan(250 * KIB);

    const model = readdirSync(join(site, 'assets')).filter((file) => /^model\.worker-.*\.js$/.test(file));
    expect(model).toHaveLength(1);
    expect(first).not.toContain(model[0]);
    expect(zipped(site, model)).toBeLessThan(300 * KIB);
  },
  BUILDING,
);
