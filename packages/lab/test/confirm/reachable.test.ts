import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { parseScenario } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { reachable } from '../../src/confirm/confirm.js';

const framework = new Framework([arm64, x86]);

/** A story as the explorer writes it, on arm64: a DIMM of two blocks, and an order of pieces. */
const told = (steps: string, expectation = '') =>
  reachable(
    framework,
    parseScenario(
      framework,
      `
name: a story
arch: arm64
machine: { memory: 1G, maxmem: 16G, slots: 8 }
steps:
  - plug: { id: dimm1, size: 256M }
${steps}${expectation}`,
      'story.yaml',
    ),
    'arm64',
  );

const LOAD =
  '  - { by: loader, load-begin: { as: run, mem-min: dimm1, mem-max: dimm1.last } }\n  - { by: loader, load-choose: run }\n';
const SUBMIT = '  - { by: loader, load-finish: run }\n';
const EJECT =
  '  - { by: platform, request-eject: dimm1 }\n  - { by: hotplug, eject-begin: dimm1 }\n  - { by: hotplug, eject-remove: dimm1 }\n';
const GONE = '  - { by: hotplug, eject-finish: dimm1 }\n';
const DIES = '  - { by: exec, check-loaded: normal }\n  - { by: exec, exec: , expect: { outcome: hang } }\n';

const kinds = (found: ReturnType<typeof told>): readonly string[] | string =>
  'outOfReach' in found ? found.outOfReach : found.steps.map(({ verb }) => verb.kind);

describe('a story in pieces of calls', () => {
  it('is told with whole calls where it comes to the same end', () => {
    expect(kinds(told(LOAD + SUBMIT + EJECT + GONE + DIES))).toEqual(['plug', 'load', 'unplug', 'exec']);
  });

  it('has a call before what others do in its midst, where only that leads there', () => {
    expect(kinds(told(LOAD + EJECT + GONE + SUBMIT + DIES))).toEqual(['plug', 'load', 'unplug', 'exec']);
  });

  it('is out of reach where it ends in the midst of a call', () => {
    expect(kinds(told(LOAD + SUBMIT + EJECT + DIES))).toMatch(/ends while the ejection is under way/);
  });

  it('is out of reach where whole calls lead elsewhere', () => {
    const boots = '  - { by: exec, exec: , expect: { outcome: booted } }\n';
    expect(kinds(told(LOAD + SUBMIT + EJECT + GONE + boots))).toMatch(/finer than user space/);
  });
});
