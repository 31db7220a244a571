import type { Machine } from '@warmboot/core';
import { GiB } from '@warmboot/address';

import { describe, expect, it } from 'vitest';
import { parseScenario, play } from '../../src/index.js';
import { toyFramework } from './toy-architectures.js';

const framework = toyFramework();

const played = (steps: string, policies: readonly string[] = [], top = '') =>
  play(framework, parseScenario(framework, `name: t\n${top}\nsteps:\n${steps}`, 't.yaml'), {
    architecture: 'toy',
    policies,
  });

const end = (steps: string) => played(steps).steps.at(-1)!.machine;

const PLUGGED = `
  - plug: { id: dimm1, size: 128M }
  - online: { type: online_movable, blocks: dimm1 }
`;

/** Where the loaded image goes, without the contents, which are made anew by each load. */
const placed = ({ kexec }: Machine) =>
  kexec.normal?.segments.map(({ kind, mem, memsz, bufsz }) => ({ kind, mem, memsz, bufsz }));

/** Types of events, without the machine's own numbering. */
const told = (steps: string): string[] =>
  played(steps).steps.flatMap(({ events }) => events.map(({ type }) => type));

describe('the pieces of a verb, in a row, come to the verb', () => {
  it.each([
    ['plug', '  - plug: { id: dimm1, size: 1G }', '  - insert: { id: dimm1, size: 1G }\n  - attach: dimm1'],
    [
      'unplug (core R2.26)',
      `${PLUGGED}  - unplug: dimm1`,
      `${PLUGGED}  - request-eject: dimm1\n  - eject-begin: dimm1\n  - offline-begin: dimm1[0]
  - offline-finish: dimm1[0]\n  - eject-remove: dimm1\n  - eject-finish: dimm1`,
    ],
    [
      'offline',
      `${PLUGGED}  - offline: dimm1`,
      `${PLUGGED}  - offline-begin: dimm1[0]\n  - offline-finish: dimm1[0]`,
    ],
    [
      'load (core R7.1)',
      `${PLUGGED}  - load: { mem-min: dimm1 }`,
      `${PLUGGED}  - load-begin: { as: tool, mem-min: dimm1 }\n  - load-choose: tool\n  - load-finish: tool`,
    ],
  ])('%s', (_, whole, pieces) => {
    const [one, many] = [end(whole), end(pieces)];
    expect({ ...many, kexec: undefined }).toEqual({ ...one, kexec: undefined });
    expect(placed(many)).toEqual(placed(one));
    expect(told(pieces)).toEqual(told(whole));
  });

  it('online: begin and finish, or a write to the `online` of the block', () => {
    const offline = '  - plug: { id: dimm1, size: 128M }\n';
    const whole = end(`${offline}  - online: { blocks: dimm1 }`);
    expect(
      end(`${offline}  - online-begin: dimm1[0]\n  - online-finish: { block: 'dimm1[0]', type: online }`),
    ).toEqual(whole);
    expect(end(`${offline}  - device-online: dimm1[0]`)).toEqual(whole);
  });
});

describe('something happens between two pieces', () => {
  it('a tool that read the map before the unplug loads into memory that is gone', () => {
    const { steps } = played(`
  - plug: { id: dimm1, size: 1G }
  - load-begin: { as: tool, mem-min: dimm1, mem-max: dimm1.last }
  - unplug: dimm1
  - load-finish: tool
  - check-loaded
  - exec`);
    expect(steps[3]!.answer).toEqual({ ok: true });
    expect(steps[3]!.machine.kexec.normal!.segments[0]!.mem).toBe(4 * GiB);
    expect(steps[4]!.answer.ok).toBe(true);
    expect(steps[5]!.answer.outcome).toBe('hang');
  });

  it('a tool that reads after the unplug finds no room, and says so', () => {
    const { steps } = played(`
  - plug: { id: dimm1, size: 1G }
  - unplug: dimm1
  - load-begin: { as: tool, mem-min: dimm1, mem-max: dimm1.last }
  - load-choose: tool
  - check-loaded`);
    expect(steps[3]!.answer.ok).toBe(false);
    expect(steps[4]!.answer).toEqual({ ok: false, errno: 'ENOENT', reason: 'no normal image is loaded' });
  });

  it('an eject request that is given up frees the lock and says which block stays', () => {
    const { steps } = played(`
${PLUGGED}
  - eject-begin: dimm1
  - eject-begin: dimm1
  - eject-refuse: { id: dimm1, block: 'dimm1[0]' }
  - eject-abandon: { id: dimm1, block: 'dimm1[0]', errno: EBUSY }
  - eject-begin: dimm1`);
    expect(steps[3]!.answer).toEqual({
      ok: false,
      waits: true,
      reason: 'waits for device_hotplug_lock, which the ejection of dimm1 holds',
    });
    expect(steps.slice(2).map(({ answer }) => answer.errno)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(steps[4]!.log.map(({ text }) => text)).toEqual(['memory memory32: Offline failed.']);
    expect(steps[5]!.log).toEqual([]);
  });

  it('a run that began on another architecture only is refused here', () => {
    const { steps } = played('  - { load-begin: { as: tool }, only: brittle }\n  - load-finish: tool');
    expect(steps[1]!.answer).toMatchObject({ ok: false, errno: 'ENOENT' });
  });
});

describe('the udev rule', () => {
  const STEPS = `
  - load-begin: { as: tool }
  - load-finish: tool
  - plug: { id: dimm1, size: 128M }`;
  const loads = (top: string) =>
    played(STEPS, ['udev-reload'], top).steps[2]!.events.filter(({ type }) => type === 'kexec:loaded').length;

  it('runs again what pieces loaded, unless the scenario tells it by steps', () => {
    expect(loads('')).toBe(1);
    expect(loads('udev: false')).toBe(0);
  });
});
