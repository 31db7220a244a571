import { executedSteps } from './executed-steps.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernel } from '../src/kernel/kernel.js';
import type { Machine } from '../src/machine/machine.js';
import { dimmAt } from '../src/drivers/memory-devices.js';
import { GiB, TiB } from '@warmboot/address';
import { printIomem } from '../src/resource/iomem-text.js';
import { requestMemRegion } from '../src/resource/request-region.js';
import { SYSTEM_RAM } from '../src/resource/flags.js';

import { FAKE_BLOCK_SIZE, FAKE_DEVICE_HOLE } from './fake-architecture.js';
import { fakeMachine } from './fake-machine.js';

/** Where plugged memory begins on these machines. */
const PLUGGED_AT = 8 * GiB;

/** A machine with `size` bytes of RAM, all but the first GiB of it plugged and still offline. */
const machineWithPlugged = (size: number): { readonly kernel: Kernel; readonly machine: Machine } => {
  const { kernel, machine } = fakeMachine({ memorySize: GiB });
  const dimm = dimmAt('dimm0', PLUGGED_AT, size - GiB, 0, 0);
  const plugged = kernel.apply<'dimm-add'>(machine, { kind: 'dimm-add', dimm });
  expect(plugged.result).toEqual({ ok: true, value: undefined });
  return { kernel, machine: plugged.machine };
};

const writeState = (kernel: Kernel, machine: Machine, block: number, word: string): Machine => {
  const step = kernel.apply<'block-state'>(machine, { kind: 'block-state', block, word });
  expect(step.result.ok, `${word} of memory${block}`).toBe(true);
  return step.machine;
};

const onlineAll = (kernel: Kernel, machine: Machine): Machine =>
  kernel.apply<'online'>(machine, { kind: 'online', word: 'online', blocks: 'all' }).machine;

const statesOf = ({ memory }: Machine): Record<string, number> => {
  const count: Record<string, number> = {};
  for (const { state } of memory.blocks.values()) count[state] = (count[state] ?? 0) + 1;
  return count;
};

const FIRST_PLUGGED = PLUGGED_AT / FAKE_BLOCK_SIZE;
const BLOCKS_OF_64_TIB = (64 * TiB) / FAKE_BLOCK_SIZE;

describe('a machine of 64 TiB in blocks of 128 MiB', () => {
  const { kernel, machine: plugged } = machineWithPlugged(64 * TiB);
  let online: Machine;
  let halved: Machine;

  beforeAll(() => {
    online = onlineAll(kernel, plugged);
    halved = online;
    const last = FIRST_PLUGGED + BLOCKS_OF_64_TIB - GiB / FAKE_BLOCK_SIZE;
    for (let block = FIRST_PLUGGED; block < last; block += 2) {
      halved = kernel.apply<'block-state'>(halved, { kind: 'block-state', block, word: 'offline' }).machine;
    }
  }, 300_000);

  it('has 524,288 blocks, which go online in one action', () => {
    expect(plugged.memory.blocks.size).toBe(524_288);
    expect(statesOf(plugged)).toEqual({ online: 8, offline: 524_280 });
    expect(statesOf(online)).toEqual({ online: 524_288 });
    expect(online.memory.totalRamPages).toBe((64 * TiB) / 4096);
  });

  it('takes every second block of the device offline, one action each', () => {
    expect(statesOf(halved)).toEqual({ online: 262_148, offline: 262_140 });
    expect(halved.memory.totalRamPages).toBe((32 * TiB + GiB / 2) / 4096);
    expect(halved.memory.blocks.get(FIRST_PLUGGED)!.state).toBe('offline');
    expect(halved.memory.blocks.get(FIRST_PLUGGED + 1)!.state).toBe('online');
  });

  it('prints /proc/iomem, which knows nothing of online and offline', () => {
    expect(printIomem(halved.iomem)).toBe(
      [
        '00000000-3fffffff : System RAM',
        '  01000000-017fffff : Kernel code',
        '200000000-4001bfffffff : System RAM',
        '',
      ].join('\n'),
    );
    expect(halved.iomem).toBe(plugged.iomem);
  });

  it('leaves every snapshot as it was', () => {
    const block = FIRST_PLUGGED + 1;
    const before = halved.memory.blocks.get(block);
    const after = writeState(kernel, halved, block, 'offline');
    expect(after.memory.blocks.get(block)!.state).toBe('offline');
    expect(halved.memory.blocks.get(block)).toBe(before);
    expect(statesOf(halved)).toEqual({ online: 262_148, offline: 262_140 });
    expect(statesOf(plugged)).toEqual({ online: 8, offline: 524_280 });
  });

  it('shares what an action did not touch', () => {
    const block = FIRST_PLUGGED + 1;
    const after = writeState(kernel, halved, block, 'offline');
    for (const key of ['platform', 'kernel', 'iomem', 'firmwareMap', 'kexec', 'files'] as const) {
      expect(after[key], key).toBe(halved[key]);
    }
    const changed = [...after.memory.blocks].filter(
      ([id, record]) => halved.memory.blocks.get(id) !== record,
    );
    expect(changed.map(([id]) => id)).toEqual([block]);
    // A copy of the machine would write each of its 524,288 entries; sharing writes one path of two trees.
    expect(executedSteps(() => writeState(kernel, halved, block, 'offline'))).toBeLessThan(2000);
  });
});

describe('how the work grows', () => {
  /** Takes a block in the middle offline and puts it back, on a machine that is online. */
  const cycle = (size: number): number => {
    const { kernel, machine } = machineWithPlugged(size);
    const online = onlineAll(kernel, machine);
    const block = FIRST_PLUGGED + Math.floor((size - GiB) / FAKE_BLOCK_SIZE / 2);
    return executedSteps(() =>
      writeState(kernel, writeState(kernel, online, block, 'offline'), block, 'online'),
    );
  };

  it('one action costs a logarithm of the number of blocks', () => {
    const [small, large] = [cycle(2 * GiB), cycle(1 * TiB)];
    // 512 times the blocks, two more levels of the trees.
    expect(large).toBeLessThan(small * 4);
  });

  it('onlining everything costs little more than its number of blocks', () => {
    const steps = (size: number): number => {
      const { kernel, machine } = machineWithPlugged(size);
      return executedSteps(() => onlineAll(kernel, machine));
    };
    const [small, large] = [steps(33 * GiB), steps(513 * GiB)];
    // 16 times the blocks: linear is 16, quadratic is 256.
    expect(large / small).toBeGreaterThan(8);
    expect(large / small).toBeLessThan(16 * 2);
  });

  it('plugging costs little more than the number of blocks of the device', () => {
    const steps = (size: number): number => {
      const { kernel, machine } = fakeMachine({ memorySize: GiB });
      const dimm = dimmAt('dimm0', PLUGGED_AT, size, 0, 0);
      return executedSteps(() => kernel.apply<'dimm-add'>(machine, { kind: 'dimm-add', dimm }));
    };
    const [small, large] = [steps(32 * GiB), steps(512 * GiB)];
    expect(large / small).toBeLessThan(16 * 2);
  });

  it('booting costs little more than the number of blocks', () => {
    const steps = (memorySize: number): number => executedSteps(() => fakeMachine({ memorySize }));
    expect(steps(512 * GiB) / steps(32 * GiB)).toBeLessThan(16 * 2);
  });

  it('a line of /proc/iomem costs the same among many as among few', () => {
    const steps = (lines: number): number => {
      let { iomem } = fakeMachine({ memorySize: FAKE_DEVICE_HOLE.start }).machine;
      for (let index = 0; index < lines; index += 1) {
        const start = PLUGGED_AT + index * 2 * FAKE_BLOCK_SIZE;
        const range = { start, end: start + FAKE_BLOCK_SIZE };
        const placed = requestMemRegion(iomem, range, 'System RAM', SYSTEM_RAM);
        if (placed.ok) iomem = placed.tree;
      }
      expect(iomem.root.children.size).toBe(lines + 1);
      return executedSteps(() => printIomem(iomem)) / lines;
    };
    expect(steps(4096) / steps(64)).toBeLessThan(2);
  });
});
