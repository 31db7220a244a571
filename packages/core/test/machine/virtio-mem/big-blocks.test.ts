import { describe, expect, it } from 'vitest';
import { MiB, rangeAt } from '@warmboot/address';
import { NOTIFY_BAD, NOTIFY_DONE } from '../../../src/contract/memory-notifier.js';
import { FIRST, listener, PLUGGED_AT } from '../../memory/running-machine.js';
import { BLOCK, ROOMY, VirtualMachine } from './virtual-machine.js';

describe('big-block mode', () => {
  const big = (options = ROOMY) => new VirtualMachine(options, { blockSize: 256 * MiB });

  it('firmware-acpi X3 adds and removes several memory blocks at once', () => {
    const vm = big();
    vm.autoOnline('online');
    vm.request(512 * MiB);
    expect(vm.blocks).toHaveLength(4);
    expect(vm.events.filter(({ type }) => type === 'memory:added')).toHaveLength(2);
    vm.request(256 * MiB);
    expect(vm.blocks).toEqual([FIRST, FIRST + 1]);
    expect([...vm.device.plugged]).toEqual([rangeAt(PLUGGED_AT, 256 * MiB)]);
  });

  it('one page that cannot move keeps the whole big block', () => {
    const vm = big();
    vm.autoOnline('online');
    vm.request(512 * MiB);
    const stuck = (PLUGGED_AT + 256 * MiB) / 4096;
    vm.machine = { ...vm.machine, memory: { ...vm.machine.memory, unmovable: new Set([stuck]) } };
    vm.request(256 * MiB);
    // The other one can go.
    expect(vm.blocks).toEqual([FIRST + 2, FIRST + 3]);
    vm.request(0);
    expect(vm.plugged).toBe(256 * MiB);
    expect(vm.sizes.differences[0]).toMatchObject({ cause: 'in-use' });
  });

  it('a block that cannot go offline brings the others of its big block back', () => {
    const guard = listener('guard', [], (event, startPfn) =>
      event === 'MEM_GOING_OFFLINE' && startPfn === ((FIRST + 1) * BLOCK) / 4096 ? NOTIFY_BAD : NOTIFY_DONE,
    );
    const vm = big({ ...ROOMY, notifiers: [guard] });
    vm.autoOnline('online');
    vm.request(256 * MiB);
    vm.request(0);
    expect(vm.blocks.map((id) => vm.block(id).state)).toEqual(['online', 'online']);
    expect(vm.driver.shortfall).toMatchObject({ errno: 'EBUSY', cause: 'refused' });
  });
});
