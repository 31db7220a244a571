import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { warmboot } from './warmboot.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const at = (path: string): string => join(root, path);

/** Names of members that hold an address, wherever one stands as a number. */
const numericAddresses = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...(/^(start|end|mem|entry|address|memoryStart)$/.test(name) && typeof member === 'number' ? [name] : []),
    ...numericAddresses(member),
  ]);
};

describe('--json is JSON Lines: an object a line and nothing else, addresses hexadecimal', () => {
  it.each<readonly [question: string, lines: number | 'some', argv: readonly string[]]>([
    ['compare', 1, ['compare', at('examples/thread.yaml')]],
    ['run: a step, and the verdicts', 6, ['run', at('examples/thread.yaml'), '--arch=x86_64']],
    ['replay: a step', 'some', ['replay', at('captures/arm64-efi-load')]],
    ['replay --check: a trace', 1, ['replay', at('captures/arm64-efi-load'), '--check']],
    ['explore', 1, ['explore', at('examples/thread.yaml'), '--workers=1', '--arch=x86_64', '--policy=none']],
    ['inspect', 1, ['inspect', at('captures/arm64-efi-load')]],
    ['load', 1, ['load', at('captures/x86_64-bios-load'), '-c', '--plug=1G']],
    ['load, refused', 1, ['load', at('captures/x86_64-bios-load'), '-c', '--mem-max=1M']],
    ['crashkernel: a kernel', 4, ['crashkernel', '256M', '--ram=8G']],
    ['explain: a meaning', 'some', ['explain', 'kho=on']],
    ['explain, of what nobody knows', 1, ['explain', 'buy milk']],
    ['policies: a policy', 'some', ['policies']],
    ['plugins: a plugin', 'some', ['plugins']],
  ])('%s', async (_, wanted, argv) => {
    const { out } = await warmboot(...argv, '--json');
    const lines = out.split('\n').map((line) => JSON.parse(line) as unknown);
    if (wanted === 'some') expect(lines.length).toBeGreaterThan(1);
    else expect(lines).toHaveLength(wanted);
    for (const line of lines) {
      expect(line).toBeTypeOf('object');
      expect(numericAddresses(line)).toEqual([]);
    }
  });
});
