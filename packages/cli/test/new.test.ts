import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from './scratch.js';
import { warmboot } from './warmboot.js';

/** A package that has what a skeleton asks for. */
const MINIMAL = fileURLToPath(new URL('../../../examples/arch-minimal/', import.meta.url));

const require = createRequire(join(MINIMAL, 'package.json'));

const scratch = scratchFolder();

/** The record of an architecture in a source, without comments. */
const recordIn = (source: string): string =>
  /export const architecture: Architecture = [^]*?\n\}\);\n/.exec(source)![0].replaceAll(/^ *\/\/.*\n/gm, '');

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

describe('warmboot new actor, property, policy', () => {
  it.each([
    ['actor', 'night-shift', 'actors: night-shift'],
    ['property', 'nobody-is-surprised', 'properties: nobody-is-surprised'],
    ['policy', 'refuse-at-night', 'policies: refuse-at-night'],
  ])('%s: a plugin that loads as it is, and can be explored with', async (kind, name, listed) => {
    const directory = join(scratch.path, name);
    expect(await warmboot('new', kind, name, directory)).toMatchObject({ status: 0, err: '' });
    symlinkSync(
      fileURLToPath(new URL('../../conformance/node_modules/', import.meta.url)),
      join(directory, 'node_modules'),
    );
    const { out, status } = await warmboot('plugins', '--plugin', directory);
    expect(status).toBe(0);
    expect(out).toContain(listed);
    const taken = await warmboot('new', kind, name, join(scratch.path, 'again'), '--plugin', directory);
    expect(taken.err).toContain('a new one');

    const thread = fileURLToPath(new URL('../../../examples/too-late.yaml', import.meta.url));
    const option = { actor: [], property: ['--property', name], policy: ['--policy', name] }[kind]!;
    const words = [
      'explore',
      thread,
      '--arch',
      'x86_64',
      '--workers',
      '1',
      '--limit-states',
      '50',
      ...option,
    ];
    const explored = await warmboot(...words, '--plugin', directory);
    expect(explored.status, explored.err).toBeLessThan(2);
  });

  it('says which names will do', async () => {
    expect((await warmboot('new', 'actor', 'Night Shift', join(scratch.path, 'no'))).err).toContain(
      'small letters',
    );
  });
});
