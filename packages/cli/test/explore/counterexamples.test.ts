import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MachineEvent } from '@warmboot/core';
import type { Counterexample, Exploration, VerdictTable } from '@warmboot/explorer';
import {
  explore,
  markdownShort,
  markdownSummary,
  modelOf,
  packTable,
  replay,
  stepName,
  unpackTable,
} from '@warmboot/explorer';
import { parseScenario, play } from '@warmboot/scenario';
import { threadSituations } from '@warmboot/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { scenarioText, storyScenario } from '@warmboot/answers/explore';
import { standardFramework } from '../../src/session/standard-framework.js';

const README = fileURLToPath(new URL('../../../../README.md', import.meta.url));

const VERDICTS = fileURLToPath(new URL('../../../../docs/verdicts.md', import.meta.url));

const STUDIO = fileURLToPath(new URL('../../../studio/src/verdicts/thread-verdicts.json', import.meta.url));

const framework = standardFramework();
const THREAD = threadSituations();

/** Without the blanks that align a table. */
const squeezed = (text: string): string => text.replaceAll(/[-\s]+/g, ' ');

/** What the thread argued about: where it shows, and steps of the story in their order. */
const NAMED: readonly (readonly [string, string, string, string, string, readonly string[]])[] = [
  [
    '8.2 defect 1: the posted notifier misses a segment that covers a block',
    'cover',
    'x86_64',
    'notifier-as-posted',
    'no-write-to-absent-memory',
    ['raw-loader: call', 'hotplug: offline 48', 'hotplug: remove dimm1', 'exec: jump'],
  ],
  [
    '8.2 defect 2: it keeps a block that a segment only touches',
    'adjacent',
    'arm64',
    'notifier-as-posted',
    'unrelated-unplug-never-refused',
    ['raw-loader: call', 'hotplug: offline 40'],
  ],
  [
    'R2.24: memory that is there and offline goes without asking the corrected notifier',
    'offline-but-present',
    'x86_64',
    'notifier-corrected',
    'no-write-to-absent-memory',
    ['loader: call', 'hotplug: eject dimm1', 'hotplug: remove dimm1', 'exec: jump'],
  ],
  [
    'addresses that were read before the unplug are submitted after it',
    'race',
    'x86_64',
    'unload-and-hold',
    'no-write-to-absent-memory',
    ['loader: read', 'hotplug: remove dimm1', 'loader: call', 'exec: jump'],
  ],
  [
    'x86_64 dies of a DIMM that the image never used',
    'elsewhere',
    'x86_64',
    'none',
    'second-map-is-true',
    ['loader: call', 'hotplug: remove dimm1', 'exec: jump'],
  ],
  [
    "R5.8a: arm64's file load puts the devicetree into hot-added memory",
    'file-load',
    'arm64',
    'none',
    'no-write-to-absent-memory',
    ['loader: file-load', 'hotplug: remove dimm1', 'exec: jump'],
  ],
  [
    'arm64 boots from memory that its firmware does not describe',
    'stays',
    'arm64',
    'none',
    'second-kernel-boots',
    ['loader: read', 'loader: choose', 'loader: call', 'exec: check', 'exec: jump'],
  ],
  [
    'R4.19: an offlining whose notifier sleeps for the kexec lock, and reboot(), wait for each other',
    'elsewhere',
    'arm64',
    'notifier-corrected',
    'nobody-waits-for-ever',
    ['loader: call', 'hotplug: lock 16', 'exec: reboot'],
  ],
  [
    'R4.19: what reboot() found there is gone when the copy comes',
    'race',
    'x86_64',
    'validate-at-exec',
    'no-write-to-absent-memory',
    ['exec: reboot', 'hotplug: _EJ0 dimm1', 'exec: jump'],
  ],
  [
    "R4.18: reboot() is EBUSY while udev's load is in its system call",
    'race',
    'x86_64',
    'udev-reload',
    'reboot-never-fails',
    ['udev: enter', 'exec: reboot'],
  ],
];

const situation = (name: string) => THREAD.find((one) => one.name === name)!;

/** What happened, as text: contents and functions compare by what they say. */
const told = (events: readonly MachineEvent[]): string[] =>
  events.map((event) =>
    JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  );

/** A story played from its file, and the same story taken step by step. */
const both = (story: Counterexample) => {
  const { architecture, policies, steps } = story;
  const text = scenarioText(storyScenario(framework, situation(story.situation), story));
  const played = play(framework, parseScenario(framework, text, 'story.yaml'), { architecture });
  const model = modelOf(framework, situation(story.situation), { architecture, policies }, []);
  const trace = replay(
    model,
    steps.map(({ actor, step }) => stepName(actor, step)),
  );
  return {
    text,
    played,
    trace,
    before: played.steps.length - played.steps.filter(({ step }) => step.by).length,
  };
};

describe('the whole thread: every policy on every architecture', () => {
  let exploration: Exploration;
  let stories: readonly Counterexample[];

  beforeAll(async () => {
    exploration = await explore({
      framework,
      campaign: {
        situations: THREAD,
        architectures: framework.architectures.all().map(({ name }) => name),
        policies: framework.policies.all().map(({ name }) => [name]),
      },
    });
    stories = exploration.table.rows.flatMap(({ cells }) => cells.flatMap(({ story = [] }) => story));
  }, 300_000);

  it('is the table of the README and of docs/verdicts.md: node tools/write-verdicts.mjs writes it', () => {
    expect(squeezed(readFileSync(README, 'utf8'))).toContain(squeezed(markdownShort(exploration.table)));
    expect(squeezed(readFileSync(VERDICTS, 'utf8'))).toContain(squeezed(markdownSummary(exploration.table)));
  });

  it('is the table that the studio shows before anybody searches, with its stories', () => {
    const packed = packTable(exploration.table);
    expect(JSON.parse(readFileSync(STUDIO, 'utf8'))).toEqual(packed);
    const cells = ({ rows }: VerdictTable) =>
      rows.map((row) => row.cells.map(({ answer, story }) => [answer, story?.reason, story?.steps.length]));
    expect(cells(unpackTable(packed))).toEqual(cells(exploration.table));
  });

  it.each(NAMED)('finds unaided, and run confirms: %s', (_, where, architecture, policy, property, order) => {
    const result = exploration.results.find(
      ({ cell: name }) => name === `${where} / ${architecture} / ${policy}`,
    )!;
    const verdict = result.verdicts[property]!;
    const story = verdict.status === 'broken' ? verdict.story : undefined;
    const steps = story?.steps.map(({ actor, step }) => `${actor}: ${step}`) ?? [];
    expect(steps.filter((step) => order.includes(step))).toEqual(order);
    const { played } = both(story!);
    expect(played.held).toBe(true);
  });

  it('is explored to its end', () => {
    expect(exploration.complete).toBe(true);
  });

  it('every counterexample of the table is a scenario that comes to the same end by the same events', () => {
    expect(stories.length).toBeGreaterThan(250);
    for (const story of stories) {
      const { text, played, trace, before } = both(story);
      const name = `${played.scenario.name}\n${text}`;
      expect(
        [...played.steps.flatMap(({ verdicts }) => verdicts), ...played.atEnd].filter(({ held }) => !held),
        name,
      ).toEqual([]);
      expect(told(played.steps.slice(before).flatMap(({ events }) => events)), name).toEqual(
        told(trace.flatMap(({ events }) => events)),
      );
      expect(
        played.steps.slice(before).flatMap(({ log }) => log),
        name,
      ).toEqual(trace.flatMap(({ log }) => log));
      expect(played.steps.at(-1)!.machine.halted, name).toEqual(trace.at(-1)!.after.machine.halted);
    }
  }, 300_000);

  it('a file of a counterexample fails where the failure is not', () => {
    const story = stories.find(
      ({ policies, architecture, property }) =>
        policies[0] === 'none' && architecture === 'x86_64' && property === 'no-write-to-absent-memory',
    )!;
    const scenario = parseScenario(framework, both(story).text, 'story.yaml');
    const harmless = {
      ...scenario,
      steps: scenario.steps.filter(({ verb }) => !verb.kind.startsWith('eject')),
    };
    expect(play(framework, harmless, { architecture: 'x86_64' }).held).toBe(false);
  });
});
