// What a page with a strict content policy, or a program that shares its process with others, asks of these packages.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PACKAGES, ROOT } from './workspace.js';

/** V8 then throws where `eval` or `new Function` makes code of a string, as a page without 'unsafe-eval' does. */
const STRICT = '--disallow-code-generation-from-strings';

const node = async (...args: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [STRICT, ...args], {
    cwd: ROOT,
    maxBuffer: 64 << 20,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return stdout;
};

/** Reports what importing a package left behind. */
const lookAround = (entry: string): string => `
  const names = (of) => new Set(Reflect.ownKeys(of).map(String));
  const before = names(globalThis);
  await import(${JSON.stringify(entry)});
  console.log(JSON.stringify([...names(globalThis)].filter((name) => !before.has(name))));
`;

describe('importing', () => {
  // The kit runs on vitest, which keeps its matchers on the global object.
  const ours = PACKAGES.filter(({ folder }) => folder !== 'conformance');

  it.each(ours)('$manifest.name makes no code of strings, and leaves no name behind', async ({ path }) => {
    const entry = new URL(`file://${join(path, 'dist', 'index.js')}`).href;
    const left = await node('--input-type=module', '-e', lookAround(entry));
    expect(JSON.parse(left)).toEqual([]);
  });
});

describe('without code from strings', () => {
  it('is a mode that this test can tell', async () => {
    await expect(node('-e', 'new Function("")')).rejects.toThrow(/EvalError/);
  });

  /** What a page shows as typed, without its remarks; machine.tar is the reader's own. */
  const commandsOf = (page: string): readonly string[] =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^npx warmboot ([^#\n]*)/gm)]
      .map(([, line]) => line!.trim())
      .filter((line) => !line.includes('machine.tar '));
  const commands = ['README.md', 'docs/guide/capture.md'].flatMap(commandsOf);

  it('knows the commands of the pages', () => expect(commands.length).toBeGreaterThanOrEqual(12));

  it.each([
    ...commands,
    'replay captures/x86_64-bios-race-policy0 --check',
    'plugins --plugin ./examples/arch-riscv64',
  ])('warmboot %s', async (line) => {
    const words = (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''));
    const out = await node(join('packages', 'cli', 'bin', 'warmboot.js'), ...words);
    expect(out.length).toBeGreaterThan(100);
  });
});
