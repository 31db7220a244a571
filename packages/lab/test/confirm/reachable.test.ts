import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { parseScenario } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { reachable } from '../../src/confirm/confirm.js';

const framework = new Framework([arm64, x86]);

/** A story as the explorer writes it, on arm64: a DIMM of two blocks, and an order of pieces. */
const told = (...steps: readonly string[]) =>
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
${steps
  .flatMap((text) => text.split('; '))
  .map((step) => `  - { ${step} }\n`)
  .join('')}`,
      'story.yaml',
    ),
    'arm64',
  );

const READS =
  'by: loader, load-begin: { as: run, mem-min: dimm1, mem-max: dimm1.last }; by: loader, load-choose: run';
const CALLS = 'by: loader, load-enter: run';
const LOADS = 'by: loader, load-finish: run';
const EJECTS =
  'by: platform, request-eject: dimm1; by: hotplug, eject-begin: dimm1; by: hotplug, eject-remove: dimm1';
const GONE = 'by: hotplug, eject-finish: dimm1';
const REBOOTS = 'by: exec, check-loaded: ; by: exec, reboot-begin: ; by: exec, reboot-shutdown: ';
const jumps = (outcome: string): string => `by: exec, reboot-jump: , expect: { outcome: ${outcome} }`;

const kinds = (found: ReturnType<typeof told>): readonly string[] | string =>
  'outOfReach' in found ? found.outOfReach : found.steps.map(({ verb }) => verb.kind);

describe('a story in pieces of calls', () => {
  it('is told with whole calls where it comes to the same end', () => {
    expect(kinds(told(READS, CALLS, LOADS, EJECTS, GONE, REBOOTS, jumps('hang')))).toEqual([
      'plug',
      'load',
      'unplug',
      'exec',
    ]);
  });

  it('has a call before what others do in its midst, where only that leads there', () => {
    expect(kinds(told(READS, EJECTS, GONE, CALLS, LOADS, REBOOTS, jumps('hang')))).toEqual([
      'plug',
      'load',
      'unplug',
      'exec',
    ]);
  });

  it('has what is under way at its end done, or not begun, where that leads there', () => {
    expect(kinds(told(READS, CALLS, LOADS, EJECTS, REBOOTS, jumps('hang')))).toEqual([
      'plug',
      'load',
      'unplug',
      'exec',
    ]);
  });

  it('is told the call that was refused, which has no more pieces', () => {
    const refused = `${CALLS}, expect: { result: EPERM }`;
    expect(kinds(told('load-disabled: 1', READS, refused))).toEqual(['plug', 'load-disabled', 'load']);
  });

  it('is out of reach where its end needs something under way', () => {
    const waits = 'by: other, reboot-begin: , expect: { result: waits }';
    expect(kinds(told(READS, CALLS, LOADS, REBOOTS, waits))).toMatch(/ends while reboot\(\) is under way/);
  });

  it('is out of reach where whole calls lead elsewhere', () => {
    expect(kinds(told(READS, CALLS, LOADS, EJECTS, GONE, REBOOTS, jumps('booted')))).toMatch(
      /finer than user space/,
    );
  });

  it('has blocks that go offline in pieces offline in one go', () => {
    const goes =
      'by: admin, offline-lock: memory16; by: admin, offline-ask: memory16; by: admin, offline-finish: memory16';
    expect(kinds(told('online: online_movable', goes))).toEqual(['plug', 'online', 'offline']);
  });
});
