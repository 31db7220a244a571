// Brings a fresh clone (Node and npm, nothing else) to a built workspace; does nothing when it already is one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.warmboot-installed');

/** npm's advertisements and its note that npx fetches a package are no news to somebody who asked for the set-up. */
const environment = { ...process.env, npm_config_update_notifier: 'false', npm_config_loglevel: 'error' };

const run = (command, args) => {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) {
    process.stderr.write(`cannot run ${command}: ${error.message}\n`);
    process.exit(1);
  }
  if (status !== 0) process.exit(status ?? 1);
};

const manifestsIn = (room) =>
  existsSync(join(root, room))
    ? readdirSync(join(root, room)).map((name) => join(room, name, 'package.json'))
    : [];

/** The installed tree depends on Node, the lock file and the manifests, and on nothing else. */
const fingerprint = () => {
  const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
  manifests.push(...manifestsIn('packages'), ...manifestsIn('examples'));
  const hash = createHash('sha256').update(process.version);
  for (const file of manifests.toSorted()) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(file).update(readFileSync(path));
  }
  return hash.digest('hex');
};

const pinnedPnpm = () => {
  const version = /^\s+pnpm: (\S+)$/m.exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))?.[1];
  if (version === undefined) throw new Error('pnpm-workspace.yaml does not pin pnpm in its catalog');
  return `pnpm@${version}`;
};

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint()) {
  process.stderr.write('installing what package.json asks for ...\n');
  const install = ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'];
  run('npx', ['--yes', pinnedPnpm(), ...install]);
  writeFileSync(stamp, fingerprint());
}

if (!existsSync(join(root, 'packages', 'cli', 'dist'))) process.stderr.write('building the packages ...\n');
run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);
run(process.execPath, [join(root, 'tools', 'bundle-command.mjs')]);
