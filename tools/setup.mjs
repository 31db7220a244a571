// Brings a fresh clone (Node and npm, nothing else) to a built workspace; does nothing when it already is one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.warmboot-installed');

const run = (what, command, args) => {
  process.stderr.write(`${what} ...\n`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) {
    process.stderr.write(`cannot run ${command}: ${error.message}\n`);
    process.exit(1);
  }
  if (status !== 0) process.exit(status ?? 1);
};

/** The installed tree depends on the lock file and on every manifest, and on nothing else. */
const fingerprint = () => {
  const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
  for (const room of ['packages', 'examples']) {
    for (const name of readdirSync(join(root, room))) manifests.push(join(room, name, 'package.json'));
  }
  const hash = createHash('sha256').update(process.version);
  for (const file of manifests.sort()) {
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
  run('installing', 'npx', [
    '--yes',
    pinnedPnpm(),
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
    '--loglevel=warn',
  ]);
  writeFileSync(stamp, fingerprint());
}

run('building', join(root, 'node_modules', '.bin', 'tsc'), ['-b']);
