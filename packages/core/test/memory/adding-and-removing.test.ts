import { describe, expect, it } from 'vitest';
import type { AddMemory } from '../../src/hotplug/memory-hotplug.js';
import { MemoryHotplug } from '../../src/hotplug/memory-hotplug.js';
import type { Result } from '../../src/answer/result.js';
import { BlockDevices } from '../../src/hotplug/block-devices.js';
import { emptyResourceTree } from '../../src/resource/tree.js';
import { GiB, MiB, TiB } from '@warmboot/address';
import { IORESOURCE_SYSRAM_DRIVER_MANAGED, hasFlags } from '../../src/resource/flags.js';
import { linux61 } from '../../src/contract/profile.js';
import { NOTIFY_BAD, NOTIFY_DONE } from '../../src/contract/memory-notifier.js';
import { NotifierChain } from '../../src/hotplug/notifier-chain.js';
import { parseKernelNumber } from '../../src/answer/kernel-number.js';
import { printIomem } from '../../src/resource/iomem-text.js';
import { Transition } from '../../src/machine/transition.js';

import { fakeArchitecture } from '../fake-architecture.js';
import { FIRST, listener, PLUGGED_AT, RunningMachine } from './running-machine.js';

const BLOCK = 128 * MiB;

const KERNEL = { architecture: 'fake', profile: linux61 };

/** The service itself, for what no device of the model asks. */
const hotplugOn = (
  running: RunningMachine,
  { memoryProbe = false, heard = [] as string[], veto = '' } = {},
) => {
  const geometry = { ...fakeArchitecture().memory, memoryProbe };
  const chain = new NotifierChain([
    listener('spy', heard, (event, pfn) => (veto === `${event} ${pfn}` ? NOTIFY_BAD : NOTIFY_DONE)),
  ]);
  const transition = new Transition(running.machine);
  return { hotplug: new MemoryHotplug(geometry, new BlockDevices(geometry, chain), KERNEL), transition };
};

const request = (change: Partial<AddMemory> = {}): AddMemory => ({
  range: { start: PLUGGED_AT, end: PLUGGED_AT + BLOCK },
  node: 0,
  resourceName: 'System RAM',
  ...change,
});

const add = (
  change: Partial<AddMemory>,
  running = new RunningMachine(),
): { result: Result; lines: string[] } => {
  const { hotplug, transition } = hotplugOn(running);
  const result = hotplug.add(transition, request(change));
  if (!result.ok) expect(transition.machine, 'nothing changed').toBe(running.machine);
  return { result, lines: transition.log.map(({ level, text }) => `${level} ${text}`) };
};

describe('core R2.30, R2.15 the checks of adding memory, in their order', () => {
  it('beyond what can be mapped is E2BIG; the limit is printed inclusive', () => {
    const { result, lines } = add({ range: { start: 256 * TiB - BLOCK, end: 256 * TiB + BLOCK } });
    expect(result).toMatchObject({ errno: 'E2BIG' });
    expect(lines).toEqual([
      'warn Hotplug memory [0xfffff8000000-0x1000008000000] exceeds maximum addressable range [0x0-0xffffffffffff]',
    ]);
  });

  it('nothing at all is E2BIG too', () => {
    expect(add({ range: { start: PLUGGED_AT, end: PLUGGED_AT } }).result).toMatchObject({ errno: 'E2BIG' });
  });

  it('an occupied range is EEXIST before its alignment matters', () => {
    const { result, lines } = add({ range: { start: GiB, end: GiB + MiB } });
    expect(result).toMatchObject({ errno: 'EEXIST' });
    expect(lines).toEqual(['debug Unable to reserve System RAM region: 0000000040000000->0000000040100000']);
  });

  it.each([
    [PLUGGED_AT, MiB, '0x200000000', '0x100000'],
    [PLUGGED_AT + MiB, BLOCK, '0x200100000', '0x8000000'],
  ])('a range that is not made of blocks is EINVAL: %i of %i', (start, size, startText, sizeText) => {
    const { result, lines } = add({ range: { start, end: start + size } });
    expect(result).toMatchObject({ errno: 'EINVAL' });
    expect(lines).toEqual([
      `error Block size [0x8000000] unaligned hotplug range: start ${startText}, size ${sizeText}`,
    ]);
  });

  it('an unknown group is EINVAL, before the node is looked at', () => {
    const { result, lines } = add({ group: { id: 7, kind: 'dynamic', pages: 1 }, node: 9 });
    expect(result).toMatchObject({ errno: 'EINVAL', reason: 'there is no memory group 7' });
    expect(lines).toEqual([]);
  });

  it('an impossible node is EINVAL with a warning', () => {
    const { result, lines } = add({ node: 9 });
    expect(result).toMatchObject({ errno: 'EINVAL' });
    expect(lines).toEqual(['warn node 9 was absent from the node_possible_map']);
  });

  it.each([
    ['memory_hotplug.memmap_on_memory=0', BLOCK, 'EINVAL'],
    ['memory_hotplug.memmap_on_memory=1', 2 * BLOCK, 'EINVAL'],
    ['memory_hotplug.memmap_on_memory=1', BLOCK, undefined],
  ])('core R2.20 memmap on memory with %j and %i bytes: %s', (cmdline, size, errno) => {
    const range = { start: PLUGGED_AT, end: PLUGGED_AT + size };
    const { result } = add({ memmapOnMemory: true, range }, new RunningMachine({ cmdline }));
    expect(result.ok ? undefined : result.errno).toBe(errno);
  });

  it('a block that is there already is EEXIST, even where no resource says so', () => {
    const running = new RunningMachine();
    running.machine = { ...running.machine, iomem: emptyResourceTree() };
    expect(add({ range: { start: 0, end: BLOCK } }, running).result).toMatchObject({ errno: 'EEXIST' });
  });
});

describe('what adding does', () => {
  it('core R2.15 plain System RAM enters the firmware map, anything else does not and is driver managed', () => {
    const running = new RunningMachine();
    const { hotplug, transition } = hotplugOn(running);
    const at = (index: number) => ({
      start: PLUGGED_AT + index * GiB,
      end: PLUGGED_AT + index * GiB + BLOCK,
    });
    expect(hotplug.add(transition, request()).ok).toBe(true);
    const managed = request({ range: at(1), resourceName: 'System RAM (kmem)' });
    expect(hotplug.addDriverManaged(transition, managed).ok).toBe(true);
    const { firmwareMap, iomem } = transition.machine;
    expect(firmwareMap!.entries.map(({ index, range }) => [index, range.start])).toEqual([
      [0, 0],
      [1, PLUGGED_AT],
    ]);
    const flagged = [...iomem.root.children.values()].map(({ name, flags }) => [
      name,
      hasFlags(flags, IORESOURCE_SYSRAM_DRIVER_MANAGED),
    ]);
    expect(flagged).toEqual([
      ['System RAM', false],
      ['System RAM', false],
      ['System RAM (kmem)', true],
    ]);
  });

  it.each([
    ['System RAM (virtio_mem)', true],
    ['System RAM ()', true],
    ['System RAM', false],
    ['System RAM (kmem', false],
    ['system RAM (kmem)', false],
    ['a System RAM (kmem)', false],
  ])('core R2.18 the name %j of driver-managed memory is fine: %s', (resourceName, fine) => {
    const { hotplug, transition } = hotplugOn(new RunningMachine());
    const result = hotplug.addDriverManaged(transition, request({ resourceName }));
    expect(result.ok ? true : result.errno).toBe(fine ? true : 'EINVAL');
  });

  it('core R2.17 MERGE_RESOURCE joins touching ranges of one name', () => {
    const { hotplug, transition } = hotplugOn(new RunningMachine());
    for (const index of [0, 1]) {
      const range = { start: PLUGGED_AT + index * BLOCK, end: PLUGGED_AT + (index + 1) * BLOCK };
      hotplug.add(
        transition,
        request({ range, resourceName: 'System RAM (virtio_mem)', mergeResource: true }),
      );
    }
    expect(printIomem(transition.machine.iomem)).toContain('200000000-20fffffff : System RAM (virtio_mem)\n');
  });

  it('core R2.16 auto-online stops at the first block that refuses, and the add is a success', () => {
    const third = PLUGGED_AT / 4096 + 2 * (BLOCK / 4096);
    const veto = listener('veto', [], (event, pfn) =>
      event === 'MEM_GOING_ONLINE' && pfn === third ? NOTIFY_BAD : NOTIFY_DONE,
    );
    const running = new RunningMachine({ notifiers: [veto], cmdline: 'memhp_default_state=online' });
    expect(running.plug('dimm0', PLUGGED_AT, 5 * BLOCK).ok).toBe(true);
    const states = [0, 1, 2, 3, 4].map((index) => running.block(FIRST + index).state);
    expect(states).toEqual(['online', 'online', 'offline', 'offline', 'offline']);
  });

  it('core R2.24 memory that stays offline comes and goes without a notifier event', () => {
    const heard: string[] = [];
    const running = new RunningMachine({ notifiers: [listener('spy', heard)] });
    running.plug('dimm0', PLUGGED_AT, GiB);
    expect(running.unplug('dimm0')).toMatchObject({ ok: true, value: { removed: true } });
    expect(heard).toEqual([]);
  });

  it('core R2.19 a device whose memory the kernel has already is attached; one that does not fit is not', () => {
    const running = new RunningMachine();
    const { platform } = running.machine;
    running.machine = { ...running.machine, platform: { ...platform, bootRam: [] } };
    expect(running.plug('known', 0, GiB).ok).toBe(true);
    expect(running.plug('odd', PLUGGED_AT + MiB, 64 * MiB, { slot: 10 })).toMatchObject({ errno: 'EINVAL' });
    expect(running.lines('error').slice(1)).toEqual([
      'acpi PNP0C80:0a: add_memory failed',
      'acpi PNP0C80:0a: acpi_memory_enable_device() error',
    ]);
    expect(running.machine.platform.dimms.has('odd'), 'the board has it all the same').toBe(true);
    expect(running.unplug('odd')).toMatchObject({ ok: true, value: { removed: true } });
  });
});

describe('core R2.12 the probe file', () => {
  it('is not there in most kernels', () => {
    const running = new RunningMachine();
    expect(running.do<'memory-probe'>({ kind: 'memory-probe', text: '0x200000000' })).toMatchObject({
      errno: 'ENOENT',
    });
  });

  it.each([
    ['0x200000000\n', undefined],
    ['8589934592', undefined],
    ['0x200000001', 'EINVAL'],
    ['memory', 'EINVAL'],
    ['', 'EINVAL'],
    ['0x10000000000000000', 'ERANGE'],
    ['0xfffffffff8000000', 'E2BIG'],
    ['0x40000000', 'EEXIST'],
  ])('%j: %s', (text, errno) => {
    const { hotplug, transition } = hotplugOn(new RunningMachine(), { memoryProbe: true });
    const result = hotplug.probe(transition, text);
    expect(result.ok ? undefined : result.errno).toBe(errno);
    if (result.ok) expect(transition.machine.memory.blocks.get(FIRST)?.state).toBe('offline');
  });

  it('reads numbers as the kernel does', () => {
    expect(parseKernelNumber('+0x1F')).toEqual({ ok: true, value: 31n });
    expect(parseKernelNumber('017\n')).toEqual({ ok: true, value: 15n });
    expect(parseKernelNumber('0')).toEqual({ ok: true, value: 0n });
    for (const text of ['08', '0x', '-1', '1 ', '1\n\n', '1k']) {
      expect(parseKernelNumber(text), text).toMatchObject({ errno: 'EINVAL' });
    }
  });
});

describe('removing', () => {
  const plugged = (cmdline = ''): RunningMachine => {
    const running = new RunningMachine({ cmdline });
    running.plug('dimm0', PLUGGED_AT, 4 * BLOCK);
    return running;
  };
  const range = { start: PLUGGED_AT, end: PLUGGED_AT + 4 * BLOCK };

  it('core R2.21 an online block is EBUSY, and the log names the first', () => {
    const running = plugged();
    for (const index of [1, 3]) running.writeState(FIRST + index, 'online');
    const { hotplug, transition } = hotplugOn(running);
    expect(hotplug.remove(transition, range)).toMatchObject({ errno: 'EBUSY' });
    expect(transition.log).toMatchObject([
      {
        level: 'warn',
        text: 'removing memory fails, because memory [0x0000000208000000-0x000000020fffffff] is onlined',
      },
    ]);
    expect(transition.machine).toBe(running.machine);
  });

  it('core R2.21 half a block is a bug of the caller', () => {
    const { hotplug, transition } = hotplugOn(plugged());
    const half = { start: PLUGGED_AT, end: PLUGGED_AT + BLOCK / 2 };
    expect(() => hotplug.remove(transition, half)).toThrow(TypeError);
  });

  it('core R2.21 blocks that hold their own memmap go one by one', () => {
    const running = new RunningMachine({ cmdline: 'memory_hotplug.memmap_on_memory=1' });
    for (const slot of [0, 1]) running.plug(`dimm${slot}`, PLUGGED_AT + slot * BLOCK, BLOCK, { slot });
    const { hotplug, transition } = hotplugOn(running);
    const both = { start: PLUGGED_AT, end: PLUGGED_AT + 2 * BLOCK };
    expect(hotplug.remove(transition, both)).toMatchObject({ errno: 'EINVAL' });
    expect(transition.log.map(({ text }) => text)).toEqual([
      'Refuse to remove 0x200000000 - 0x210000000,wrong granularity',
    ]);
    expect(running.unplug('dimm0')).toMatchObject({ value: { removed: true } });
  });

  it('core R2.21 takes blocks, resource, firmware map entry and group', () => {
    const running = plugged();
    const { hotplug, transition } = hotplugOn(running);
    expect(hotplug.remove(transition, range).ok).toBe(true);
    const { memory, iomem, firmwareMap } = transition.machine;
    expect([...memory.blocks.keys()]).toHaveLength(16);
    expect(printIomem(iomem)).not.toContain('200000000');
    expect(firmwareMap!.entries).toHaveLength(1);
    expect(memory.groups.size).toBe(0);
  });

  it('core R2.29 removing part of a device leaves its whole firmware map entry, and its group', () => {
    const { hotplug, transition } = hotplugOn(plugged());
    hotplug.remove(transition, { start: PLUGGED_AT, end: PLUGGED_AT + BLOCK });
    expect(transition.machine.firmwareMap!.entries.at(-1)).toMatchObject({ index: 1, range });
    expect(transition.machine.memory.groups.first()![1].blocks).toBe(3);
    expect(printIomem(transition.machine.iomem)).toContain('208000000-21fffffff : System RAM\n');
  });

  it('core R2.29 numbers of the firmware map are never used again', () => {
    const running = plugged();
    running.unplug('dimm0');
    running.plug('dimm1', PLUGGED_AT, BLOCK);
    const { firmware_memmap } = running.kernel.observe(running.machine);
    expect(firmware_memmap).toEqual([
      { index: 0, start: '0x0', end: '0x7fffffff', type: 'System RAM' },
      { index: 2, start: '0x200000000', end: '0x207ffffff', type: 'System RAM' },
    ]);
  });

  describe('core R2.23 offline_and_remove_memory', () => {
    it('offlines what is online and removes', () => {
      const running = plugged();
      for (const index of [0, 2]) running.writeState(FIRST + index, 'online');
      const heard: string[] = [];
      const { hotplug, transition } = hotplugOn(running, { heard });
      expect(hotplug.offlineAndRemove(transition, range).ok).toBe(true);
      expect(heard.filter((line) => line === 'spy MEM_OFFLINE')).toHaveLength(2);
      expect(transition.machine.memory.blocks.size).toBe(16);
    });

    it.each([0, BLOCK / 2])('%i bytes are EINVAL', (size) => {
      const { hotplug, transition } = hotplugOn(plugged());
      const part = { start: PLUGGED_AT, end: PLUGGED_AT + size };
      expect(hotplug.offlineAndRemove(transition, part)).toMatchObject({ errno: 'EINVAL' });
    });

    it('puts back only what it took, each block in a zone of its old kind', () => {
      const running = plugged();
      running.writeState(FIRST, 'online_movable');
      running.writeState(FIRST + 1, 'online_kernel');
      running.writeState(FIRST + 3, 'online_movable');
      const veto = `MEM_GOING_OFFLINE ${PLUGGED_AT / 4096 + 3 * (BLOCK / 4096)}`;
      const { hotplug, transition } = hotplugOn(running, { veto });
      expect(hotplug.offlineAndRemove(transition, range)).toMatchObject({ errno: 'EPERM' });
      const zones = [0, 1, 2, 3].map((index) => transition.machine.memory.blocks.get(FIRST + index)!.zone);
      expect(zones).toEqual(['Movable', 'Normal', undefined, 'Movable']);
    });

    it('says what it could not put back', () => {
      const running = plugged();
      for (const index of [0, 1]) running.writeState(FIRST + index, 'online');
      const geometry = fakeArchitecture().memory;
      const stubborn = listener('stubborn', [], (event, pfn) =>
        event === 'MEM_GOING_ONLINE' || (event === 'MEM_GOING_OFFLINE' && pfn > PLUGGED_AT / 4096)
          ? NOTIFY_BAD
          : NOTIFY_DONE,
      );
      const hotplug = new MemoryHotplug(
        geometry,
        new BlockDevices(geometry, new NotifierChain([stubborn])),
        KERNEL,
      );
      const transition = new Transition(running.machine);
      hotplug.offlineAndRemove(transition, range);
      expect(transition.log.at(-1)).toMatchObject({
        level: 'warn',
        text: 'try_reonline_memory_block: Failed to re-online memory: -1',
      });
    });
  });
});
