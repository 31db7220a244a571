// Runs in the folder of a package before npm or pnpm packs it: what it publishes is built, its package.json speaks to
// people outside, and the licence is in it, with the files that are named. postpack.mjs takes that back.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishedManifest } from './manifest.mjs';
import { LICENCE, MANIFEST, OWN_MANIFEST, placeOf, takeBack } from './taken-back.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const companions = process.argv.slice(2);

takeBack(companions);
if (!existsSync('dist')) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(tsc)) {
    process.stderr.write('nothing is installed here: run "npm start" or "npm run pack" in the root first\n');
    process.exit(1);
  }
  const { status } = spawnSync(process.execPath, [tsc, '-b'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
const published = publishedManifest(root, JSON.parse(readFileSync(MANIFEST, 'utf8')));
renameSync(MANIFEST, OWN_MANIFEST);
writeFileSync(MANIFEST, `${JSON.stringify(published, undefined, 2)}\n`);
copyFileSync(join(root, LICENCE), LICENCE);
for (const file of companions) {
  mkdirSync(dirname(placeOf(file)), { recursive: true });
  copyFileSync(file, placeOf(file));
}
