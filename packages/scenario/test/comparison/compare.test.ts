import { GiB, MiB } from '@warmboot/address';
import { describe, expect, it } from 'vitest';
import type { Aspect, ComparedStep } from '../../src/index.js';
import { compare, parseScenario, play } from '../../src/index.js';
import { toyFramework } from '../scenario/toy-architectures.js';

const framework = toyFramework();

const performances = (steps: string, architectures: readonly string[]) => {
  const scenario = parseScenario(framework, `name: t\nsteps:\n${steps}`, 't.yaml');
  return architectures.map((architecture) => play(framework, scenario, { architecture }));
};

const compared = (steps: string, ...architectures: readonly string[]) =>
  compare(performances(steps, architectures)).steps;

const aspects = ({ differences }: ComparedStep): readonly Aspect[] => differences.map(({ aspect }) => aspect);

/** What one step shows under an aspect, by architecture. */
const under = (step: ComparedStep | undefined, wanted: Aspect) =>
  Object.fromEntries(
    (step?.differences.find(({ aspect }) => aspect === wanted)?.on ?? []).map(
      ({ architecture, shown, because }) => [architecture, { shown, because }],
    ),
  );

const RECIPE = `
  - plug: { id: dimm1, size: 1G }
  - online: online_movable
  - load: { mem-max: boot.last }
  - unplug: dimm1
  - exec:
`;

describe('two architectures that do the same until the end', () => {
  const steps = compared(RECIPE, 'toy', 'brittle');

  it('differ in the outcome alone, for what each was told of', () => {
    expect(steps.map(aspects)).toEqual([[], [], [], [], ['outcome']]);
    expect(under(steps[4], 'outcome')).toEqual({
      toy: { shown: 'boots', because: ['it does not touch dimm1, which its hand-over still names'] },
      brittle: { shown: 'platform reset', because: ['the hand-over names memory that is gone'] },
    });
  });
});

describe('three architectures', () => {
  const steps = compared(RECIPE, 'toy', 'brittle', 'stubborn');

  it('differ in every aspect, each at the step where it shows', () => {
    expect(steps.map(aspects)).toEqual([[], [], ['placement', 'hand-over'], ['refusal', 'log'], ['outcome']]);
    expect(steps[4]!.differences[0]!.on.map(({ architecture }) => architecture)).toEqual([
      'toy',
      'brittle',
      'stubborn',
    ]);
  });

  it('place by the direction that their loaders declare', () => {
    expect(under(steps[2], 'placement')).toMatchObject({
      toy: {
        shown:
          'at the low end of boot memory, going up: kernel (8 MiB at a multiple of 1 MiB), initrd, setup_data',
        because: ['its kexec searches for holes from the lowest address up'],
      },
      stubborn: {
        shown:
          'at the high end of boot memory, going up: setup_data, initrd, kernel (8 MiB at a multiple of 1 MiB)',
        because: ['its kexec searches for holes from the highest address down'],
      },
    });
  });

  it('tell the next kernel what their loaders know', () => {
    expect(under(steps[2], 'hand-over')).toMatchObject({
      toy: {
        shown: 'setup_data; the next kernel is told of 2 GiB: boot memory and dimm1',
        because: ['kexec wrote the memory of that moment into it, dimm1 as well'],
      },
      stubborn: {
        shown: 'setup_data; the next kernel is told of 1 GiB: boot memory',
        because: [
          'memory is told by tables that firmware made at boot: dimm1 came later, and kexec adds nothing',
        ],
      },
    });
  });

  it('refuse by the notifier that is their own, and log it', () => {
    expect(under(steps[3], 'refusal')).toEqual({
      toy: { shown: 'nobody objects', because: ['this architecture has no memory notifier of its own'] },
      brittle: { shown: 'nobody objects', because: ['this architecture has no memory notifier of its own'] },
      stubborn: {
        shown: 'refused, EPERM',
        because: [
          'memory32 is held by the notifier mule_notifier',
          'mule_notifier is part of this architecture',
        ],
      },
    });
    expect(under(steps[3], 'log')['toy']).toEqual({ shown: 'no warning, no error', because: [] });
    expect(under(steps[3], 'log')['stubborn']!.shown).toMatch(/^“mule: pfn \d+ stays” and 8 like it, “/);
  });

  it('end for reasons of their own', () => {
    expect(under(steps[4], 'outcome')['stubborn']).toEqual({
      shown: 'boots',
      because: ['everything that its hand-over names is still there'],
    });
  });
});

describe('what is compared', () => {
  it('is silent on hand-overs that a policy made the same', () => {
    const scenario = parseScenario(framework, `name: t\nsteps:\n${RECIPE}`, 't.yaml');
    const [step] = compare(
      ['toy', 'stubborn'].map((architecture) =>
        play(framework, scenario, { architecture, policies: ['resource-name'] }),
      ),
    ).steps.slice(2);
    expect(aspects(step!)).toEqual(['placement']);
  });

  it('says why once where nothing differs', () => {
    const steps = compared(RECIPE.replace('mem-max: boot.last', 'mem-min: dimm1'), 'toy', 'brittle');
    expect(steps[3]!.reasons.map(({ because }) => because)).toEqual([
      ['dimm1 goes, the loaded image is to be copied there, and nobody objects'],
      ['dimm1 goes, the loaded image is to be copied there, and nobody objects'],
    ]);
  });

  it('begins with the machines', () => {
    const { machines } = compare(performances(RECIPE, ['toy', 'stubborn']));
    expect(machines).toMatchObject([
      { architecture: 'toy', memory: GiB, memoryStart: 0, blockSize: 128 * MiB, notifiers: [] },
      { architecture: 'stubborn', notifiers: ['mule_notifier'] },
    ]);
  });

  it('is one story: anything else is a misuse', () => {
    expect(() => compare([])).toThrow('there is nothing to compare');
    const one = performances('  - exec:\n', ['toy']);
    expect(() => compare([...performances(RECIPE, ['toy']), ...one])).toThrow('different scenarios');
  });

  it('leaves out machines that have nothing to show at a step', () => {
    const steps = compared(`${RECIPE.trimEnd()}\n    only: [toy, brittle]\n`, 'toy', 'brittle', 'stubborn');
    expect(Object.keys(under(steps[4], 'outcome'))).toEqual(['toy', 'brittle']);
  });
});
