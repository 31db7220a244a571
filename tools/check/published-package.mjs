// What a package is worth to somebody who installs it: packed, and looked over.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CheckFailed, mustRun } from './run.mjs';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The packages of the workspace that are published, by folder name. */
export const packagesOf = (root) =>
  readdirSync(join(root, 'packages'))
    .map((folder) => ({
      folder: join(root, 'packages', folder),
      manifest: readJson(join(root, 'packages', folder, 'package.json')),
    }))
    .filter(({ manifest }) => manifest.private !== true);

/** Built files behind the entries of a package, the main one first. */
export const filesOf = (folder, { exports }) =>
  Object.values(exports).flatMap((target) =>
    typeof target === 'object' ? [join(folder, target.default)] : [],
  );

/** Packs every package into `folder`. Returns the tarballs by package name. */
export const packAll = async (root, folder) => {
  const tarballs = new Map();
  for (const { folder: source, manifest } of packagesOf(root)) {
    const pnpm = join(root, 'node_modules', '.bin', 'pnpm');
    const { stdout } = await mustRun(pnpm, ['pack', '--json', '--pack-destination', folder], { cwd: source });
    tarballs.set(manifest.name, JSON.parse(stdout).filename);
  }
  return tarballs;
};

/** What everybody who opens a tarball looks for. */
const WANTED = ['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json'];

/** What publint and "are the types wrong" say about a tarball, and whether it can be read by people. */
export const lookOver = async (root, tarball) => {
  const { stdout } = await mustRun('tar', ['-tzf', tarball]);
  const files = new Set(stdout.split('\n'));
  const missing = WANTED.filter((name) => !files.has(`package/${name}`));
  if (missing.length > 0) throw new CheckFailed(`the tarball lacks ${missing.join(', ')}`);
  const bin = join(root, 'node_modules', '.bin');
  await mustRun(join(bin, 'publint'), ['--strict', tarball]);
  await mustRun(join(bin, 'attw'), [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color']);
};
