import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { threadSituations } from '@warmboot/testing';
import { describe, expect, it } from 'vitest';
import type { Campaign } from '../src/campaign/campaign.js';
import type { TaskRunner } from '../src/campaign/runner.js';
import type { Checkpoint } from '../src/campaign/checkpoint.js';
import type { Counterexample } from '../src/counterexample/counterexample.js';
import {
  campaignMark,
  checkpointHeader,
  checkpointLine,
  parseCheckpoint,
} from '../src/campaign/checkpoint.js';
import { explore } from '../src/explore.js';
import { htmlReport } from '../src/report/html.js';
import { inProcess } from '../src/campaign/runner.js';
import { jsonReport } from '../src/report/json.js';
import { markdownReport } from '../src/report/markdown.js';
import { PROPERTIES } from '../src/properties/catalogue.js';
import { replay } from '../src/search/replay.js';
import { runTask } from '../src/campaign/run-task.js';
import { modelOf } from '../src/search/model.js';
import { counterexampleLines, stoppedLine } from '../src/report/verdict-text.js';

const framework = new Framework([arm64, x86]);
const THREAD = threadSituations();
const situation = (name: string) => THREAD.find((one) => one.name === name)!;

const told = (
  name: string,
  architecture: string,
  policy: string,
  property: string,
): Counterexample | undefined => {
  const task = { situation: situation(name), architecture, policies: [policy] };
  const verdict = runTask({ framework }, task).verdicts[property]!;
  return verdict.status === 'broken' ? verdict.story : undefined;
};
const steps = (story: Counterexample | undefined): string[] =>
  story?.steps.map(({ actor, step }) => `${actor}: ${step}`) ?? [];

describe('what the thread argued about is found unaided', () => {
  it('8.2 defect 1: the posted notifier misses a segment that covers the device, the corrected one does not', () => {
    const order = steps(told('cover', 'x86_64', 'notifier-as-posted', 'no-write-to-absent-memory'));
    // The same order of events with the load first of all, so that each notifier has an image to look at.
    const path = ['raw-loader: call', ...order.filter((step) => step !== 'raw-loader: call')];
    const end = (policy: string) => {
      const choice = { architecture: 'x86_64', policies: [policy] };
      return replay(modelOf(framework, situation('cover'), choice, PROPERTIES), path).at(-1)!.after.machine
        .halted;
    };
    expect(path).toContain('hotplug: remove dimm1');
    expect(end('notifier-as-posted')?.outcome).toBe('hang');
    expect(() => end('notifier-corrected')).toThrow('nobody can do');
  });

  it('8.2 defect 2: the posted notifier keeps a block that a segment only touches', () => {
    expect(
      steps(told('adjacent', 'arm64', 'notifier-as-posted', 'unrelated-unplug-never-refused')),
    ).toHaveLength(5);
    expect(told('adjacent', 'arm64', 'notifier-corrected', 'unrelated-unplug-never-refused')).toBeUndefined();
  });

  it.each(['notifier-as-posted', 'notifier-corrected', 'unload-on-hotplug'])(
    'R2.24: memory that is offline and there goes without a word, whatever %s says',
    (policy) => {
      const story = told('offline-but-present', 'x86_64', policy, 'no-write-to-absent-memory');
      expect(steps(story)).not.toContainEqual(expect.stringContaining('hotplug: offline'));
      expect(steps(story).at(-1)).toBe('exec: jump');
    },
  );

  it('addresses that were read before the unplug are submitted after it', () => {
    const order = steps(told('race', 'x86_64', 'unload-and-hold', 'no-write-to-absent-memory'));
    expect(order.indexOf('loader: read')).toBeLessThan(order.indexOf('hotplug: remove dimm1'));
    expect(order.indexOf('loader: call')).toBeGreaterThan(order.indexOf('hotplug: remove dimm1'));
  });

  it('x86_64 dies of a DIMM that the image never used; arm64 does not', () => {
    expect(told('elsewhere', 'x86_64', 'none', 'second-map-is-true')?.reason).toContain(
      'the map describes RAM',
    );
    expect(told('elsewhere', 'arm64', 'none', 'second-map-is-true')).toBeUndefined();
  });

  it("R5.8a: arm64's file load puts the devicetree into hot-added memory", () => {
    expect(told('file-load', 'arm64', 'none', 'no-write-to-absent-memory')?.reason).toContain('the dtb');
    expect(told('file-load', 'x86_64', 'none', 'no-write-to-absent-memory')).toBeUndefined();
  });

  it('arm64 boots from memory that its firmware does not describe', () => {
    const story = told('stays', 'arm64', 'none', 'second-kernel-boots');
    expect(story?.reason).toContain('the hand-over does not describe');
    expect(steps(story)).toHaveLength(8);
    expect(told('stays', 'x86_64', 'none', 'second-kernel-boots')).toBeUndefined();
  });
});

describe('what real Linux does between two steps of others', () => {
  const from = (order: readonly string[], step: string): number => {
    expect(order).toContain(step);
    return order.indexOf(step);
  };

  it.each(['arm64', 'x86_64'])(
    'R4.19: on %s, a notifier that sleeps for the kexec lock and reboot() wait for each other',
    (architecture) => {
      const story = told('elsewhere', architecture, 'notifier-corrected', 'nobody-waits-for-ever')!;
      const block = architecture === 'arm64' ? 16 : 32;
      expect(steps(story)).toContain(`hotplug: lock ${block}`);
      expect(steps(story).at(-1)).toBe('exec: reboot');
      expect(story.waits?.map(({ actor, words }) => `${actor} ${words}`)).toEqual([
        'hotplug waits for the kexec lock, which reboot() holds',
        `exec waits for the lock of memory${block}, which the ejection of dimm1 holds`,
      ]);
      // The control, and the one that only tries the lock: it says no instead.
      for (const policy of ['none', 'notifier-trylock'])
        expect(told('elsewhere', architecture, policy, 'nobody-waits-for-ever')).toBeUndefined();
      expect(
        told('elsewhere', architecture, 'notifier-trylock', 'unrelated-unplug-never-refused')?.reason,
      ).toContain('EBUSY');
    },
  );

  it('R2.34: the same deadlock with a write to sysfs instead of an ejection', () => {
    const story = told('stays', 'x86_64', 'notifier-corrected', 'nobody-waits-for-ever')!;
    expect(story.reason).toContain('administrator waits for the kexec lock, which reboot() holds');
  });

  it('R4.19: what reboot() has checked is gone when the copy comes, unless it is checked right before', () => {
    const order = steps(told('race', 'x86_64', 'validate-at-exec', 'no-write-to-absent-memory'));
    expect(from(order, 'exec: reboot')).toBeLessThan(from(order, 'hotplug: remove dimm1'));
    expect(from(order, 'hotplug: _EJ0 dimm1')).toBeLessThan(from(order, 'exec: jump'));
    expect(told('race', 'x86_64', 'validate-at-copy', 'no-write-to-absent-memory')).toBeUndefined();
    expect(told('race', 'x86_64', 'validate-at-copy', 'reboot-never-fails')?.reason).toContain(
      'there is no way back',
    );
  });

  it("R4.18: reboot() is EBUSY while udev's load is in its system call", () => {
    const story = told('elsewhere', 'x86_64', 'udev-reload', 'reboot-never-fails');
    expect(story?.reason).toContain('EBUSY');
    expect(steps(story).slice(-2)).toEqual(['exec: check', 'exec: reboot']);
    expect(told('elsewhere', 'x86_64', 'none', 'reboot-never-fails')).toBeUndefined();
  });
});

const campaign: Campaign = {
  situations: ['offline-but-present', 'adjacent', 'stays'].map(situation),
  architectures: ['arm64', 'x86_64'],
  policies: [['none'], ['notifier-as-posted'], ['validate-at-exec']],
};

/** Workers that finish in another order than they began. */
const shuffled = (width: number): TaskRunner => {
  const one = inProcess({ framework });
  let turn = 0;
  return {
    width,
    async run(task) {
      turn += 1;
      for (let wait = (turn * 7) % 5; wait > 0; wait -= 1) await Promise.resolve();
      return one.run(task);
    },
  };
};

describe('a campaign', () => {
  it('comes out the same for one worker and for many, whatever their order', async () => {
    const alone = await explore({ framework, campaign });
    const four = await explore({ framework, campaign, runner: shuffled(4) });
    expect(alone.complete).toBe(true);
    expect(jsonReport(four.table)).toBe(jsonReport(alone.table));
  });

  it('comes out the same when it is stopped anywhere and taken up from what was written down', async () => {
    const whole = await explore({ framework, campaign });
    const mark = campaignMark(campaign, PROPERTIES);
    for (const after of [0, 1, 7, 17]) {
      let kept = checkpointHeader(mark);
      let done = 0;
      const first = await explore({
        framework,
        campaign,
        stop: () => done >= after,
        onProgress: ({ result }) => {
          done += 1;
          kept += checkpointLine(result);
        },
      });
      expect(first.complete).toBe(false);
      const { checkpoint, length } = parseCheckpoint(`${kept}{"cell":"cut o`, mark)!;
      expect(length).toBe(kept.length);
      expect(checkpoint.done).toHaveLength(after);
      const second = await explore({ framework, campaign, checkpoint });
      expect(jsonReport(second.table)).toBe(jsonReport(whole.table));
    }
  });

  it('refuses what was written down of another campaign', async () => {
    const checkpoint: Checkpoint = { version: 1, campaign: 'another', done: [] };
    await expect(explore({ framework, campaign, checkpoint })).rejects.toThrow('another campaign');
  });

  it('says that it does not know where a limit ended the search', async () => {
    const { table, complete, results } = await explore({
      framework,
      campaign: { ...campaign, limits: { states: 5 } },
    });
    expect(complete).toBe(false);
    expect(stoppedLine(results[0]!)).toMatch(/^unknown so far: \d states, depth \d \(the limit on states\)$/);
    expect(table.rows.flatMap(({ cells }) => cells).some(({ answer }) => answer === 'unknown')).toBe(true);
  });

  it('prints every story in each of its forms', async () => {
    const { table } = await explore({ framework, campaign });
    const story = table.rows[0]!.cells.find((cell) => cell.story !== undefined)!.story!;
    for (const line of counterexampleLines(story).slice(1, 3)) expect(markdownReport(table)).toContain(line);
    expect(htmlReport(table)).toContain('<a class="no" href="#story-1"');
    expect(JSON.parse(jsonReport(table))).toEqual(JSON.parse(JSON.stringify(table)));
  });
});

describe('a story', () => {
  it('is played again to the same end', () => {
    const choice = { architecture: 'arm64', policies: ['none'] };
    const story = told('offline-but-present', 'arm64', 'none', 'no-write-to-absent-memory')!;
    const model = modelOf(framework, situation('offline-but-present'), choice, PROPERTIES);
    const trace = replay(model, steps(story));
    expect(trace.at(-1)!.after.machine.halted?.outcome).toBe('hang');
    expect(() => replay(model, ['exec: reboot'])).toThrow(TypeError);
  });
});
