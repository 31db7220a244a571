import type { MachineEvent } from '@warmboot/core';
import { MachineEmitter } from '@warmboot/core';
import { GiB, TiB } from '@warmboot/address';

import { describe, expect, it } from 'vitest';
import type { PlayedScenario } from '../../src/index.js';
import { compare, describeAnswer, ending, parseScenario, play } from '../../src/index.js';
import { toyFramework } from './toy-architectures.js';

const framework = toyFramework();

const performance = (steps: string, architecture = 'toy', policies?: readonly string[], machine = '') =>
  play(framework, parseScenario(framework, `name: t\n${machine}\nsteps:\n${steps}`, 't.yaml'), {
    architecture,
    ...(policies === undefined ? {} : { policies }),
  });

const RECIPE = `
  - plug: { id: dimm1, size: 1G }
  - online: online_movable
  - load: { mem-min: dimm1, mem-max: dimm1.last }
  - unplug: dimm1
  - exec:
`;

describe('the recipe of core 8.1', () => {
  it('loads into the device, loses it, and dies', () => {
    const { steps } = performance(RECIPE);
    expect(steps.map(({ answer }) => answer.ok)).toEqual([true, true, true, true, false]);
    expect(steps[2]!.machine.kexec.normal!.segments[0]).toMatchObject({ kind: 'kernel', mem: 4 * GiB });
    expect(steps[4]!.answer).toEqual({ ok: false, outcome: 'hang', reason: 'nothing answers there' });
    expect(steps[4]!.machine.halted).toEqual({ outcome: 'hang', reason: 'nothing answers there' });
  });

  it('is stopped by notifier-corrected, in Linux’s words', () => {
    const { steps } = performance(RECIPE, 'toy', ['notifier-corrected']);
    expect(steps[3]!.answer).toMatchObject({
      ok: false,
      reason: 'memory32 is held by the notifier kexec-corrected',
    });
    expect(describeAnswer(steps[3]!).slice(1)).toEqual([
      'kexec_core: Memory region in use',
      'memory memory32: Offline failed.',
    ]);
    expect(steps[4]!.answer).toMatchObject({ ok: true, outcome: 'booted' });
  });

  it('keeps every machine on the way: nothing of an earlier step is changed by a later one', () => {
    const { start, steps } = performance(RECIPE);
    expect(start.machine.platform.dimms.size).toBe(0);
    expect(steps.map(({ machine }) => machine.platform.dimms.size)).toEqual([1, 1, 1, 0, 0]);
    expect(steps[0]!.before).toBe(start.machine);
    for (const [index, { before }] of steps.entries()) {
      if (index > 0) expect(before).toBe(steps[index - 1]!.machine);
    }
  });

  it('tells observers of every event, and lets them change nothing', () => {
    const scenario = parseScenario(framework, `name: t\nsteps:${RECIPE}`, 't.yaml');
    const emitter = new MachineEmitter();
    const heard: MachineEvent[] = [];
    const plugged: string[] = [];
    emitter.on('*', (event) => heard.push(event));
    emitter.on('dimm:plugged', ({ id }) => plugged.push(id));
    const watched = play(framework, scenario, { architecture: 'toy', emitter });
    expect(heard).toEqual(watched.steps.flatMap(({ events }) => events));
    expect(plugged).toEqual(['dimm1']);
    const said = ({ steps }: PlayedScenario) =>
      steps.map(({ answer, log, events: all }) => ({ answer, log, all }));
    expect(said(play(framework, scenario, { architecture: 'toy' }))).toEqual(said(watched));
  });
});

describe('side by side', () => {
  const steps = `
  - plug: { id: dimm1, size: 1G }
  - online: online_movable
  - load: { mem-max: boot.last }
  - unplug: dimm1
  - exec:
`;
  it('marks the step that ends differently', () => {
    const { steps: compared } = compare([performance(steps, 'toy'), performance(steps, 'brittle')]);
    expect(compared.map(({ differs }) => differs)).toEqual([false, false, false, false, true]);
    expect(compared[4]!.answers.map(({ lines }) => lines[0])).toEqual(['boots', 'platform reset']);
    expect(compared[4]!.title).toBe('kexec -e');
  });

  it('takes an alias for an architecture, and knows how the story ended', () => {
    const glass = performance(steps, 'glass');
    expect(glass.architecture).toBe('brittle');
    expect(ending(glass)).toEqual({
      ok: false,
      outcome: 'reset',
      reason: 'the hand-over names memory that is gone',
    });
  });
});

describe('where boards put devices (firmware-acpi N5)', () => {
  it('gives each the lowest gap and the lowest slot, also after one went', () => {
    const { steps } = performance(`
  - plug: { id: a, size: 256M }
  - plug: { id: b, size: 512M }
  - plug: { id: c, size: 128M, at: b.end+128M }
  - unplug: a
  - plug: { id: d, size: 256M }
  - plug: { id: e, size: 384M }
`);
    const { dimms } = steps.at(-1)!.machine.platform;
    const plugged = [...dimms.values()].sort((a, b) => a.slot - b.slot);
    const places = plugged.map(({ id, range, slot }) => [id, range.start / 2 ** 20 - 4096, slot]);
    expect(places).toEqual([
      ['d', 0, 0],
      ['b', 256, 1],
      ['c', 896, 2],
      ['e', 1024, 3],
    ]);
  });

  it('refuses what the board has no slot or no room for', () => {
    const machine = 'machine: { memory: 1G, maxmem: 2G, slots: 1 }';
    const { steps } = performance(
      '  - plug: { id: a, size: 2G }\n  - plug: { id: b, size: 512M }\n  - plug: { id: c, size: 128M }',
      'toy',
      [],
      machine,
    );
    expect(steps.map(({ answer }) => answer.errno)).toEqual(['ENOSPC', undefined, 'ENOSPC']);
    expect(steps[0]!.answer.reason).toContain('larger than the 2 GiB');
    expect(steps[2]!.answer.reason).toContain('no slot for memory devices is free (the board has 1)');
  });

  it('leaves overlaps and misaligned sizes to the kernel’s own errno (core R2.15)', () => {
    const { steps } = performance(`
  - plug: { id: a, size: 1G }
  - plug: { id: b, size: 1G, at: a+512M }
  - plug: { id: c, size: 100M }
`);
    expect(steps.map(({ answer }) => answer.errno)).toEqual([undefined, 'EEXIST', 'EINVAL']);
    expect(describeAnswer(steps[2]!).join('\n')).toContain('Block size [0x8000000] unaligned hotplug range');
  });
});

describe('every verb', () => {
  it('is carried out', () => {
    const { steps, held } = performance(`
  - auto-online: online_movable
  - plug: { id: dimm1, size: 512M }
    expect: { result: ok, blocks: { dimm1: online }, iomem: '100000000-11fffffff : System RAM' }
  - offline: [dimm1, 'dimm1[0]']
    expect: { result: EINVAL, reason: 'memory32', blocks: { dimm1: offline } }
  - online: { type: online, blocks: ['dimm1[1]', memory34] }
    expect: { blocks: { memory32: offline, 'dimm1[1]': online, '34': online } }
  - load: { append: quiet, initrd: false }
    expect: { loaded: true, crash-loaded: false, segments: { all: boot, none: dimm1 } }
  - unload
  - raw-load: { entry: dimm1, segments: [{ mem: dimm1+64M, memsz: 128M, bufsz: 4096 }] }
    expect: { segments: { other: dimm1 } }
  - load-disabled:
  - raw-load: { entry: 0, segments: [{ mem: 0, memsz: 4096 }] }
    expect: { result: EPERM }
  - load-disabled: 0
    expect: { result: EINVAL }
  - load: { command-line: fresh }
    expect: { result: EPERM }
  - exec:
    expect: { outcome: dead, reason: '' }
`);
    expect(steps.map(({ verdicts }) => verdicts.flatMap(({ misses }) => misses))).toEqual(
      steps.map(() => []),
    );
    expect(held).toBe(true);
  });

  it('passes 64-bit values of a raw load on as they are', () => {
    const { steps } = performance(
      '  - raw-load: { entry: 0xffffffffffffffff, segments: [{ mem: 0xfffffffffffff000, memsz: 0x2000 }] }',
    );
    expect(steps[0]!.played[0]!.action).toMatchObject({
      call: { entry: 2n ** 64n - 1n, segments: [{ mem: 2n ** 64n - 4096n }] },
    });
    expect(steps[0]!.answer.errno).toBe('EADDRNOTAVAIL');
  });

  it('is left out where it is not for the architecture, and after the machine died', () => {
    const { steps, held } = performance(`
  - plug: { id: dimm1, size: 1G }
    only: brittle
    expect: { result: EIO }
  - crash
  - exec:
    expect: { outcome: booted }
`);
    expect(steps.map(({ skipped }) => skipped)).toEqual(['not on toy', undefined, 'the machine is dead']);
    expect(steps[0]!.verdicts).toEqual([]);
    expect(steps[2]!.verdicts).toEqual([
      { line: 10, held: false, misses: ['it never came to this: the machine is dead'] },
    ]);
    expect(held).toBe(false);
  });
});

describe('expectations', () => {
  it('are held against what was found, and say both', () => {
    const { steps } = performance(`
  - plug: { id: dimm1, size: 1G }
    expect:
      - { result: ENOSPC }
      - { result: refused }
      - { outcome: booted }
      - { log: nonsense }
      - { blocks: { dimm1: absent } }
      - { segments: { kernel: dimm1 } }
      - { iomem: nonsense, no-iomem: System RAM }
      - { cmdline: nonsense, loaded: true }
`);
    expect(steps[0]!.verdicts.flatMap(({ misses }) => misses)).toEqual([
      'result: expected ENOSPC, found ok',
      'result: expected refused, found ok',
      'outcome: expected booted, found none',
      'log: no line has "nonsense"',
      'memory32: expected absent, found offline',
      'segments: no image is loaded',
      'iomem: no line has "nonsense"',
      'iomem: no line should have "System RAM", one says "00000000-3fffffff : System RAM"',
      'kexec_loaded: expected true, found false',
      'cmdline: expected "nonsense", found "console=toy"',
    ]);
  });

  it('speak of the architectures and policies that they name', () => {
    const steps = `
  - unload:
    expect:
      - { arch: glass, result: EIO }
      - { policy: none, result: EBUSY }
      - { policy: [validate-at-exec, resource-name], result: EPERM }
`;
    const missed = (architecture: string, policies: readonly string[]) =>
      performance(steps, architecture, policies).steps[0]!.verdicts.map(({ line }) => line);
    expect(missed('toy', [])).toEqual([8]);
    expect(missed('brittle', ['none'])).toEqual([7, 8]);
    expect(missed('toy', ['resource-name', 'none'])).toEqual([9]);
    expect(missed('toy', ['notifier-corrected'])).toEqual([]);
  });

  it('hold at the end against the whole log and the last answer', () => {
    const scenario = parseScenario(
      framework,
      `name: t\npolicy: notifier-corrected\nsteps:${RECIPE}\nexpect: { outcome: booted, log: Memory region in use }`,
      't.yaml',
    );
    expect(play(framework, scenario, { architecture: 'toy' }).atEnd).toEqual([
      { line: 10, held: true, misses: [] },
    ]);
    // With other policies the file says nothing of it: its expectation names none.
    expect(play(framework, scenario, { architecture: 'toy', policies: [] }).atEnd).toEqual([]);
  });
});

describe('the machine', () => {
  it('differs where the scenario says so', () => {
    const machine = 'machine: { memory: 2G, cmdline: all, on: { glass: { memory: 1T, maxmem: 2T } } }';
    const memory = (architecture: string) => {
      const { start } = performance('  - unload', architecture, [], machine);
      return [start.machine.platform.bootRam[0]!.end, start.board.room, start.machine.kernel.cmdline];
    };
    expect(memory('toy')).toEqual([2 * GiB, 14 * GiB, 'all']);
    expect(memory('brittle')).toEqual([TiB, TiB, 'all']);
  });

  it('takes kernel, initrd and tools from the scenario', () => {
    const { steps } = performance(
      '  - load',
      'toy',
      [],
      'kernel: { toy: { format: toy, file_size: 4096 } }\ninitrd: { toy: 12K }',
    );
    expect(steps[0]!.machine.kexec.normal!.segments.map(({ kind, memsz }) => [kind, memsz])).toMatchObject([
      ['kernel', 4096],
      ['initrd', 12288],
      ['setup_data', 4096],
    ]);
    const none = performance('  - load', 'toy', [], 'initrd: false');
    expect(none.steps[0]!.machine.kexec.normal!.segments.map(({ kind }) => kind)).toEqual([
      'kernel',
      'setup_data',
    ]);
  });
});
