import { executedSteps } from '../executed-steps.js';
import { describe, expect, it } from 'vitest';
import type { Kernel } from '../../src/kernel/kernel.js';
import type { Machine } from '../../src/machine/machine.js';
import { dimmAt } from '../../src/drivers/memory-devices.js';
import { MiB } from '@warmboot/address';

import { fakeMachine } from '../fake-machine.js';
import { PLUGGED_AT } from '../memory/running-machine.js';
import { expectConsistent } from './invariants.js';

const BLOCK = 128 * MiB;

const plug = (kernel: Kernel, machine: Machine, at: number): Machine => {
  // Every second place, so that nothing can be joined.
  const dimm = dimmAt(`dimm${at}`, PLUGGED_AT + 2 * at * BLOCK, BLOCK, 0, at);
  const { machine: next, result } = kernel.apply<'dimm-add'>(machine, { kind: 'dimm-add', dimm });
  expect(result.ok).toBe(true);
  return next;
};

const unplug = (kernel: Kernel, machine: Machine, at: number): Machine =>
  kernel.apply<'dimm-del'>(machine, { kind: 'dimm-del', id: `dimm${at}` }).machine;

describe('a machine with many memory devices', () => {
  it.each(['contig-zones', 'auto-movable'])(
    'plugs and unplugs one more at the cost of a few (%s)',
    (policy) => {
      const { kernel, machine: first } = fakeMachine({
        cmdline: `memory_hotplug.online_policy=${policy} memhp_default_state=online`,
      });
      const steps = (devices: number): number => {
        let machine = first;
        for (let at = 0; at < devices; at += 1) machine = plug(kernel, machine, at);
        expect(machine.memory.groups.size).toBe(devices);
        expectConsistent(machine);
        return executedSteps(() => {
          expect(unplug(kernel, plug(kernel, machine, devices), devices).platform.dimms.size).toBe(devices);
        });
      };
      steps(2);
      const [few, many] = [steps(20), steps(2000)];
      // A hundred times the devices, one more level of each tree.
      expect(many / few).toBeLessThan(3);
    },
  );
});
