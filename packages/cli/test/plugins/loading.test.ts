import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { warmboot } from '../warmboot.js';

const thread = fileURLToPath(new URL('../../../../examples/thread.yaml', import.meta.url));

/** A plugin that brings one policy. */
const pluginText = (name: string, policy: string, version: string = 'interfaceVersion: 1,'): string =>
  `export const plugin = { name: '${name}', description: 'a policy for tests', ${version}
     register: (context) => context.policy({ name: '${policy}', summary: 'nothing', origin: 'nobody' }) };`;

let scratch = '';
const write = (path: string, text: string): string => {
  const file = join(scratch, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const manifest = (fields: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ type: 'module', ...fields });

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'warmboot-plugins-'));
});
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

describe('--plugin', () => {
  it('takes a module by its path, and every command knows what it brings', async () => {
    const file = write('one.mjs', pluginText('one', 'mine'));
    const policies = await warmboot('policies', '--plugin', file);
    expect(policies).toMatchObject({ status: 0, err: '' });
    expect(policies.out).toMatch(/^mine +nothing$/m);
    const run = await warmboot('run', '--plugin', file, thread, '--arch', 'arm64', '--policy', 'mine');
    expect(run.out).toContain('policy: mine');
  });

  it('takes a directory that is a package, with exports or without', async () => {
    write('with/package.json', manifest({ name: 'with', exports: { '.': { default: './lib/entry.js' } } }));
    write('with/lib/entry.js', pluginText('with', 'with-exports'));
    write('without/package.json', manifest({ main: './entry.js' }));
    write('without/entry.js', pluginText('without', 'without-exports'));
    const { out, status } = await warmboot(
      'policies',
      '--plugin',
      join(scratch, 'with'),
      '--plugin',
      join(scratch, 'without'),
    );
    expect(status).toBe(0);
    expect(out).toMatch(/^with-exports /m);
    expect(out).toMatch(/^without-exports /m);
  });

  it('is told by `plugins` with where it came from', async () => {
    const file = write('told.mjs', pluginText('told', 'told-policy'));
    const { out } = await warmboot('plugins', '--json', '--plugin', file);
    const all = out.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(all.find(({ name }) => name === 'told')).toMatchObject({
      source: `--plugin ${file}`,
      policies: ['told-policy'],
      architectures: [],
    });
    expect(all.find(({ name }) => name === '@warmboot/arch-arm64')).toMatchObject({
      source: 'comes with warmboot',
      architectures: ['arm64'],
    });
  });
});

describe('verbs that a plugin brings', () => {
  const ppc64le = fileURLToPath(new URL('../../../../examples/arch-ppc64le', import.meta.url));

  it('are told by `plugins`, and stand in the schema that it prints', async () => {
    const { out } = await warmboot('plugins', '--json', '--plugin', ppc64le);
    const all = out.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(all.find(({ name }) => name === 'warmboot-arch-ppc64le')).toMatchObject({
      architectures: ['ppc64le'],
      hotplug: ['dlpar'],
      verbs: ['lmb-add', 'lmb-remove'],
    });
    const schema = await warmboot('plugins', '--schema', '--plugin', ppc64le);
    expect(schema.status).toBe(0);
    expect(JSON.parse(schema.out)).toMatchObject({
      properties: { steps: { items: { properties: { 'lmb-add': { required: ['as'] } } } } },
    });
  });

  it('are checked with the place, and refused on architectures that have no such thing', async () => {
    const story = (step: string): string =>
      write('lmb.yaml', `name: t\nplugins: ['${ppc64le}']\nsteps:\n  - lmb-add: ${step}\n`);
    const wrong = await warmboot('run', story('{ as: a, count: 0 }'), '--arch', 'ppc64le');
    expect(wrong.status).toBe(2);
    expect(wrong.err).toMatch(/line 4.*steps\[0\]\.lmb-add\.count/);
    const elsewhere = await warmboot('run', story('{ as: a, count: 1 }'), '--arch', 'arm64');
    expect(elsewhere.out).toContain('arm64 has no lmb-add: it is there on ppc64le');
  });
});

describe('plugins: of a scenario', () => {
  const scenario = (plugins: string): string => `name: a story
plugins: [${plugins}]
policy: from-plugin
steps:
  - load
`;

  it('are paths relative to its file, or packages that are installed for it', async () => {
    write('stories/mine.mjs', pluginText('by-path', 'from-plugin'));
    const byPath = write('stories/path.yaml', scenario('./mine.mjs'));
    expect(await warmboot('run', byPath, '--arch', 'x86_64')).toMatchObject({ status: 0, err: '' });

    write(
      'stories/node_modules/@me/plugin/package.json',
      manifest({ name: '@me/plugin', exports: './p.js' }),
    );
    write('stories/node_modules/@me/plugin/p.js', pluginText('@me/plugin', 'from-plugin'));
    const byName = write('stories/name.yaml', scenario("'@me/plugin'"));
    expect(await warmboot('run', byName, '--arch', 'x86_64')).toMatchObject({ status: 0, err: '' });
    const { out } = await warmboot('plugins', byName);
    expect(out).toContain(`from: ${byName}, line 2: @me/plugin`);
  });

  it('clash with those of the command line only when they bring the same name, and then both sides are told', async () => {
    write('stories/clash.mjs', pluginText('clash-of-scenario', 'from-plugin'));
    const file = write('stories/clash.yaml', scenario('./clash.mjs'));
    const other = write('other.mjs', pluginText('clash-of-command', 'from-plugin'));
    const { status, err } = await warmboot('run', file, '--plugin', other);
    expect(status).toBe(2);
    expect(err).toBe(
      `warmboot: policy from-plugin is registered twice: by clash-of-command (--plugin ${other})` +
        ` and by clash-of-scenario (${file}, line 2: ./clash.mjs)`,
    );
  });

  it('are checked by the schema', async () => {
    const file = write('stories/number.yaml', scenario('7'));
    const { status, err } = await warmboot('run', file);
    expect(status).toBe(2);
    expect(err).toContain('plugins');
    expect(err).toContain('line 2');
  });
});

describe('a plugin that cannot be used is one clear line, and exit status 2', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['no plugin export', 'export const other = 1;', /exports nothing named "plugin"$/],
    ['a default export', 'export default { name: "x" };', /exports nothing named "plugin"$/],
    ['throws on import', 'throw new Error("no battery");', /importing .* fails: Error: no battery$/],
    ['imports what is not there', 'import "not-there";', /importing .* fails: .*not-there/],
    ['is no JavaScript', 'export const = ;', /importing .* fails: .*(?:SyntaxError|Parse)/],
    ['is no object', 'export const plugin = 7;', /is a number, and an object is wanted$/],
    ['lacks a member', 'export const plugin = { name: "x", interfaceVersion: 1 };', /description is absent/],
    ['no version', pluginText('x', 'y', ''), /does not say which version .*: add interfaceVersion: 1 to/],
    [
      'a newer version',
      pluginText('x', 'y', 'interfaceVersion: 2,'),
      /written for version 2 .* has version 1 .*use a newer Warmboot/,
    ],
    [
      'an older version',
      pluginText('x', 'y', 'interfaceVersion: 0,'),
      /written for version 0 .*: use a newer release of the plugin/,
    ],
    [
      'fails when it registers',
      'export const plugin = { name: "x", description: "", interfaceVersion: 1, register() { null.x; } };',
      /plugin x .* fails when it registers: TypeError/,
    ],
    [
      'registers an architecture of the wrong shape',
      'export const plugin = { name: "x", description: "", interfaceVersion: 1, register: (c) => c.architecture({ name: "z80", aliases: [] }) };',
      /plugin x: architecture z80: memory\.pageSize is absent, and a number is wanted$/,
    ],
    ['takes a name of the model', pluginText('x', 'none'), /by @warmboot\/core and by x \(--plugin/],
    [
      'has the name of another plugin',
      pluginText('@warmboot/arch-x86', 'y'),
      /registered twice: by @warmboot\/arch-x86 \(comes with warmboot\) and by @warmboot\/arch-x86 \(--plugin/,
    ],
  ];

  it.each(cases)('%s', async (title, text, message) => {
    const file = write(`broken/${title.replaceAll(' ', '-').replaceAll('`', '')}.mjs`, text);
    const { status, out, err } = await warmboot('policies', '--plugin', file);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
    expect(err).toMatch(/^warmboot: /);
    expect(err).not.toContain('\n');
  });

  it('of a package that nobody installed, with a hint where a directory has its name', async () => {
    const { status, err } = await warmboot('run', thread, '--plugin', 'warmboot-arch-nowhere');
    expect(status).toBe(2);
    expect(err).toMatch(/^warmboot: --plugin warmboot-arch-nowhere: no package .* is installed/);
    expect((await warmboot('policies', '--plugin', 'packages')).err).toContain(
      'For the directory of that name write ./packages.',
    );
  });

  it('of a path where nothing is, or nothing is built', async () => {
    expect((await warmboot('policies', '--plugin', join(scratch, 'nothing'))).err).toMatch(/there is no /);
    write('unbuilt/package.json', manifest({ name: 'unbuilt', exports: './dist/index.js' }));
    expect((await warmboot('policies', '--plugin', join(scratch, 'unbuilt'))).err).toMatch(
      /its entry .*dist\/index\.js is not there; a plugin in TypeScript has to be built first$/,
    );
    mkdirSync(join(scratch, 'empty'));
    expect((await warmboot('policies', '--plugin', join(scratch, 'empty'))).err).toMatch(
      /it has no package\.json$/,
    );
    write('no-json/package.json', '{');
    expect((await warmboot('policies', '--plugin', join(scratch, 'no-json'))).err).toMatch(/is no JSON: /);
  });

  it('of one that is named twice', async () => {
    const file = write('twice.mjs', pluginText('twice', 'twice-policy'));
    expect((await warmboot('policies', '--plugin', file, '--plugin', file)).err).toContain(
      `plugin twice is registered twice: by twice (--plugin ${file}) and by twice (--plugin ${file})`,
    );
  });
});
