import { fileURLToPath } from 'node:url';
import { UnknownNameError } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { checkTrace, readTrace, replayTrace } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { readCaptureDirectory } from '../src/capture/capture-directory.js';
import { standardFramework } from '../src/session/standard-framework.js';

const framework = standardFramework();

type Json = Record<string, unknown> | unknown[];

/** Paths to every value of a tree, a few levels deep. */
const pathsIn = (value: unknown, path: readonly string[] = []): (readonly string[])[] => [
  ...(path.length === 0 ? [] : [path]),
  ...(path.length < 6 && typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))
    : []),
];

/** The tree with another value at the path; nothing there when the value is undefined. */
const changed = (tree: Json, path: readonly string[], value: unknown): Json => {
  const copy = structuredClone(tree);
  let at = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  if (value === undefined) delete at[path.at(-1)!];
  else at[path.at(-1)!] = value;
  return copy;
};

/** What is no answer to a shape: of a wrong type, or of the right one and senseless. */
const WRONG = [undefined, null, -7, 0.5, 'zzz', [], {}] as const;

const SAMPLE = 120;

describe.each(['x86_64-bios-race-policy0', 'arm64-efi-race-policy0'])('a broken %s', (name) => {
  const files = readCaptureDirectory(fileURLToPath(new URL(`../../../captures/${name}`, import.meta.url)));
  const text = new TextDecoder().decode(files.get('trace.json'));
  const tree = JSON.parse(text) as Json;

  const replayed = (broken: string): unknown => {
    try {
      const directory = readTrace(new Map(files).set('trace.json', new TextEncoder().encode(broken)));
      return checkTrace(directory, replayTrace(framework, directory));
    } catch (error) {
      return error;
    }
  };

  it('gives one clear error, or an answer, whichever of its values is another', () => {
    const paths = pathsIn(tree);
    const step = Math.ceil(paths.length / SAMPLE);
    for (const [index, path] of paths.entries()) {
      if (index % step !== 0) continue;
      const value = WRONG[index % WRONG.length];
      const outcome = replayed(JSON.stringify(changed(tree, path, value)));
      if (!(outcome instanceof Error)) continue;
      const expected = outcome instanceof UnknownNameError ? UnknownNameError : FormatError;
      expect(outcome, `${path.join('.')} = ${JSON.stringify(value)}`).toBeInstanceOf(expected);
      expect(outcome.message).not.toContain('\n');
    }
  });

  it('names the value, what was found and what is allowed', () => {
    const message = (path: string, value: unknown) =>
      (replayed(JSON.stringify(changed(tree, path.split('.'), value))) as Error).message;
    expect(message('qemu', 7)).toBe(
      'trace.json: qemu is 7; allowed: keys with values (machine, extra; memory)',
    );
    expect(message('steps.1.size', '1G')).toBe('trace.json: steps[1].size is "1G"; allowed: a whole number');
    expect(message('tools.purgatory.bufsz', 'much')).toContain('such as 0x100000000');
    expect(message('steps.0.observed.zones.0.managed', undefined)).toContain('without managed');
    expect(message('steps.0.observed.blocks', { block7: {} })).toContain('memory32');
  });

  it('gives one clear error wherever its text is cut off', () => {
    for (let part = 0; part < 16; part += 1) {
      const cut = replayed(text.slice(0, Math.floor((text.length * part) / 16)));
      expect(cut).toBeInstanceOf(FormatError);
      expect((cut as Error).message).toContain('allowed: JSON');
    }
  });
});
