// What a package is worth to somebody who installs it: packed, and looked over.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite } from '../../packages/studio/build-site.mjs';
import { packagesOf } from '../publish/manifest.mjs';
import { CheckFailed, mustRun } from './run.mjs';

/** Built files behind the entries of a package, the main one first. */
export const filesOf = (folder, { exports }) =>
  Object.values(exports).flatMap((target) =>
    typeof target === 'object' ? [join(folder, target.default)] : [],
  );

/** Packs every package into `folder`, with pnpm, which tells of its scripts before its answer. Returns the tarballs by package name. */
export const packAll = async (root, folder) => {
  // The command is packed with the page that it serves.
  await buildSite();
  mkdirSync(folder, { recursive: true });
  const tarballs = new Map();
  for (const { folder: source, manifest } of packagesOf(root)) {
    const pnpm = join(root, 'node_modules', '.bin', 'pnpm');
    const { stdout } = await mustRun(pnpm, ['pack', '--json', '--pack-destination', folder], { cwd: source });
    tarballs.set(manifest.name, JSON.parse(/^\{[^]*/m.exec(stdout)[0]).filename);
  }
  return tarballs;
};

/** What everybody who opens a tarball looks for. */
const WANTED = ['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json'];

/** What starts a command at once. */
const WANTED_OF_COMMANDS = ['dist/bundle/main.js', 'dist/bundle/worker.js', 'dist/bundle/LICENSES.txt'];

/** What publint and "are the types wrong" say about a tarball, and whether it can be read by people. */
export const lookOver = async (root, tarball, { bin: command }) => {
  const { stdout } = await mustRun('tar', ['-tzf', tarball]);
  const files = new Set(stdout.split('\n'));
  const wanted = command === undefined ? WANTED : [...WANTED, ...WANTED_OF_COMMANDS];
  const missing = wanted.filter((name) => !files.has(`package/${name}`));
  if (missing.length > 0) throw new CheckFailed(`the tarball lacks ${missing.join(', ')}`);
  const bin = join(root, 'node_modules', '.bin');
  await mustRun(join(bin, 'publint'), ['--strict', tarball]);
  await mustRun(join(bin, 'attw'), [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color']);
};

/** Nobody listens there: what a dry run asks a registry, it can do without. */
const NO_REGISTRY = {
  npm_config_registry: 'http://localhost:9/',
  npm_config_fetch_retries: '0',
  'npm_config_//localhost:9/:_authToken': 'none',
};

/** npm would publish a tarball as it is: it has nothing to complain of, and nothing to put right. */
export const publishDryRun = async (tarball) => {
  const { output } = await mustRun('npm', ['publish', tarball, '--dry-run'], {
    env: { ...process.env, ...NO_REGISTRY },
  });
  const complaints = output.split('\n').filter((line) => /^npm (?:warn|error)/i.test(line));
  if (complaints.length > 0) throw new CheckFailed(complaints.join('\n'));
};

/** What plain npm makes of a package says the same as what pnpm makes of it. */
export const packsAlike = async ({ folder, manifest }, tarball, scratch) => {
  mkdirSync(scratch, { recursive: true });
  const { stdout } = await mustRun('npm', ['pack', '--silent', '--pack-destination', scratch], {
    cwd: folder,
  });
  const ours = await manifestIn(tarball);
  const plain = await manifestIn(join(scratch, stdout.trim().split('\n').at(-1)));
  if (ours === plain) return;
  throw new CheckFailed(`the package.json of ${manifest.name}, by pnpm and by npm:\n${ours}\n${plain}`);
};

const manifestIn = async (tarball) => {
  const { stdout } = await mustRun('tar', ['-xOzf', tarball, 'package/package.json']);
  const foreign = /"(?:workspace|catalog|link):[^"]*"/.exec(stdout);
  if (foreign !== null) throw new CheckFailed(`${tarball}: package.json says ${foreign[0]}`);
  return JSON.stringify(JSON.parse(stdout), undefined, 2);
};
