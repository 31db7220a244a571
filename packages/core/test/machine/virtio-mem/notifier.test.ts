import { describe, expect, it } from 'vitest';
import type { MemoryEvent } from '../../../src/contract/memory-notifier.js';
import {
  NOTIFY_BAD,
  NOTIFY_DONE,
  NOTIFY_OK,
  notifyFromErrno,
  notificationOf,
} from '../../../src/contract/memory-notifier.js';
import type { VirtioMemDriver } from '../../../src/device/virtio-mem-driver.js';
import { GiB, MiB, rangeAt } from '@warmboot/address';
import { OnlinePageSlot, onlineAllPages } from '../../../src/hotplug/online-page.js';
import { Transition } from '../../../src/machine/transition.js';
import { virtioMemNotifier } from '../../../src/drivers/virtio-mem/notifier.js';

import { FIRST, PLUGGED_AT } from '../../memory/running-machine.js';
import { BLOCK, ROOMY, VirtualMachine } from './virtual-machine.js';

const PAGES = BLOCK / 4096;
const START = PLUGGED_AT / 4096;

const tell = (
  vm: VirtualMachine,
  event: MemoryEvent,
  { startPfn = START, nrPages = PAGES, change = {} as Partial<VirtioMemDriver> } = {},
): number => {
  const machine = { ...vm.machine, virtioMem: new Map([['vm0', { ...vm.driver, ...change }]]) };
  const range = rangeAt(startPfn * 4096, nrPages * 4096);
  return virtioMemNotifier.notify(new Transition(machine), notificationOf(event, range, 4096));
};

const EVENTS: readonly MemoryEvent[] = [
  'MEM_GOING_ONLINE',
  'MEM_ONLINE',
  'MEM_CANCEL_ONLINE',
  'MEM_GOING_OFFLINE',
  'MEM_OFFLINE',
  'MEM_CANCEL_OFFLINE',
];

describe('core 3, row virtio-mem', () => {
  it.each(EVENTS)('%s of a block outside the region is not its business', (event) => {
    const vm = new VirtualMachine();
    expect(tell(vm, event, { startPfn: 0 })).toBe(NOTIFY_DONE);
    expect(tell(vm, event, { startPfn: START + 16 * PAGES })).toBe(NOTIFY_DONE);
  });

  it.each(EVENTS)('%s of half a block, of two, or of pages across two blocks is BAD', (event) => {
    const vm = new VirtualMachine();
    vm.request(2 * BLOCK);
    expect(tell(vm, event, { nrPages: PAGES / 2 })).toBe(NOTIFY_BAD);
    expect(tell(vm, event, { nrPages: 2 * PAGES })).toBe(NOTIFY_BAD);
    expect(tell(vm, event, { startPfn: START + PAGES / 2 })).toBe(NOTIFY_BAD);
    expect(tell(vm, event)).toBe(NOTIFY_OK);
  });

  it('in big-block mode what is inside one big block is right, and what leaves it is BAD', () => {
    const vm = new VirtualMachine(ROOMY, { blockSize: 256 * MiB });
    vm.request(512 * MiB);
    expect(tell(vm, 'MEM_GOING_ONLINE', { startPfn: START + PAGES, nrPages: PAGES })).toBe(NOTIFY_OK);
    expect(tell(vm, 'MEM_GOING_ONLINE', { startPfn: START + PAGES, nrPages: 2 * PAGES })).toBe(NOTIFY_BAD);
  });

  it('both GOING events are EBUSY while the device is being removed', () => {
    const vm = new VirtualMachine();
    vm.request(BLOCK);
    const change = { phase: 'removing' } as const;
    for (const event of EVENTS) {
      const going = event === 'MEM_GOING_ONLINE' || event === 'MEM_GOING_OFFLINE';
      expect(tell(vm, event, { change })).toBe(going ? notifyFromErrno('EBUSY') : NOTIFY_OK);
    }
  });

  it('a block in the region that the driver did not add may not go online', () => {
    const vm = new VirtualMachine();
    vm.request(2 * BLOCK);
    const { memory } = vm.machine;
    const foreign = { ...vm.block(FIRST + 1), group: undefined };
    vm.machine = { ...vm.machine, memory: { ...memory, blocks: memory.blocks.with(FIRST + 1, foreign) } };
    expect(vm.writeState(FIRST + 1, 'online')).toMatchObject({ errno: 'EPERM' });
    expect(vm.lines('warn')).toEqual(['virtio_mem virtio0: memory block onlining denied']);
    expect(vm.events).toContainEqual(expect.objectContaining({ type: 'memory:vetoed', by: 'virtio-mem' }));
    expect(vm.writeState(FIRST, 'online')).toMatchObject({ ok: true });
  });

  it('a capture kernel registers no notifier', () => {
    const vm = new VirtualMachine();
    expect(tell(vm, 'MEM_GOING_ONLINE', { change: { phase: 'capture' } })).toBe(NOTIFY_DONE);
  });

  it('each device looks at its own region', () => {
    const vm = new VirtualMachine();
    vm.attach({ id: 'vm1', name: 'virtio1', region: rangeAt(32 * GiB, GiB) });
    vm.request(BLOCK, 'vm1');
    expect(vm.onlineAll()).toMatchObject({ value: [{ block: 256, result: { ok: true } }] });
  });
});

describe('the online page callback', () => {
  it('core R2.11: one driver replaces the generic one, a second cannot, and only the first puts it back', () => {
    const slot = new OnlinePageSlot();
    const { machine } = new VirtualMachine();
    const mine = () => 7;
    expect(slot.managed(machine, { start: 0, end: 5 })).toBe(5);
    expect(slot.set(mine)).toMatchObject({ ok: true });
    expect(slot.managed(machine, { start: 0, end: 5 })).toBe(7);
    expect(slot.set(() => 8)).toMatchObject({ errno: 'EINVAL' });
    expect(slot.restore(onlineAllPages)).toMatchObject({ errno: 'EINVAL' });
    expect(slot.restore(mine)).toMatchObject({ ok: true });
    expect(slot.managed(machine, { start: 0, end: 5 })).toBe(5);
  });
});
