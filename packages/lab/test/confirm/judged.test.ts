import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import type { RecordedStep, TraceDirectory } from '@warmboot/scenario';
import { parseScenario, readTrace } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { judged } from '../../src/confirm/confirm.js';

const framework = new Framework([arm64, x86]);
const CAPTURES = fileURLToPath(new URL('../../../../captures/', import.meta.url));

/** The race of the thread on a kernel that was recorded with a protection. */
const race = (protection: number): TraceDirectory => {
  const folder = join(CAPTURES, `x86_64-bios-race-policy${protection}`);
  const files = readdirSync(folder).map(
    (name) => [name, new Uint8Array(readFileSync(join(folder, name)))] as const,
  );
  return readTrace(new Map(files));
};

const story = parseScenario(
  framework,
  `
name: the race
arch: x86_64
machine: { memory: 1G, maxmem: 16G, slots: 8 }
steps:
  - plug: { id: dimm1, size: 1G }
  - online: online_movable
  - load: { mem-min: dimm1, mem-max: dimm1.last, reuse-cmdline: true }
  - unplug: dimm1
  - { exec: , expect: { outcome: reset } }
`,
  'story.yaml',
);

const verdictOn = (
  { trace, files }: TraceDirectory,
  change: (steps: RecordedStep[]) => void = () => {},
  panic?: string,
) => {
  const steps = structuredClone(trace.steps) as RecordedStep[];
  change(steps);
  return judged(framework, story, 'x86_64', {
    directory: { trace: { ...trace, steps }, files },
    steps: story.steps.map((_, at) => ({
      number: at + 1,
      actions: [at + 1],
      ...(at === 4 && panic && { panic }),
    })),
  });
};

const ends = (outcome: string) => (steps: RecordedStep[]) => {
  steps[5] = { ...steps[5]!, result: { outcome } };
};

describe.skipIf(!existsSync(CAPTURES))('what a recording says of a story', () => {
  it('is confirmed where every answer and the end are as told', () => {
    expect(verdictOn(race(0))).toEqual({ verdict: 'confirmed', words: 'platform reset' });
  });

  it('is confirmed whichever way a machine dies', () => {
    expect(verdictOn(race(0), ends('hang'))).toMatchObject({ verdict: 'confirmed' });
  });

  it('is confirmed where something differs that it does not hang on, and that is told', () => {
    const noted = verdictOn(race(0), (steps) => {
      const { observed } = steps[2]!;
      steps[2] = { ...steps[2]!, observed: { ...observed!, dmesg: ['kexec_core: something else'] } };
    });
    expect(noted.verdict).toBe('confirmed');
    expect(noted.aside).toEqual([expect.stringMatching(/^online all blocks.*: dmesg$/)]);
  });

  it('is contradicted where the end is another, and the model of the kernel has no reason for it', () => {
    const { verdict, words } = verdictOn(race(0), ends('booted'));
    expect([verdict, words]).toEqual(['contradicted', 'kexec -e: boots, not platform reset']);
  });

  it('is contradicted where the way there is another, and the kernel is said to have no protection', () => {
    const { trace, files } = race(8);
    const { verdict, words } = verdictOn({ trace: { ...trace, policy: 'none' }, files });
    expect([verdict, words]).toEqual(['contradicted', 'kexec -e: refused, not platform reset']);
  });

  it('is out of reach where a kernel has too little memory to come to the end', () => {
    const { verdict, words } = verdictOn(race(0), ends('booted'), 'System is deadlocked on memory');
    expect([verdict, words]).toEqual([
      'out of reach',
      'kexec -e: the next kernel has too little memory on this machine, and panics: System is deadlocked on memory',
    ]);
  });

  it('is out of reach where the kernel’s own model says that it goes another way', () => {
    const { verdict, words } = verdictOn(race(1));
    expect([verdict, words]).toEqual([
      'out of reach',
      'this kernel goes another way, as its model says: unplug dimm1: stays',
    ]);
  });
});
