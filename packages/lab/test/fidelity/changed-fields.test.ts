import type { Mismatch, RecordedStep, StepCheck, TraceDirectory, TraceScore } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { changedFields } from '../../src/fidelity/changed-fields.js';

const seen = (state: string, dmesg: readonly string[] = []): NonNullable<RecordedStep['observed']> => ({
  iomem: '00100000-3fffffff : System RAM\n',
  blocks: {
    memory32: {
      state,
      valid_zones: 'Movable',
      removable: '1',
      phys_index: '20',
      phys_device: '0',
      node: 'node0',
    },
  },
  sys: { '/sys/kernel/kexec_loaded': '0' },
  dmesg,
});

const steps: readonly RecordedStep[] = [
  { action: 'boot', observed: seen('offline') },
  {
    action: 'online',
    result: { out: 'memory32 0\n' },
    observed: seen('online', ['Policy zone: Normal', 'chatter']),
  },
  { action: 'settle', result: null, observed: seen('online') },
];

const score = (...mismatches: readonly (readonly Mismatch[])[]): TraceScore => ({
  name: 'a story',
  scored: 0,
  right: 0,
  steps: steps.map(({ action }, step): StepCheck => ({
    step,
    action,
    scored: ['result', 'blocks', 'sys', 'dmesg'],
    mismatches: mismatches[step] ?? [],
  })),
});

const directory = { trace: { steps }, files: new Map() } as unknown as TraceDirectory;

const WRONG: Mismatch = { group: 'blocks', path: 'memory32.state', recorded: 'online', predicted: 'offline' };

describe('fields that changed', () => {
  it('are those that a step brings or alters, and log lines that rules speak of', () => {
    expect(changedFields(directory, score())).toMatchObject({
      result: { changed: 1, wrong: 0 },
      blocks: { changed: 1, wrong: 0 },
      sys: { changed: 0, wrong: 0 },
      dmesg: { changed: 1, wrong: 0 },
    });
  });

  it('are wrong once, however long the mistake lasts', () => {
    expect(changedFields(directory, score([], [WRONG], [WRONG])).blocks).toEqual({ changed: 1, wrong: 1 });
  });

  it('are wrong too where only the model changed something', () => {
    const loaded: Mismatch = { group: 'sys', path: 'kexec_loaded', recorded: '0', predicted: '1' };
    expect(changedFields(directory, score([], [], [loaded])).sys).toEqual({ changed: 1, wrong: 1 });
  });
});
