import { describe, expect, it } from 'vitest';
import { describeAnswer, parseScenario, play } from '../../src/index.js';
import { toyFramework } from './toy-architectures.js';

const framework = toyFramework();

const played = (steps: string) =>
  play(framework, parseScenario(framework, `name: t\nsteps:\n${steps}`, 't.yaml'), { architecture: 'toy' });

const PLUGGED = (word: string) => `  - plug: { id: d0, size: 512M }\n  - online: ${word}\n`;

describe('memory that leaves a kernel zone', () => {
  it('may be refused, and why and how likely stands beside the answer', () => {
    const record = played(`${PLUGGED('online_kernel')}  - unplug: d0`).steps.at(-1)!;
    expect(record.answer).toEqual({ ok: true });
    const [first, note, ...others] = describeAnswer(record);
    expect(first).toBe('may be refused, else removed');
    expect(note).toMatch(
      /^may be refused \(EBUSY\): memory\d+ to memory\d+ \(\d+ blocks\) were in zone \w+, and pages that the kernel took for itself cannot move\. /,
    );
    expect(note).toMatch(/online_movable it has none$/);
    expect(others).toEqual([]);
  });

  it('so may a block that goes offline; more is known once memory maps were made since', () => {
    const { steps } = played(
      `${PLUGGED('online_kernel')}  - offline: d0[2]\n  - plug: { id: d1, size: 2G }\n  - offline: d0[3]`,
    );
    const [early, , late] = steps.slice(-3);
    expect(describeAnswer(early!)[0]).toBe('may be refused, else 1 block offline');
    expect(early!.notes[0]).not.toContain('the memory map of what came since');
    expect(late!.notes[0]).toMatch(
      /the memory map of what came since is at least \d+ of them, so at least \d+ %/,
    );
  });

  it('is just removed where it is movable', () => {
    const record = played(`${PLUGGED('online_movable')}  - unplug: d0`).steps.at(-1)!;
    expect(describeAnswer(record)).toEqual(['removed']);
  });
});

describe('a scenario that says which blocks cannot move', () => {
  it('gets the refusal of the kernel, then and later', () => {
    const { steps } = played(
      `${PLUGGED('online_kernel')}  - unplug: d0\n    unmovable: d0[1]\n  - unplug: d0`,
    );
    for (const { answer, notes } of steps.slice(-2)) {
      expect(answer).toMatchObject({ ok: false, errno: 'EBUSY' });
      expect(notes).toEqual([]);
    }
  });

  it('gets an answer without a may where it says that there are none', () => {
    const record = played(`${PLUGGED('online_kernel')}  - unplug: d0\n    unmovable: none`).steps.at(-1)!;
    expect(describeAnswer(record)).toEqual(['removed']);
  });

  it('names blocks of devices that are there', () => {
    expect(() => played(`${PLUGGED('online_kernel')}  - unplug: d0\n    unmovable: d7`)).toThrow(
      /steps\[2\]\.unmovable/,
    );
  });
});
