import { describe, expect, it } from 'vitest';
import { GiB, overlaps, rangeAt } from '@warmboot/address';
import { machineFromObservation } from '../../../src/observation/observation.js';
import { fakeLoadRequest } from '../../fake-machine.js';
import { FIRST, PLUGGED_AT } from '../../memory/running-machine.js';
import { BLOCK, VirtualMachine } from './virtual-machine.js';

const REGION = rangeAt(PLUGGED_AT, 2 * GiB);

const load = (vm: VirtualMachine) =>
  vm.do<'kexec-load'>({ kind: 'kexec-load', path: 'kexec_load', request: fakeLoadRequest() });

/** Everything plugged and online, then a jump. */
const jumped = (): VirtualMachine => {
  const vm = new VirtualMachine();
  vm.autoOnline('online');
  vm.request(512 * 1024 * 1024);
  load(vm);
  expect(vm.do<'kexec-exec'>({ kind: 'kexec-exec' })).toMatchObject({ outcome: 'booted' });
  return vm;
};

describe('kexec and virtio-mem', () => {
  it('firmware-acpi X5: its memory is no target, however much of it there is', () => {
    const vm = new VirtualMachine();
    vm.autoOnline('online');
    vm.request(2 * GiB);
    expect(load(vm).status).toBe(0);
    for (const { mem, memsz } of vm.machine.kexec.normal!.segments) {
      expect(overlaps(rangeAt(Number(mem), Number(memsz)), REGION)).toBe(false);
    }
  });

  it('firmware-acpi X7: the next kernel unplugs what it did not plug, and plugs again what is requested', () => {
    const vm = jumped();
    const said = vm.lines('info').filter((line) => line.startsWith('virtio_mem'));
    expect(said.slice(-3)).toEqual([
      'virtio_mem virtio0: unplugging all memory is required',
      'virtio_mem virtio0: plugged size: 0x0',
      'virtio_mem virtio0: requested size: 0x20000000',
    ]);
    expect(vm.events.filter(({ type }) => type === 'virtio-mem:unplugged')).toMatchObject([
      { range: REGION },
    ]);
    expect(vm.sizes).toMatchObject({ requested: 4 * BLOCK, plugged: 4 * BLOCK, online: 0 });
    expect(vm.blocks).toEqual([FIRST, FIRST + 1, FIRST + 2, FIRST + 3]);
    expect(vm.region).toEqual([
      '200000000-27fffffff : virtio0',
      '  200000000-21fffffff : System RAM (virtio_mem)',
    ]);
  });

  it('firmware-acpi X7: a capture kernel leaves what is plugged as it is', () => {
    const vm = jumped();
    // The fake architecture has no capture kernels, so one is told that it is.
    vm.machine = { ...vm.machine, kernel: { ...vm.machine.kernel, isCapture: true } };
    vm.attach({ id: 'vm1', name: 'virtio1', region: rangeAt(32 * GiB, GiB), requested: BLOCK });
    expect(vm.lines('info')).toEqual([
      'virtio_mem virtio1: start address: 0x800000000',
      'virtio_mem virtio1: region size: 0x40000000',
      'virtio_mem virtio1: device block size: 0x200000',
      'virtio_mem virtio1: nid: 0',
      'virtio_mem virtio1: memory hot(un)plug disabled in kdump kernel',
    ]);
    expect(vm.region).toHaveLength(2);
    expect(vm.request(2 * BLOCK, 'vm1')).toMatchObject({
      value: { plugged: 0, differences: [{ cause: 'capture-kernel' }] },
    });
  });

  it("memory under a loaded image's own pages stays plugged until the image goes", () => {
    const vm = new VirtualMachine();
    vm.autoOnline('online');
    vm.request(BLOCK);
    load(vm);
    const held = rangeAt(PLUGGED_AT + BLOCK / 2, 4096);
    const { kexec } = vm.machine;
    const { pages } = kexec.normal!;
    const normal = { ...kexec.normal!, pages: { ...pages, reserved: pages.reserved.with(held) } };
    vm.machine = { ...vm.machine, kexec: { ...kexec, normal } };
    vm.request(0);
    expect([...vm.device.plugged]).toEqual([rangeAt(PLUGGED_AT + BLOCK / 2, 4 * 1024 * 1024)]);
    vm.do<'kexec-unload'>({ kind: 'kexec-unload', image: 'normal' });
    vm.retry();
    expect(vm.plugged).toBe(0);
  });
});

describe('a machine that was seen with memory plugged', () => {
  it('has its blocks in the hands of the driver', () => {
    const vm = new VirtualMachine();
    vm.autoOnline('online');
    vm.request(2 * BLOCK);
    const { machine } = vm;
    const seen = vm.kernel.observe(machine);
    vm.machine = machineFromObservation(vm.kernel.architecture, {
      cmdline: '',
      iomem: seen.iomem,
      blocks: seen.blocks,
      sys: seen.sys,
      zones: machine.memory.zones
        .filter(({ span }) => span !== undefined)
        .map(({ node, name, span, present }) => ({
          node,
          zone: name,
          spanned: span!.end - span!.start,
          present,
          managed: present,
          start_pfn: span!.start,
        })),
      dmesg: [],
      files: new Map(),
      image: undefined,
      hardware: {
        hotplug: { available: true },
        hypervisor: false,
        nodes: [0],
        virtioMem: new Map([['vm0', { ...vm.device, plugged: vm.device.plugged.without(REGION) }]]),
      },
    });
    expect(vm.sizes).toEqual({
      requested: 2 * BLOCK,
      plugged: 2 * BLOCK,
      online: 2 * BLOCK,
      differences: [],
    });
    vm.request(BLOCK);
    expect(vm.blocks).toEqual([FIRST]);
    expect(vm.lines('info')[0]).toBe('virtio_mem virtio0: plugged size: 0x10000000');
    vm.request(0);
    expect(vm.machine.memory.groups.get(vm.driver.group!)).toMatchObject({ blocks: 0, presentKernel: 0 });
  });
});
