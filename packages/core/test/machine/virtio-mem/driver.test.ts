import { describe, expect, it } from 'vitest';
import { NO_LOCKS } from '../../../src/machine/locks.js';
import { firstAbsent } from '../../../src/device/platform.js';
import { GiB, MiB, rangeAt } from '@warmboot/address';
import { NOTIFY_BAD, NOTIFY_DONE } from '../../../src/contract/memory-notifier.js';
import { requestMemRegion } from '../../../src/resource/request-region.js';
import { unitState } from '../../../src/drivers/virtio-mem/unit-state.js';
import { FIRST, listener, PLUGGED_AT } from '../../memory/running-machine.js';
import { BLOCK, ROOMY, VirtualMachine } from './virtual-machine.js';

const MIB = (bytes: number): number => bytes / MiB;

describe('probing', () => {
  it('firmware-acpi X8 logs what the device is and what it has', () => {
    const vm = new VirtualMachine();
    expect(vm.lines('info')).toEqual(
      [
        'start address: 0x200000000',
        'region size: 0x80000000',
        'device block size: 0x200000',
        'nid: 0',
        'memory block size: 0x8000000',
        'subblock size: 0x400000',
        'plugged size: 0x0',
        'requested size: 0x0',
      ].map((line) => `virtio_mem virtio0: ${line}`),
    );
  });

  it('firmware-acpi X3 says which mode it chose', () => {
    const vm = new VirtualMachine(ROOMY, { blockSize: 256 * MiB });
    expect(vm.lines('info')).toContain('virtio_mem virtio0: big block size: 0x10000000');
  });

  it('core R2.19 reserves the region as a container that is named after the device', () => {
    const vm = new VirtualMachine();
    expect(vm.region).toEqual(['200000000-27fffffff : virtio0']);
    vm.request(BLOCK);
    expect(vm.region).toEqual([
      '200000000-27fffffff : virtio0',
      '  200000000-207ffffff : System RAM (virtio_mem)',
    ]);
  });

  it('a name that is taken and a region that has memory are refused', () => {
    const vm = new VirtualMachine();
    const elsewhere = rangeAt(32 * GiB, GiB);
    expect(vm.attach({ name: 'virtio1' })).toMatchObject({ errno: 'EEXIST' });
    expect(vm.attach({ id: 'vm1', region: elsewhere })).toMatchObject({ errno: 'EEXIST' });
    expect(vm.attach({ id: 'vm1', name: 'virtio1', region: rangeAt(2 * GiB, 2 * GiB) })).toMatchObject({
      errno: 'EEXIST',
    });
    expect(vm.attach({ id: 'vm1', name: 'virtio1', region: elsewhere })).toMatchObject({ ok: true });
  });

  it('a region that something busy is in is given up', () => {
    const vm = new VirtualMachine();
    const region = rangeAt(32 * GiB, GiB);
    const busy = requestMemRegion(vm.machine.iomem, rangeAt(32 * GiB, MiB), 'a device');
    vm.machine = { ...vm.machine, iomem: busy.ok ? busy.tree : vm.machine.iomem };
    vm.attach({ id: 'vm1', name: 'virtio1', region, requested: BLOCK });
    expect(vm.lines('warn')).toEqual(['virtio_mem virtio1: could not reserve device region']);
    expect(vm.machine.virtioMem!.get('vm1')).toMatchObject({
      phase: 'broken',
      shortfall: { errno: 'EBUSY' },
    });
    expect(vm.blocks).toEqual([]);
  });

  it('a region that is not made of whole memory blocks is used inward, with a warning', () => {
    const vm = new VirtualMachine(ROOMY, { region: rangeAt(PLUGGED_AT + 2 * MiB, 512 * MiB) });
    expect(vm.lines('warn')).toEqual([
      'virtio_mem virtio0: The alignment of the physical start address can make some memory unusable.',
      'virtio_mem virtio0: The alignment of the physical end address can make some memory unusable.',
    ]);
    vm.request(512 * MiB);
    expect(vm.blocks).toEqual([FIRST + 1, FIRST + 2, FIRST + 3]);
    expect(vm.sizes.differences).toMatchObject([
      { between: 'requested and plugged', bytes: 128 * MiB, cause: 'no-room' },
      { between: 'plugged and online', cause: 'offline-blocks' },
    ]);
    expect(vm.driver.retryIn).toBeUndefined();
  });
});

describe('plugging', () => {
  it('core R2.19 adds block by block from the bottom, merges them, and gives the firmware map nothing', () => {
    const vm = new VirtualMachine();
    const map = vm.machine.firmwareMap;
    expect(vm.request(512 * MiB)).toMatchObject({
      ok: true,
      value: { requested: 512 * MiB, plugged: 512 * MiB },
    });
    expect(vm.blocks).toEqual([FIRST, FIRST + 1, FIRST + 2, FIRST + 3]);
    expect(vm.region).toEqual([
      '200000000-27fffffff : virtio0',
      '  200000000-21fffffff : System RAM (virtio_mem)',
    ]);
    expect(vm.machine.firmwareMap).toEqual(map);
    expect(vm.events.filter(({ type }) => type === 'memory:added')).toHaveLength(4);
  });

  it('core 2.4: all of it is one dynamic group of units', () => {
    const vm = new VirtualMachine();
    vm.request(256 * MiB);
    const group = vm.machine.memory.groups.get(vm.driver.group!);
    expect(group).toMatchObject({ kind: 'dynamic', blocks: 2, pages: BLOCK / 4096 });
    vm.request(0);
    expect(vm.machine.memory.groups.get(vm.driver.group!)).toMatchObject({ blocks: 0 });
  });

  it('core R2.16: auto_online_blocks applies, and the device goes on beyond what may be offline', () => {
    const vm = new VirtualMachine();
    vm.autoOnline('online');
    vm.request(2 * GiB);
    expect(vm.sizes).toEqual({ requested: 2 * GiB, plugged: 2 * GiB, online: 2 * GiB, differences: [] });
    expect(vm.validZones(FIRST)).toBe('Normal');
  });

  it("firmware-acpi X4: the last block is plugged in part, and only that part is the page allocator's", () => {
    const vm = new VirtualMachine();
    vm.request(132 * MiB);
    expect(vm.blocks).toEqual([FIRST, FIRST + 1]);
    const unit = rangeAt(PLUGGED_AT + BLOCK, BLOCK);
    expect(unitState(vm.machine, vm.device, vm.driver, unit)).toBe('offline-partial');
    const before = vm.machine.memory.totalRamPages;
    vm.onlineAll();
    expect(vm.machine.memory.totalRamPages - before).toBe((132 * MiB) / 4096);
    expect(unitState(vm.machine, vm.device, vm.driver, unit)).toBe('kernel-partial');
    vm.request(140 * MiB);
    expect(vm.machine.memory.totalRamPages - before).toBe((140 * MiB) / 4096);
    vm.writeState(FIRST + 1, 'offline');
    expect(vm.machine.memory.totalRamPages - before).toBe(BLOCK / 4096);
  });

  it('blocks that are plugged in part are completed before new ones are added', () => {
    const vm = new VirtualMachine();
    vm.request(4 * MiB);
    vm.request(BLOCK);
    expect(vm.blocks).toEqual([FIRST]);
    expect(vm.plugged).toBe(BLOCK);
  });

  it('firmware-acpi X3: less than a step is not plugged', () => {
    const vm = new VirtualMachine();
    vm.request(6 * MiB);
    expect(vm.sizes.differences[0]).toMatchObject({ bytes: 2 * MiB, cause: 'step' });
    vm.request(2 * MiB);
    expect(vm.plugged).toBe(4 * MiB);
  });

  it('firmware-acpi X5: no more than 1 GiB waits to be set online; then the driver goes on by itself', () => {
    const vm = new VirtualMachine();
    vm.request(2 * GiB);
    expect(vm.sizes).toMatchObject({ plugged: GiB, online: 0 });
    expect(vm.sizes.differences).toMatchObject([
      { between: 'requested and plugged', bytes: GiB, cause: 'offline-limit' },
      { between: 'plugged and online', bytes: GiB, cause: 'offline-blocks' },
    ]);
    for (const id of [0, 1, 2]) vm.writeState(FIRST + id, 'online');
    expect(MIB(vm.plugged)).toBe(1024);
    // Half of the limit is online.
    vm.writeState(FIRST + 3, 'online');
    expect(MIB(vm.plugged)).toBe(1536);
    vm.onlineAll();
    vm.onlineAll();
    expect(vm.sizes).toMatchObject({ plugged: 2 * GiB, online: 2 * GiB, differences: [] });
  });

  it('what answers on the bus follows what is plugged', () => {
    const vm = new VirtualMachine();
    const region = rangeAt(PLUGGED_AT, BLOCK);
    expect(firstAbsent(vm.machine.platform, region)).toBe(PLUGGED_AT);
    vm.request(8 * MiB);
    expect(firstAbsent(vm.machine.platform, region)).toBe(PLUGGED_AT + 8 * MiB);
    vm.request(0);
    expect(firstAbsent(vm.machine.platform, region)).toBe(PLUGGED_AT);
  });

  it('the region is no place for a DIMM, plugged or not', () => {
    const vm = new VirtualMachine();
    expect(vm.plug('dimm1', PLUGGED_AT + GiB, GiB)).toMatchObject({ errno: 'EEXIST' });
    expect(vm.plug('dimm1', PLUGGED_AT + 2 * GiB, GiB)).toMatchObject({ ok: true });
  });

  it('a block that the kernel does not take goes back to the host, and the device counts as broken', () => {
    const vm = new VirtualMachine();
    vm.request(BLOCK);
    // Somebody else has the second block's addresses by now.
    const inTheWay = vm.machine.memory.blocks.get(FIRST)!;
    const { memory } = vm.machine;
    vm.machine = {
      ...vm.machine,
      memory: { ...memory, blocks: memory.blocks.with(FIRST + 1, { ...inTheWay, group: undefined }) },
    };
    vm.request(2 * BLOCK);
    expect(vm.lines('warn')).toEqual(['virtio_mem virtio0: adding memory failed: -17']);
    expect(vm.lines('error')).toEqual(['virtio_mem virtio0: unknown error, marking device broken: -17']);
    expect(vm.plugged).toBe(BLOCK);
    expect(vm.sizes.differences[0]).toMatchObject({ cause: 'broken' });
    vm.request(0);
    expect(vm.plugged).toBe(BLOCK);
  });
});

describe('unplugging', () => {
  it('goes from the top, and whole blocks are offlined and removed', () => {
    const vm = new VirtualMachine();
    vm.autoOnline('online');
    vm.request(GiB);
    vm.request(256 * MiB);
    expect(vm.blocks).toEqual([FIRST, FIRST + 1]);
    expect(vm.events.filter(({ type }) => type === 'memory:removed')).toMatchObject(
      [7, 6, 5, 4, 3, 2].map((index) => ({ range: rangeAt(PLUGGED_AT + index * BLOCK, BLOCK) })),
    );
    expect(vm.region).toEqual([
      '200000000-27fffffff : virtio0',
      '  200000000-20fffffff : System RAM (virtio_mem)',
    ]);
    vm.request(0);
    expect(vm.blocks).toEqual([]);
    expect(vm.region).toEqual(['200000000-27fffffff : virtio0']);
  });

  it('firmware-acpi X4 prefers offline blocks, then movable ones, then those of the kernel', () => {
    const vm = new VirtualMachine();
    vm.request(3 * BLOCK);
    vm.writeState(FIRST, 'online_movable');
    vm.writeState(FIRST + 2, 'online_kernel');
    vm.request(2 * BLOCK);
    expect(vm.blocks).toEqual([FIRST, FIRST + 2]);
    vm.request(BLOCK);
    expect(vm.blocks).toEqual([FIRST + 2]);
    vm.request(0);
    expect(vm.blocks).toEqual([]);
  });

  it('takes part of a block out of the page allocator while the block stays online', () => {
    const vm = new VirtualMachine();
    vm.autoOnline('online');
    vm.request(BLOCK);
    const before = vm.machine.memory.totalRamPages;
    vm.request(100 * MiB);
    expect(vm.block(FIRST).state).toBe('online');
    expect(before - vm.machine.memory.totalRamPages).toBe((28 * MiB) / 4096);
    expect([...vm.device.plugged]).toEqual([rangeAt(PLUGGED_AT, 100 * MiB)]);
    vm.request(BLOCK);
    expect(vm.machine.memory.totalRamPages).toBe(before);
  });

  it('a page that cannot move keeps its sub-block, and the driver tries again later', () => {
    const vm = new VirtualMachine();
    vm.autoOnline('online');
    vm.request(2 * BLOCK);
    const stuck = (PLUGGED_AT + (3 * BLOCK) / 2) / 4096;
    vm.machine = { ...vm.machine, memory: { ...vm.machine.memory, unmovable: new Set([stuck]) } };
    vm.request(0);
    expect(vm.plugged).toBe(4 * MiB);
    expect(vm.blocks).toEqual([FIRST + 1]);
    expect(vm.sizes.differences[0]).toMatchObject({ cause: 'in-use', bytes: 4 * MiB });
    expect(vm.events.at(-1)).toMatchObject({ type: 'virtio-mem:short', errno: 'EBUSY', plugged: 4 * MiB });
    expect(vm.driver.retryIn).toBe(50);
    for (const seconds of [100, 200, 300, 300]) {
      vm.retry();
      expect(vm.driver.retryIn).toBe(seconds);
    }
    vm.machine = { ...vm.machine, memory: { ...vm.machine.memory, unmovable: new Set() } };
    vm.retry();
    expect(vm.sizes).toMatchObject({ plugged: 0, differences: [] });
    expect(vm.driver).toMatchObject({ retryIn: undefined, nextRetry: 50 });
    expect(vm.retry()).toMatchObject({ errno: 'EAGAIN' });
  });

  it('a zone that only hot-added memory makes holds kernel data in its lowest block', () => {
    const vm = new VirtualMachine({ memorySize: 2 * GiB });
    vm.autoOnline('online');
    vm.request(2 * BLOCK);
    vm.request(0);
    expect(vm.blocks).toEqual([FIRST]);
    expect(vm.block(FIRST)).toMatchObject({ state: 'online', zone: 'Normal' });
    expect([...vm.device.plugged]).toEqual([rangeAt(PLUGGED_AT, 4 * MiB)]);
  });

  it('movable blocks hold no kernel data', () => {
    const vm = new VirtualMachine({ memorySize: 2 * GiB });
    vm.autoOnline('online_movable');
    vm.request(2 * BLOCK);
    vm.request(0);
    expect(vm.blocks).toEqual([]);
  });

  it('where a DIMM is the lowest block of the zone, the device can give back all', () => {
    const vm = new VirtualMachine({ memorySize: 2 * GiB });
    vm.autoOnline('online');
    vm.plug('dimm1', 6 * GiB, BLOCK);
    vm.request(BLOCK);
    vm.request(0);
    expect(vm.blocks).toEqual([]);
  });

  it('a notifier that keeps a block leaves it empty; the retry removes it', () => {
    let keep = true;
    const guard = listener('guard', [], (event) =>
      keep && event === 'MEM_GOING_OFFLINE' ? NOTIFY_BAD : NOTIFY_DONE,
    );
    const vm = new VirtualMachine({ ...ROOMY, notifiers: [guard] });
    vm.autoOnline('online');
    vm.request(BLOCK);
    vm.request(0);
    expect(vm.sizes).toMatchObject({ plugged: 0, online: 0 });
    expect(vm.blocks).toEqual([FIRST]);
    expect(vm.driver).toMatchObject({ retryIn: 50, shortfall: { cause: 'refused', errno: 'EBUSY' } });
    keep = false;
    vm.retry();
    expect(vm.blocks).toEqual([]);
  });

  it('firmware-acpi X6: a host that is busy is asked again later', () => {
    const vm = new VirtualMachine(ROOMY, { busy: true });
    vm.request(BLOCK);
    expect(vm.driver).toMatchObject({ retryIn: 50, shortfall: { cause: 'host-busy', errno: 'ETXTBSY' } });
    vm.machine = {
      ...vm.machine,
      platform: { ...vm.machine.platform, virtioMem: new Map([['vm0', { ...vm.device, busy: false }]]) },
    };
    vm.retry();
    expect(vm.plugged).toBe(BLOCK);
  });

  it('work waits for whoever holds device_hotplug_lock', () => {
    const vm = new VirtualMachine();
    vm.machine = { ...vm.machine, locks: { ...NO_LOCKS, hotplug: 'the ejection of dimm1' } };
    vm.request(BLOCK);
    expect(vm.plugged).toBe(0);
    vm.machine = { ...vm.machine, locks: NO_LOCKS };
    vm.autoOnline('offline');
    expect(vm.plugged).toBe(BLOCK);
  });

  it('a size that is asked for again is no news', () => {
    const vm = new VirtualMachine();
    vm.request(BLOCK);
    expect(vm.lines('info')).toEqual([
      'virtio_mem virtio0: plugged size: 0x0',
      'virtio_mem virtio0: requested size: 0x8000000',
    ]);
    vm.request(BLOCK);
    expect(vm.lines()).toEqual([]);
  });

  it.each([
    ['no device', 'vm9', BLOCK, 'ENODEV'],
    ['more than the region', 'vm0', 3 * GiB, 'EINVAL'],
    ['less than a device block', 'vm0', MiB, 'EINVAL'],
  ])('%s is refused', (_what, id, requested, errno) => {
    expect(new VirtualMachine().request(requested, id)).toMatchObject({ ok: false, errno });
  });
});
