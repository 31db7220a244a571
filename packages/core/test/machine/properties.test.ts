import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/kernel/action.js';
import type { Kernel } from '../../src/kernel/kernel.js';
import type { Machine } from '../../src/machine/machine.js';
import { dimmAt } from '../../src/drivers/memory-devices.js';
import { MiB } from '@warmboot/address';
import { ONLINE_TYPES } from '../../src/memory/block.js';

import { fakeMachine } from '../fake-machine.js';
import { FIRST, PLUGGED_AT } from '../memory/running-machine.js';
import { expectConsistent, plain } from './invariants.js';

const BLOCK = 128 * MiB;
const SLOTS = 4;
const DEVICE_BLOCKS = 3;

const slot = fc.integer({ min: 0, max: SLOTS - 1 });
const word = fc.constantFrom(...ONLINE_TYPES);
/** Boot blocks, plugged ones, and a few that are not there. */
const block = fc.oneof(
  fc.integer({ min: 0, max: 17 }),
  fc.integer({ min: FIRST, max: FIRST + SLOTS * DEVICE_BLOCKS }),
);
const page = fc.integer({ min: 0, max: 4 }).map((index) => BigInt(PLUGGED_AT + index * BLOCK));

const action: fc.Arbitrary<Action> = fc.oneof(
  slot.map((at) => ({
    kind: 'dimm-add' as const,
    dimm: dimmAt(`dimm${at}`, PLUGGED_AT + at * DEVICE_BLOCKS * BLOCK, DEVICE_BLOCKS * BLOCK, 0, at),
  })),
  slot.map((at) => ({ kind: 'dimm-del' as const, id: `dimm${at}` })),
  fc.record({ kind: fc.constant('block-state' as const), block, word }),
  fc.record({
    kind: fc.constant('block-online' as const),
    block,
    word: fc.constantFrom('0', '1', 'off', 'on', '?'),
  }),
  fc.record({ kind: fc.constant('online' as const), word, blocks: fc.constant('all' as const) }),
  fc.record({ kind: fc.constant('auto-online' as const), word }),
  page.map((mem) => ({
    kind: 'raw-load' as const,
    call: { entry: mem, flags: 0, segments: [{ mem, memsz: 8192n, bufsz: 1n }] },
  })),
  fc.constant({ kind: 'kexec-unload' as const, image: 'normal' as const }),
);

const start = fc.record({
  policies: fc.constantFrom([], ['notifier-as-posted'], ['notifier-corrected'], ['unload-on-hotplug']),
  cmdline: fc.constantFrom('', 'movable_node', 'memory_hotplug.online_policy=auto-movable'),
});

const apply = (kernel: Kernel, machine: Machine, one: Action) =>
  kernel.apply<Action['kind']>(machine, one as never);

describe('any sequence of actions', () => {
  it('leaves a consistent machine after each of them', () => {
    fc.assert(
      fc.property(start, fc.array(action, { maxLength: 25 }), (options, actions) => {
        const { kernel, machine: first } = fakeMachine(options);
        let machine = first;
        expectConsistent(machine);
        for (const one of actions) {
          machine = apply(kernel, machine, one).machine;
          expectConsistent(machine);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never changes a machine that was there before', () => {
    fc.assert(
      fc.property(start, fc.array(action, { maxLength: 12 }), (options, actions) => {
        const { kernel, machine } = fakeMachine(options);
        const snapshots = [{ machine, copy: plain(machine) }];
        for (const one of actions) {
          const next = apply(kernel, snapshots.at(-1)!.machine, one).machine;
          snapshots.push({ machine: next, copy: plain(next) });
        }
        for (const snapshot of snapshots) expect(plain(snapshot.machine)).toEqual(snapshot.copy);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same twice, results and log and events included', () => {
    fc.assert(
      fc.property(start, fc.array(action, { maxLength: 12 }), (options, actions) => {
        const run = () => {
          const { kernel, machine: first } = fakeMachine(options);
          let machine = first;
          return actions.map((one) => {
            const step = apply(kernel, machine, one);
            machine = step.machine;
            return plain({ ...step, observed: kernel.observe(machine) });
          });
        };
        expect(run()).toEqual(run());
      }),
      { numRuns: 60 },
    );
  });

  it('a refusal leaves the blocks and the zones as they were', () => {
    fc.assert(
      fc.property(start, fc.array(action, { maxLength: 20 }), (options, actions) => {
        const { kernel, machine: first } = fakeMachine(options);
        let machine = first;
        for (const one of actions) {
          const { machine: next, result } = apply(kernel, machine, one);
          if ('ok' in result && !result.ok) {
            expect(next.memory.zones).toEqual(machine.memory.zones);
            expect(next.memory.totalRamPages).toBe(machine.memory.totalRamPages);
            expect(next.iomem).toBe(machine.iomem);
          }
          machine = next;
        }
      }),
      { numRuns: 100 },
    );
  });

  it('every device that is offline can leave again, and what remains is what booted', () => {
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 8 }), (slots) => {
        const { kernel, machine: first } = fakeMachine();
        let machine = first;
        for (const at of slots) {
          const dimm = dimmAt(`dimm${at}`, PLUGGED_AT + at * BLOCK, BLOCK, 0, at);
          machine = apply(kernel, machine, { kind: 'dimm-add', dimm }).machine;
        }
        for (const at of slots)
          machine = apply(kernel, machine, { kind: 'dimm-del', id: `dimm${at}` }).machine;
        expect(kernel.observe(machine)).toEqual(kernel.observe(first));
      }),
    );
  });
});
