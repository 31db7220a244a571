// An architecture from outside: copied out of the repository, installed from packed tarballs alone, built, put through
// the test kit, and compared with the architectures that come with the command.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueOf } from '../publish/manifest.mjs';
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

/** Builds, tests and compares the plugin in `example` in a folder outside the repository. */
export const useAsOutsider = async (root, folder, { example, tarballs, story, architectures }) => {
  const skipped = [join(example, 'node_modules'), join(example, 'dist')];
  cpSync(example, folder, { recursive: true, filter: (path) => !skipped.includes(path) });
  const packed = Object.fromEntries([...tarballs].map(([name, file]) => [name, `file:${file}`]));
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify(asOutsider(manifest, packed, catalogueOf(root))),
  );
  writeFileSync(
    join(folder, 'pnpm-workspace.yaml'),
    JSON.stringify({ packages: ['.'], overrides: packed, hoist: false }),
  );
  const here = { cwd: folder, env: { ...process.env, NO_COLOR: '1' } };
  const tool = (name) => join(folder, 'node_modules', '.bin', name);
  await mustRun(
    join(root, 'node_modules', '.bin', 'pnpm'),
    ['install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile', '--reporter=append-only'],
    here,
  );
  await mustRun(tool('tsc'), ['-p', 'tsconfig.json'], here);
  await mustRun(tool('vitest'), ['run'], here);
  const { stdout } = await mustRun(tool('warmboot'), ['compare', story], here);
  const head = new RegExp(`^ +step +${architectures.join(' +')}$`, 'm');
  if (!head.test(stdout))
    throw new CheckFailed(`warmboot compare ${story} shows no such columns:\n${stdout}`);
};
