// Architectures from outside: copied out of the repository, installed from packed tarballs alone, built, put through the
// test kit, and compared with the architectures that come with the command.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { catalogueOf, packagesOf } from '../publish/manifest.mjs';
import { CheckFailed, mustRun } from './run.mjs';

const KINDS = ['dependencies', 'devDependencies'];

/** The manifest as somebody outside would write it: no word of the workspace. */
const asOutsider = (manifest, packed, catalogue) => {
  const spec = (name, version) => packed[name] ?? (version === 'catalog:' ? catalogue[name] : version);
  const outside = { ...manifest, devDependencies: { ...manifest.devDependencies, warmboot: 'workspace:^' } };
  for (const kind of KINDS) {
    const entries = Object.entries(outside[kind] ?? {});
    outside[kind] = Object.fromEntries(entries.map(([name, version]) => [name, spec(name, version)]));
  }
  // All packages have one version.
  for (const name of Object.keys(manifest.peerDependencies)) {
    outside.peerDependencies = { ...outside.peerDependencies, [name]: `^${manifest.version}` };
  }
  return outside;
};

/** Copies an example without what the workspace made of it, and says of its packages where their tarballs are. */
const copyOut = (example, folder, packed, catalogue) => {
  const skipped = [join(example, 'node_modules'), join(example, 'dist')];
  cpSync(example, folder, { recursive: true, filter: (path) => !skipped.includes(path) });
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(asOutsider(manifest, packed, catalogue)));
};

/**
 * Every plugin of `examples/` in a folder outside the repository, installed from the tarballs alone: each is built against
 * them, all pass the test kit, and a story is told of their architectures beside those that come with the command.
 * @param story a scenario of `warmboot`'s own, by its name
 */
export const useAsOutsiders = async (root, folder, { tarballs, story }) => {
  const packed = Object.fromEntries([...tarballs].map(([name, file]) => [name, `file:${file}`]));
  const catalogue = catalogueOf(root);
  const names = packagesOf(root, ['examples']).map(({ folder: example }) => basename(example));
  for (const name of names) copyOut(join(root, 'examples', name), join(folder, name), packed, catalogue);
  writeFileSync(
    join(folder, 'pnpm-workspace.yaml'),
    JSON.stringify({ packages: ['*'], overrides: packed, hoist: false }),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'outside', private: true }));
  const here = { cwd: folder, env: { ...process.env, NO_COLOR: '1' } };
  await mustRun(
    join(root, 'node_modules', '.bin', 'pnpm'),
    ['install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile', '--reporter=append-only'],
    here,
  );
  const tool = (name) => join(folder, names[0], 'node_modules', '.bin', name);
  for (const name of names) await mustRun(tool('tsc'), ['-p', join(name, 'tsconfig.json')], here);
  await mustRun(tool('vitest'), ['run'], here);
  await compareAll(folder, names, tool('warmboot'), story);
};

/** A plugin may bring nothing that a story can begin with: it is not compared. */
const TELLS_NO_STORY = ['arch-minimal'];

const compareAll = async (folder, names, warmboot, story) => {
  const told = names.filter((name) => !TELLS_NO_STORY.includes(name));
  const plugins = told.flatMap((name) => ['--plugin', `./${name}`]);
  const file = join(names[0], 'node_modules', 'warmboot', 'examples', story);
  const { stdout } = await mustRun(warmboot, ['compare', file, '--release', '6.12', '--brief', ...plugins], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  const columns = ['arm64', 'x86_64', ...told.map((name) => name.replace(/^arch-/, ''))];
  const [head = ''] = /^ +step +.*$/m.exec(stdout) ?? [];
  const missing = columns.filter((column) => !head.split(/ +/).includes(column));
  if (missing.length === 0) return;
  throw new CheckFailed(`warmboot compare ${story} shows no column of ${missing.join(', ')}:\n${stdout}`);
};
