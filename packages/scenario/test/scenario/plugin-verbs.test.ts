import { GiB, rangeAt } from '@warmboot/address';
import type { extend } from '@warmboot/core';
import { done, extend as extension, Framework, PluginError, refuse, succeed } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import {
  describeAnswer,
  describeStep,
  parseScenario,
  play,
  pluginsOfScenario,
  scenarioSchema,
  scenarioSchemaFor,
} from '../../src/index.js';
import { toyFramework, toyPlugin } from './toy-architectures.js';

/** Gives a machine memory in halves, under a name. */
const lend: extend.Action = {
  name: 'lend',
  summary: 'the owner of the pool lends memory',
  argument: {
    type: 'object',
    properties: { as: { type: 'string', pattern: '^[a-z]+$', examples: ['loan'] } },
    required: ['as'],
    additionalProperties: false,
  },
  describe: (argument) => `lend ${(argument as { as: string }).as}`,
  names: (argument) => [(argument as { as: string }).as],
  apply: (transition, argument, { memory }) => {
    const { as } = argument as { as: string };
    for (const [index, start] of [8 * GiB, 9 * GiB].entries()) {
      const device = {
        id: `${as}.${index}`,
        range: rangeAt(start, GiB),
        node: 0,
        slot: index,
        driver: 'pool',
      };
      const there = memory.appear(transition, device);
      if (!there.ok) return there;
      const added = memory.add(transition, device);
      if (!added.ok) return added;
    }
    return succeed([`two halves of ${as}`]);
  },
};

const bill: extend.Action = {
  name: 'bill',
  summary: 'the owner asks for money',
  argument: { type: 'null' },
  apply: () => refuse('EPERM', 'nobody pays'),
};

const frameworkWith = (...actions: readonly extend.Action[]): Framework =>
  new Framework([
    toyPlugin,
    {
      name: 'pool',
      description: 'verbs for tests',
      interfaceVersion: 1,
      register: (context) => {
        for (const action of actions) context.part(extension.ACTION, action);
      },
    },
  ]);

const framework = frameworkWith(lend, bill);

const STORY = `name: t
plugins: [pool]
steps:
  - lend: { as: loan }
  - online: { type: online_movable, blocks: [loan] }
  - bill
    `;

const faultOf = (text: string, known = framework): string => {
  try {
    parseScenario(known, text, 'story.yaml');
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
  throw new Error('the scenario was accepted');
};

describe('verbs of plugins', () => {
  it('are played like any other, and what they bring has names', () => {
    const scenario = parseScenario(framework, STORY, 'story.yaml');
    const { steps } = play(framework, scenario, { architecture: 'toy' });
    expect(steps.map(({ step }) => describeStep(step))).toEqual([
      'lend loan',
      'online loan (online_movable)',
      'bill',
    ]);
    expect(describeAnswer(steps[0]!)).toEqual(['two halves of loan']);
    expect(describeAnswer(steps[1]!)[0]).toMatch(/^[0-9]+ blocks online \(Movable\)$/);
    expect(steps[2]!.answer).toMatchObject({ ok: false, errno: 'EPERM', reason: 'nobody pays' });
  });

  it('are checked by the schema that they bring, with the place', () => {
    expect(faultOf('name: t\nsteps:\n  - lend: { as: L0AN }\n')).toMatch(
      /line 3.*steps\[0\]\.lend\.as.*a value such as loan/s,
    );
    expect(faultOf('name: t\nsteps:\n  - lend: {}\n')).toContain('without as');
    expect(faultOf('name: t\nsteps:\n  - lent: { as: loan }\n')).toContain('did you mean lend');
    expect(faultOf('name: t\nsteps:\n  - lend: { as: loan }\n    exec:\n')).toContain('with 2 verbs');
    expect(faultOf('name: t\nsteps: [load]\nexpect: { segments: { kernel: loan } }\n')).toContain(
      'memory called "loan"',
    );
  });

  it('are not known without their plugin, but the file says which plugins it needs', () => {
    expect(faultOf(STORY, toyFramework())).toContain('steps[0].lend');
    expect(pluginsOfScenario(STORY, 'story.yaml')).toEqual([{ name: 'pool', line: 2 }]);
  });

  it('stand in the schema for editors', () => {
    expect(scenarioSchemaFor(toyFramework())).toBe(scenarioSchema);
    const schema = JSON.parse(JSON.stringify(scenarioSchemaFor(framework))) as typeof scenarioSchema;
    const { properties, pattern } = schema.properties.steps.items;
    expect(properties).toMatchObject({ lend: { type: 'object', description: lend.summary } });
    expect('bill').toMatch(new RegExp(pattern));
    expect('lend').not.toMatch(new RegExp(pattern));
  });

  it('cannot take the name of a verb', () => {
    const other = frameworkWith({ ...bill, name: 'load', apply: () => done });
    expect(() => scenarioSchemaFor(other)).toThrow(PluginError);
    expect(() => scenarioSchemaFor(other)).toThrow('plugin pool: action load');
  });
});
