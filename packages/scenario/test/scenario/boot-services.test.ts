import type { BootServices, WarmbootPlugin } from '@warmboot/core';
import { BOOT_FIRMWARE, Framework } from '@warmboot/core';
import { rangeAt } from '@warmboot/address';

import { describe, expect, it } from 'vitest';
import { describeAnswer, describeStep, parseScenario, play } from '../../src/index.js';
import { toyPlugin } from './toy-architectures.js';

/** Firmware whose map has one entry, and a key that is how often it changed. */
const services = (key: number, ended = false): BootServices => ({
  getMemoryMap: () => ({ services: services(key, ended), status: 'FINE', map: { key, entries: 1 } }),
  allocatePages: (_, bytes) => ({
    services: services(key + 1, ended),
    status: 'FINE',
    pages: rangeAt(0x1000, bytes),
  }),
  exitBootServices: (known) =>
    ended
      ? { services: services(key, ended), status: undefined, reason: 'nobody is there' }
      : known === key
        ? { services: services(key, true), status: 'SUCCESS', code: 0n }
        : { services: services(key), status: 'STALE', code: 0x12n, reason: 'the map has changed' },
});

const firmware: WarmbootPlugin = {
  name: 'toy-firmware',
  description: 'a toy',
  interfaceVersion: 1,
  register: (context) =>
    context.part(BOOT_FIRMWARE, { name: 'toy-firmware', kinds: ['stuff'], open: () => services(0) }),
};

const played = (steps: string, plugins: readonly WarmbootPlugin[] = [toyPlugin, firmware]) => {
  const framework = new Framework(plugins);
  const scenario = parseScenario(framework, `name: t\nsteps:\n${steps}`, 't.yaml');
  return play(framework, scenario, { architecture: 'toy' });
};

const READ = '  - get-memory-map: loader\n';
const CHANGE = '  - allocate-pages: { size: 4K, type: stuff }\n';
const EXIT = '  - exit-boot-services: loader\n';

describe('a loader and its firmware', () => {
  it('gets the machine with the key of the current map', () => {
    const { steps } = played(`${READ}${EXIT}    expect: { result: ok, status: SUCCESS }\n`);
    expect(steps.map(({ verdicts }) => verdicts.every(({ held }) => held))).toEqual([true, true]);
    expect(steps.map(({ step }) => describeStep(step))).toEqual([
      'loader: GetMemoryMap',
      'loader: ExitBootServices',
    ]);
    expect(steps.map(describeAnswer)).toEqual([['key 0', '1 entry'], ['the loader has the machine']]);
  });

  it('is refused with a stale key, and gets it after reading the map again', () => {
    const { steps } = played(`${READ}${CHANGE}${EXIT}${READ}${EXIT}`);
    expect(steps.map(({ answer }) => answer)).toMatchObject([
      { ok: true },
      { ok: true, detail: ['0x1000-0x1fff'] },
      { ok: false, status: 'STALE', reason: '0x12: the map has changed' },
      { ok: true },
      { ok: true },
    ]);
    expect(describeAnswer(steps[2]!)).toEqual(['refused, STALE']);
  });

  it('has a key of its own, whoever else reads the map', () => {
    const { steps } = played(`${READ}${CHANGE}  - get-memory-map: other\n${EXIT}`);
    expect(steps.at(-1)!.answer).toMatchObject({ status: 'STALE' });
  });

  it('cannot exit without having read the map, nor twice', () => {
    expect(played(EXIT).steps[0]!.answer).toMatchObject({ errno: 'ENOENT' });
    const twice = played(`${READ}${EXIT}${EXIT}    expect: { status: SUCCESS }\n`).steps.at(-1)!;
    expect(twice.answer).toEqual({ ok: false, reason: 'nobody is there' });
    expect(twice.verdicts).toMatchObject([{ misses: ['status: expected SUCCESS, found none'] }]);
  });

  it('needs firmware that has boot services, and memory that the firmware knows', () => {
    expect(() => played(READ, [toyPlugin])).toThrow('machine.firmware is one without boot services');
    expect(() => played('  - allocate-pages: { size: 4K, type: stuf }\n')).toThrow('did you mean stuff?');
  });
});
