// A bounded run of the fuzzer, the same inputs every time, and every input that it ever found. `npm run fuzz` goes on from
// here: docs/testing.md.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attempt } from '../tools/fuzz/engine/attempt.mjs';
import { inputsOf } from '../tools/fuzz/engine/inputs.mjs';
import { openTarget, targetNames } from '../tools/fuzz/engine/targets.mjs';
import { PACKAGES, ROOT } from './workspace.js';

const SEED = 1;

/** Inputs of each target: as many as take a second or two, so that all of them take less than a minute. */
const INPUTS: Readonly<Record<string, number>> = {
  aml: 60,
  capture: 60,
  command: 24,
  'command-line': 150,
  crashkernel: 100,
  inspect: 100,
  'kernel-log': 80,
  scenario: 60,
  sequences: 12,
  trace: 80,
};
const USUAL = 600;

describe('nothing but typed errors, within 2 s and 256 MiB', () => {
  for (const name of targetNames) {
    const inputs = INPUTS[name] ?? USUAL;
    test(`${name}: ${inputs} inputs of seed ${SEED}`, async () => {
      const target = await openTarget(name);
      const inputAt = inputsOf(target, SEED, await target.corpus());
      for (let index = 0; index < inputs; index += 1) {
        expect(await attempt(target, await inputAt(index)), `input ${index}`).toBeUndefined();
      }
    });
  }
});

describe('what the fuzzer found once', () => {
  const found = PACKAGES.flatMap(({ path }) => {
    const folder = join(path, 'test', 'fuzz-found');
    return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
  });
  for (const path of found) {
    test(relative(ROOT, path), async () => {
      const name = basename(path).split('.')[0]!;
      const target = await openTarget(name);
      await target.corpus();
      expect(await attempt(target, new Uint8Array(readFileSync(path)))).toBeUndefined();
    });
  }
});
