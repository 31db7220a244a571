import { readFileSync } from 'node:fs';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { parseScenario, play, scenarioSchema, traceSchema } from '../../src/index.js';
import { toyFramework } from './toy-architectures.js';

const framework = toyFramework();

const fault = (text: string): string => {
  try {
    parseScenario(framework, text, 'story.yaml');
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
  throw new Error('the scenario was accepted');
};

const GOOD = `name: t
story: A story.
machine: { memory: 1G }
policy: [none]
steps:
  - plug: { id: dimm1, size: 1G }
    note: because
  - load: { call: -c, mem-min: dimm1 }
  - unplug: dimm1
  - exec:
    expect: { outcome: dead }
`;

describe('a scenario that is wrong', () => {
  it.each([
    [
      'a key that is not known',
      'name: t\nstory: x\nmashine: {}\nsteps: [exec]\n',
      'line 3, column 1',
      'mashine',
      'did you mean machine?',
    ],
    [
      'a verb that is not known',
      'name: t\nsteps:\n  - plugg: { id: a, size: 1G }\n',
      'line 3, column 5',
      'steps[0].plugg',
      'did you mean plug?',
    ],
    [
      'two verbs',
      'name: t\nsteps:\n  - exec:\n    crash:\n',
      'line 3, column 5',
      'steps[0]',
      '2 verbs: exec, crash',
    ],
    ['no verb', 'name: t\nsteps:\n  - note: hm\n', 'line 3, column 5', 'steps[0]', 'without a verb'],
    [
      'a bare word that is no verb',
      'name: t\nsteps:\n  - exek\n',
      'line 3, column 5',
      'steps[0] is "exek"',
      'load, unload, exec, crash, check-loaded and reboot-begin',
    ],
    [
      'a size that is none',
      'name: t\nsteps:\n  - plug: { id: a, size: big }\n',
      'line 3, column 26',
      'steps[0].plug.size is "big"',
      'such as 1G',
    ],
    [
      'a block size that no device has',
      'name: t\nsteps:\n  - virtio-mem: { id: vm0, size: 1G, block-size: 3M }\n',
      'line 3, column 50',
      'steps[0].virtio-mem.block-size is "3M"',
      'a power of two of at least 1M',
    ],
    [
      'a size of another device than a virtio-mem one',
      'name: t\nsteps:\n  - plug: { id: dimm1, size: 1G }\n  - request: { id: dimm1, size: 1G }\n',
      'line 4, column 20',
      'steps[1].request.id is a virtio-mem device called "dimm1"',
      'one that is there by then',
    ],
    [
      'sizes of a device that is not there yet',
      'name: t\nsteps:\n  - exec:\n    expect: { sizes: { vm0: { plugged: 1G } } }\n',
      'line 4',
      'steps[0].expect.sizes',
      'one that is there by then',
    ],
    [
      'a dax device that nobody described',
      'name: t\nsteps:\n  - kmem: { id: dax0 }\n',
      'line 3, column 17',
      'steps[0].kmem.id is memory called "dax0"',
      'memory that is there by then',
    ],
    [
      'a dax device by another name',
      'name: t\nsteps:\n  - kmem: { id: hbm, size: 1G }\n',
      'line 3, column 17',
      'steps[0].kmem.id is "hbm"',
      'dax0',
    ],
    [
      'firmware that speaks when the kernel runs',
      'name: t\nsteps:\n  - exec\n  - get-memory-map: stub\n',
      'line 4, column 5',
      'steps[1].get-memory-map is a step of the firmware after one of the kernel',
      'before all others',
    ],
    [
      'a size of nothing',
      'name: t\nsteps:\n  - plug: { id: a, size: 0 }\n',
      'line 3, column 26',
      'steps[0].plug.size is 0',
      'a size above zero',
    ],
    [
      'a size that no machine has',
      'name: t\nmachine: { memory: 99999999T }\nsteps: [exec]\n',
      'line 2, column 20',
      'machine.memory',
      'below 8 PiB',
    ],
    [
      'a member that is missing',
      'name: t\nsteps:\n  - plug: { id: a }\n',
      'line 3, column 11',
      'without size',
      'id and size',
    ],
    [
      'a policy that is not known',
      'name: t\npolicy: notifier-corected\nsteps: [exec]\n',
      'line 2, column 9',
      '"notifier-corected"',
      'did you mean notifier-corrected',
    ],
    [
      'an architecture that is not known',
      'name: t\nsteps:\n  - exec:\n    only: [toy, britle]\n',
      'line 4, column 17',
      '"britle"',
      'did you mean brittle?',
    ],
    [
      'an architecture as a key',
      'name: t\nmachine: { on: { toi: {} } }\nsteps: [exec]\n',
      'line 2, column 18',
      'machine.on.toi',
      'did you mean toy?',
    ],
    [
      'a word of a closed list',
      'name: t\nsteps:\n  - exec:\n    expect: { outcome: bootd }\n',
      'line 4, column 24',
      '"bootd"',
      'did you mean booted?',
    ],
    [
      'a value of another type',
      'name: t\nmachine: { hypervisor: 3 }\nsteps: [exec]\n',
      'line 2, column 24',
      'hypervisor is 3',
      'true or false',
    ],
    [
      'a device that was never plugged',
      'name: t\nsteps:\n  - plug: { id: dimm1, size: 1G }\n  - unplug: dim1\n',
      'line 4, column 13',
      'memory called "dim1"',
      'did you mean dimm1?',
    ],
    [
      'a device that comes later',
      'name: t\nsteps:\n  - load: { mem-min: dimm1 }\n  - plug: { id: dimm1, size: 1G }\n',
      'line 3, column 22',
      'memory called "dimm1"',
      'by then',
    ],
    [
      'a name that means something else',
      'name: t\nsteps:\n  - plug: { id: memory3, size: 1G }\n',
      'line 3, column 17',
      '"memory3"',
      'a name that means nothing else',
    ],
    ['a list instead of a scenario', '- name: t\n', 'line 1, column 1', 'the whole', 'keys with values'],
    ['nothing at all', '', 'line 1, column 1', 'empty', 'keys with values'],
    ['broken YAML', 'name: t\nsteps: [exec\n', 'line 3, column 1', 'broken', 'YAML 1.2 or JSON'],
    ['a key twice', 'name: t\nname: u\nsteps: [exec]\n', 'line 2, column 1', 'unique', 'YAML 1.2 or JSON'],
    ['broken JSON', '{ "name": "t", "steps": [ "exec" ', 'line 1', 'broken', 'YAML 1.2 or JSON'],
    ['an alias', 'name: &n t\nstory: *n\nsteps: [exec]\n', 'line 2, column 8', 'an alias (*n)', 'no aliases'],
  ])('%s: file, line, column, what was found and what is allowed', (_, text, place, found, allowed) => {
    const message = fault(text);
    expect(message).toMatch(/^story\.yaml, line \d+, column \d+: scenario: [^\n]+; allowed: [^\n]+$/);
    expect(message).toContain(place);
    expect(message).toContain(found);
    expect(message).toContain(allowed);
  });

  it('is reported at its first fault', () => {
    expect(fault('name: t\nzzz: 1\naaa: 2\nsteps: [exek]\n')).toContain('line 2, column 1');
  });

  it('gives one clear error wherever a good one is cut off', () => {
    for (let length = 0; length < GOOD.length; length += 1) {
      const text = GOOD.slice(0, length);
      try {
        parseScenario(framework, text, 'story.yaml');
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
  });

  it('gives one clear error whichever of its characters is another', () => {
    for (let at = 0; at < GOOD.length; at += 1) {
      for (const other of ['\0', '{', ':', '*', 'é', '\t', '-']) {
        const text = GOOD.slice(0, at) + other + GOOD.slice(at + 1);
        try {
          parseScenario(framework, text, 'story.yaml');
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }
    }
  });

  it('costs little, however it is nested, repeated or long', () => {
    const nested = fault(`name: t\nsteps: ${'['.repeat(200_000)}`);
    expect(nested).toMatch(/nested|broken/);
    expect(fault(`name: t\nsteps: ${'['.repeat(100)}${']'.repeat(100)}`)).toContain('at most 64 levels');
    expect(fault(`name: ${'x'.repeat(2 * 1024 * 1024)}`)).toContain('at most 1048576 characters');
    const bomb = Array.from(
      { length: 30 },
      (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(i === 0 ? 0 : 9)}]`,
    );
    expect(fault(bomb.join('\n'))).toContain('alias');
  });

  it('is refused when its machine cannot be', () => {
    const scenario = parseScenario(
      framework,
      'name: t\nkernel: { toy: { format: zImage } }\nsteps: [exec]\n',
      's.yaml',
    );
    expect(() => play(framework, scenario, { architecture: 'toy' })).toThrow(
      's.yaml: scenario: kernel.toy.format is "zImage"; allowed: toy',
    );
  });
});

describe('a scenario that is right', () => {
  it('may be JSON', () => {
    const text = JSON.stringify({ name: 't', steps: [{ plug: { id: 'a', size: '1G' } }, 'exec'] });
    expect(parseScenario(framework, text, 's.json').steps.map(({ verb }) => verb.kind)).toEqual([
      'plug',
      'exec',
    ]);
  });

  it('keeps aliases of architectures under the name that they stand for', () => {
    const text = 'name: t\ninitrd: { glass: 4K }\nsteps:\n  - exec:\n    only: plaything\n';
    const { initrd, steps } = parseScenario(framework, text, 's.yaml');
    expect(initrd).toEqual({ brittle: '4K' });
    expect(steps[0]!.only).toEqual(['toy']);
  });
});

describe('the published schemas', () => {
  it.each([
    ['scenario', scenarioSchema],
    ['trace', traceSchema],
  ])('include that of a %s, which is the one that files are checked against', (name, schema) => {
    const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
    // Written by tools/write-schema.mjs.
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});
