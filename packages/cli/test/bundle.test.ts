import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const BUNDLE = 'packages/cli/dist/bundle/main.js';
const PACKAGES = 'packages/cli/dist/main.js';

/** Runs one of the two builds as a process of its own. */
const run = async (build: string, words: readonly string[], input = '') => {
  const program = `const { main } = await import(${JSON.stringify(`file://${ROOT}${build}`)});
    process.exitCode = await main(${JSON.stringify(words)});`;
  // Through a pipe, as from another command: what a test gives a process is a socket, which no path leads to.
  const piped = ['-c', 'cat | "$0" --input-type=module -e "$1"', process.execPath, program];
  const child = spawn('sh', piped, {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
  });
  child.stdin.end(input);
  const [out, err, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on('close', resolve)),
  ]);
  return { status, out, err };
};

const WITH_PLUGIN = `name: On a plugin's architecture
plugins: [./examples/arch-riscv64]
steps: [exec]
`;

describe('the bundle of the command', () => {
  it.each([
    ['--version'],
    ['--help'],
    ['explore', '--help'],
    ['complete'],
    ['completion', 'bash'],
    ['compare', 'examples/thread.yaml', '--json'],
    ['run', 'examples/thread.yaml', '--arch', 'arm64'],
    ['explore', 'examples/too-late.yaml', '--workers', '2'],
    ['explain', 'EBUSY'],
    ['inspect', 'examples/machines/debian-12-arm64.tar.gz'],
    ['capture'],
    ['run', 'no-such-file.yaml'],
    ['run', 'examples'],
    ['load', 'captures/x86_64-bios-load', '--arch', 'nonsense'],
  ])('does what the packages do: %s %s', async (...words) => {
    const [bundle, packages] = await Promise.all([run(BUNDLE, words), run(PACKAGES, words)]);
    expect(bundle).toEqual(packages);
    expect(bundle.out + bundle.err).not.toBe('');
  });

  it('leaves a plugin of the command line to the packages, whose classes it shares', async () => {
    const words = ['plugins', '--plugin', './examples/arch-riscv64'];
    const bundle = await run(BUNDLE, words);
    expect(bundle).toEqual(await run(PACKAGES, words));
    expect(bundle.out).toContain('riscv64');
  });

  it('leaves a scenario that comes through a pipe to them, for it may name plugins and is read once', async () => {
    const bundle = await run(BUNDLE, ['run', '/dev/stdin', '--arch', 'riscv64'], WITH_PLUGIN);
    expect(bundle.err).toContain('/dev/stdin, line 2: ./examples/arch-riscv64');
  });
});
