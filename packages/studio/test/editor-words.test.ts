import { scenarioSchema } from '@warmboot/scenario';
import { describe, expect, test } from 'vitest';
import { placeAt } from '../src/editor/place.js';
import type { SchemaNode } from '../src/editor/schema-words.js';
import { wordsAt } from '../src/editor/schema-words.js';

const NAMES = { architectures: ['arm64', 'x86_64'], policies: ['none', 'notifier'], profiles: ['linux-6.1'] };

const words = (text: string): readonly string[] =>
  wordsAt(scenarioSchema as SchemaNode, placeAt(text), NAMES).map(({ word }) => word);

describe('the words for a place in a scenario', () => {
  test('are the keys of the map that is around, without those that are there', () => {
    expect(words('name: x\n')).toContain('machine');
    expect(words('name: x\n')).not.toContain('name');
    expect(words('machine:\n  memory: 1G\n  ')).toContain('maxmem');
    expect(words('machine:\n  memory: 1G\n  ')).not.toContain('memory');
    expect(words('machine: { memory: 1G, ')).toContain('slots');
    expect(words('machine: { memory: 1G, ')).not.toContain('memory');
  });

  test('are verbs in a step, wherever its dash stands', () => {
    for (const steps of ['steps:\n  - ', 'steps:\n- ', 'steps:\n  - plug: { id: a, size: 1G }\n  - ']) {
      expect(words(steps)).toEqual(expect.arrayContaining(['plug', 'load', 'expect']));
    }
    expect(words('steps:\n  - plug: { id: a, size: 1G }\n    ')).toContain('expect');
    expect(words('steps:\n  - plug: { id: a, size: 1G }\n    ')).not.toContain('plug');
  });

  test('are the values of a key', () => {
    expect(words('steps:\n  - load: { call: ')).toEqual(['-c', '-s', '-a']);
    expect(words('steps:\n  - load:\n    expect:\n      - result: ')).toContain('refused');
    expect(words('machine:\n  hypervisor: ')).toEqual(['true', 'false']);
  });

  test('are what plugins brought, where the schema leaves it to them', () => {
    expect(words('policy: ')).toEqual(['none', 'notifier']);
    expect(words('policy: [none, ')).toEqual(['none', 'notifier']);
    expect(words('arch: ')).toEqual(['arm64', 'x86_64']);
    expect(words('kernel:\n  ')).toEqual(['arm64', 'x86_64']);
  });

  test('are none where the schema has none', () => {
    expect(words('nonsense:\n  ')).toEqual([]);
    expect(words('name: ')).toEqual([]);
  });
});
