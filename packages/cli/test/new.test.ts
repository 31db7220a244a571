import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from './scratch.js';
import { warmboot } from './warmboot.js';

/** A package that has what a skeleton asks for. */
const MINIMAL = fileURLToPath(new URL('../../../examples/arch-minimal/', import.meta.url));

const require = createRequire(join(MINIMAL, 'package.json'));

const scratch = scratchFolder();

/** The record of an architecture in a source, without comments. */
const recordIn = (source: string): string =>
  /export const architecture = Object\.freeze<Architecture>[^]*?\n\}\);\n/
    .exec(source)![0]
    .replaceAll(/^ *\/\/.*\n/gm, '');

describe('warmboot new arch', () => {
  it('begins with the example that has the least, under another name', async () => {
    const directory = join(scratch.path, 'least');
    await warmboot('new', 'arch', 'loongarch64', directory);
    const written = readFileSync(join(directory, 'src', 'architecture.ts'), 'utf8');
    const example = readFileSync(join(MINIMAL, 'src', 'index.ts'), 'utf8');
    expect(recordIn(written)).toBe(recordIn(example).replace("'minimal'", "'loongarch64'"));
  });

  it('writes a plugin that type-checks, loads, and lists in order what to write next', async () => {
    const directory = join(scratch.path, 'mips64');
    const written = await warmboot('new', 'arch', 'mips64', directory);
    expect(written).toMatchObject({ status: 0, err: '' });
    expect(readdirSync(directory).sort()).toEqual([
      'README.md',
      'package.json',
      'src',
      'story.yaml',
      'test',
      'tsconfig.json',
    ]);
    symlinkSync(join(MINIMAL, 'node_modules'), join(directory, 'node_modules'));
    execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { cwd: directory });

    const { out, status } = await warmboot('plugins', '--plugin', directory);
    expect(status).toBe(0);
    expect(out).toContain('architectures: mips64');

    const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
    const kit = execFileSync(process.execPath, [vitest, 'run', '--reporter=verbose'], {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', VITEST: undefined },
    });
    const next = [...kit.matchAll(/next (\d+): (\d)\. ([^:]+):/g)].map(([, number, tier]) => [number, tier]);
    expect(next.map(([number]) => Number(number))).toEqual(next.map((_, index) => index + 1));
    expect(next.map(([, tier]) => tier)).toEqual(next.map(([, tier]) => tier).sort());
    expect(new Set(next.map(([, tier]) => tier))).toEqual(new Set(['1', '2', '3', '4', '5']));
  });

  it('depends on the version of the command', async () => {
    const directory = join(scratch.path, 'alpha');
    await warmboot('new', 'arch', 'alpha', directory);
    const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, never>;
    const { version } = read(fileURLToPath(new URL('../package.json', import.meta.url)));
    expect(read(join(directory, 'package.json'))).toMatchObject({
      name: 'warmboot-arch-alpha',
      peerDependencies: { '@warmboot/core': `^${String(version)}` },
    });
  });

  it('refuses a name that is taken or cannot be typed, and a directory with something in it', async () => {
    for (const [argv, words] of [
      [['new', 'arch', 'arm64', join(scratch.path, 'x')], /the name is arm64; allowed: a new one/],
      [
        ['new', 'arch', 'Sparc 64', join(scratch.path, 'x')],
        /the name is "Sparc 64"; allowed: small letters/,
      ],
      [['new', 'arch', 'sh4', scratch.path], /which is not empty; allowed: a new or an empty one/],
      [['new', 'gadget', 'mine'], /Allowed choices are arch/],
    ] as const) {
      const { status, err } = await warmboot(...argv);
      expect(status).toBe(2);
      expect(err).toMatch(words);
    }
  });
});

/**
 * Where a part of a plugin finds what its package.json asks for, from the workspace. That its types hold and that it passes
 * the kit is tried by the pages of the guide, which install it from tarballs.
 */
const PACKAGES = fileURLToPath(new URL('../../', import.meta.url));
const installFor = (directory: string): void => {
  const modules = join(directory, 'node_modules');
  mkdirSync(join(modules, '@warmboot'), { recursive: true });
  for (const name of ['arch-x86', 'conformance', 'core', 'explorer']) {
    symlinkSync(join(PACKAGES, name), join(modules, '@warmboot', name));
  }
};

describe('warmboot new policy, actor, property, firmware', () => {
  it.each([
    ['policy', 'refuse-at-night', 'policies: refuse-at-night'],
    ['actor', 'night-shift', 'actors: night-shift'],
    ['property', 'nobody-is-surprised', 'properties: nobody-is-surprised'],
    ['firmware', 'slot-table', 'firmware: slot-table'],
    // Words of the language and of what it imports are names like others.
    ['policy', 'notify', 'policies: notify'],
    ['property', 'class', 'properties: class'],
  ])('%s %s: it loads as it is, and its name is taken then', async (kind, name, listed) => {
    const directory = join(scratch.path, `${kind}-${name}`);
    expect(await warmboot('new', kind, name, directory)).toMatchObject({ status: 0, err: '' });
    installFor(directory);
    const { out, status } = await warmboot('plugins', '--plugin', directory);
    expect(status).toBe(0);
    expect(out).toContain(listed);
    const taken = await warmboot('new', kind, name, join(scratch.path, 'again'), '--plugin', directory);
    expect(taken.err).toContain('a new one');
  });

  it.each([
    ['policy', 'told-to-explore', ['--policy', 'told-to-explore']],
    ['actor', 'told-to-act', []],
    ['property', 'told-to-ask', ['--property', 'told-to-ask']],
  ])('%s: its story can be explored with', async (kind, name, option) => {
    const directory = join(scratch.path, name);
    await warmboot('new', kind, name, directory);
    installFor(directory);
    const words = ['--arch', 'x86_64', '--workers', '1', '--limit-states', '50', ...option];
    const story = join(directory, 'story.yaml');
    const explored = await warmboot('explore', story, ...words, '--plugin', directory);
    expect(explored.status, explored.err).toBeLessThan(2);
  });

  it('says which names will do', async () => {
    expect((await warmboot('new', 'actor', 'Night Shift', join(scratch.path, 'no'))).err).toContain(
      'small letters',
    );
  });
});

describe('warmboot new --from', () => {
  const tarball = async (folder: string, name: string): Promise<void> => {
    const body = JSON.stringify({ name, version: '0.1.0' });
    const tar = await packTar([{ header: { name: 'package/package.json', size: body.length }, body }]);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name.replace(/^@/, '').replace('/', '-')}-0.1.0.tgz`), gzipSync(tar));
  };

  it('names every package of Warmboot in the folder, as seen from the new one, and nobody else’s', async () => {
    const folder = join(scratch.path, 'tarballs');
    const names = [
      'warmboot',
      '@warmboot/core',
      '@warmboot/conformance',
      '@warmboot/address',
      'somebody-else',
    ];
    for (const name of names) await tarball(folder, name);
    const directory = join(scratch.path, 'plugins', 'mine');
    expect(await warmboot('new', 'arch', 'mine', directory, '--from', folder)).toMatchObject({ err: '' });
    const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    expect(manifest.dependencies).toMatchObject({
      '@warmboot/address': 'file:../../tarballs/warmboot-address-0.1.0.tgz',
    });
    expect(manifest.devDependencies).toMatchObject({
      warmboot: 'file:../../tarballs/warmboot-0.1.0.tgz',
      '@warmboot/core': 'file:../../tarballs/warmboot-core-0.1.0.tgz',
    });
    expect(JSON.stringify(manifest)).not.toContain('somebody-else');
  });

  it('says what is not there', async () => {
    const few = join(scratch.path, 'few');
    await tarball(few, 'warmboot');
    const broken = join(scratch.path, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'a.tgz'), 'no tarball');
    for (const [folder, words] of [
      [join(scratch.path, 'nowhere'), /nowhere, which is no folder/],
      [few, /few without @warmboot\/core, @warmboot\/conformance/],
      [broken, /a\.tgz, which is no packed package/],
    ] as const) {
      const { status, err } = await warmboot('new', 'policy', 'p', join(scratch.path, 'p'), '--from', folder);
      expect(status).toBe(2);
      expect(err).toMatch(words);
      expect(err).toContain('npm run pack');
    }
  });
});
