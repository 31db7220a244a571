import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src/kernel/action.js';
import type { Machine } from '../../../src/machine/machine.js';
import { GiB, intersection, MiB, rangeAt, sizeOf } from '@warmboot/address';
import { ONLINE_TYPES } from '../../../src/memory/block.js';
import { pluggedBytesIn } from '../../../src/drivers/virtio-mem/unit-state.js';
import { unpluggedIn } from '../../../src/device/platform.js';
import { virtioMemSizes } from '../../../src/drivers/virtio-mem/sizes.js';

import { FIRST, PLUGGED_AT } from '../../memory/running-machine.js';
import { BLOCK, VirtualMachine } from './virtual-machine.js';

const REGION = rangeAt(PLUGGED_AT, 2 * GiB);

const action = (deviceBlock: number): fc.Arbitrary<Action> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .integer({ min: 0, max: (2 * GiB) / deviceBlock })
        .map((count) => ({ kind: 'virtio-mem' as const, id: 'vm0', requested: count * deviceBlock })),
    },
    fc.constant({ kind: 'virtio-mem-retry' as const, id: 'vm0' }),
    fc.record({
      kind: fc.constant('block-state' as const),
      block: fc.integer({ min: FIRST, max: FIRST + 17 }),
      word: fc.constantFrom(...ONLINE_TYPES),
    }),
    fc.record({
      kind: fc.constant('online' as const),
      word: fc.constantFrom(...ONLINE_TYPES),
      blocks: fc.constant('all' as const),
    }),
    fc.record({ kind: fc.constant('auto-online' as const), word: fc.constantFrom(...ONLINE_TYPES) }),
  );

/** Pages that the page allocator has, counted anew: online blocks without what is not plugged. */
const managedPages = ({ memory, platform }: Machine): number => {
  let bytes = 0;
  for (const [id, { state }] of memory.blocks) {
    if (state === 'offline') continue;
    const range = rangeAt(id * BLOCK, BLOCK);
    bytes += BLOCK - unpluggedIn(platform, range).reduce((sum, part) => sum + sizeOf(part), 0);
  }
  return bytes / 4096;
};

const expectConsistent = (vm: VirtualMachine): void => {
  const { machine, device, driver, sizes } = vm;
  expect(driver.phase).toBe('ready');
  expect(driver.queued).toBe(false);
  expect(machine.memory.totalRamPages).toBe(managedPages(machine));
  expect(sizes.online).toBeLessThanOrEqual(sizes.plugged);
  expect(sizes.plugged % driver.mode.step).toBe(0);
  expect(sizes.differences.length).toBe(
    Number(sizes.requested !== sizes.plugged) + Number(sizes.plugged !== sizes.online),
  );
  // Whatever is plugged is in a block of the kernel's, and every block has something plugged.
  let inBlocks = 0;
  for (const id of vm.blocks) {
    const plugged = pluggedBytesIn(device, intersection(rangeAt(id * BLOCK, BLOCK), REGION)!);
    expect(plugged).toBeGreaterThan(0);
    inBlocks += plugged;
  }
  expect(inBlocks).toBe(sizes.plugged);
  const group = machine.memory.groups.get(driver.group!)!;
  expect(group.blocks).toBe(vm.blocks.length);
  // Merged: one line for each run of blocks.
  const runs = vm.blocks.filter((id) => !vm.blocks.includes(id - 1)).length;
  expect(vm.region.filter((line) => line.endsWith('System RAM (virtio_mem)'))).toHaveLength(runs);
  expect(vm.machine.firmwareMap!.entries.every(({ range }) => range.end <= PLUGGED_AT)).toBe(true);
};

describe('any sequence of requests and of block states', () => {
  it.each([
    ['sub-block', 2 * MiB, 6 * GiB],
    ['sub-block', 64 * MiB, 2 * GiB],
    ['big-block', 256 * MiB, 6 * GiB],
  ] as const)(
    '%s mode, device blocks of %i bytes: the sizes, the blocks and the zones agree',
    (_mode, blockSize, memorySize) => {
      fc.assert(
        fc.property(fc.array(action(blockSize), { maxLength: 15 }), (actions) => {
          const vm = new VirtualMachine({ memorySize }, { blockSize });
          for (const one of actions) {
            vm.do(one as never);
            expectConsistent(vm);
          }
          // With nothing in the way everything can be given back.
          if (memorySize > 4 * GiB) {
            vm.request(0);
            expect(vm.blocks).toEqual([]);
            expect(virtioMemSizes(vm.machine, 'vm0')).toMatchObject({ plugged: 0, online: 0 });
          }
        }),
        { numRuns: 60 },
      );
    },
  );
});
