import { describe, expect, it } from 'vitest';
import type { DaxDevice } from '../../src/device/dax-device.js';
import { firstAbsent } from '../../src/device/platform.js';
import { GiB, MiB, rangeAt } from '@warmboot/address';
import { printIomem } from '../../src/resource/iomem-text.js';

import { fakeLoadRequest } from '../fake-machine.js';
import { FIRST, PLUGGED_AT, RunningMachine } from '../memory/running-machine.js';

const BLOCK = 128 * MiB;
const device: DaxDevice = { name: 'dax0.0', range: rangeAt(PLUGGED_AT, 4 * BLOCK), node: 0 };

const bind = (running: RunningMachine, change: Partial<DaxDevice> = {}) =>
  running.do<'kmem-bind'>({ kind: 'kmem-bind', device: { ...device, ...change } });

const unbind = (running: RunningMachine, name = 'dax0.0') =>
  running.do<'kmem-unbind'>({ kind: 'kmem-unbind', name });

const lines = (running: RunningMachine): string[] =>
  printIomem(running.machine.iomem)
    .split('\n')
    .filter((line) => /dax|kmem/.test(line));

describe('dax/kmem', () => {
  it('core R2.19 makes the container and the memory in it, in a static group', () => {
    const running = new RunningMachine();
    expect(bind(running)).toEqual({ ok: true, value: device.range });
    expect(lines(running)).toEqual([
      '200000000-21fffffff : dax0.0',
      '  200000000-21fffffff : System RAM (kmem)',
    ]);
    const group = running.machine.memory.groups.get(running.block(FIRST).group!);
    expect(group).toMatchObject({ kind: 'static', pages: (4 * BLOCK) / 4096, blocks: 4 });
    expect(running.events).toContainEqual({ type: 'kmem:bound', name: 'dax0.0', range: device.range });
  });

  it('core R2.19 shrinks the range inward to whole blocks', () => {
    const running = new RunningMachine();
    const range = rangeAt(PLUGGED_AT + 2 * MiB, 3 * BLOCK);
    expect(bind(running, { range })).toEqual({ ok: true, value: rangeAt(PLUGGED_AT + BLOCK, 2 * BLOCK) });
  });

  it('core R2.19: less than one whole block is ENOSPC', () => {
    const running = new RunningMachine();
    expect(bind(running, { range: rangeAt(PLUGGED_AT + 2 * MiB, BLOCK) })).toMatchObject({ errno: 'ENOSPC' });
    expect(running.lines('warn')).toEqual([
      'kmem dax0.0: mapping0: 0x200200000-0x2081fffff too small after alignment',
    ]);
    expect(lines(running)).toEqual([]);
  });

  it('firmware-uefi S3: a device without a node is refused', () => {
    const running = new RunningMachine();
    expect(bind(running, { node: -1 })).toMatchObject({ errno: 'EINVAL' });
    expect(running.lines('warn')).toEqual(['kmem dax0.0: rejecting DAX region with invalid node: -1']);
  });

  it('bound twice is EBUSY, and other addresses under the same name are another device', () => {
    const running = new RunningMachine();
    bind(running);
    expect(bind(running)).toMatchObject({ errno: 'EBUSY' });
    expect(bind(running, { range: rangeAt(32 * GiB, GiB) })).toMatchObject({ errno: 'EEXIST' });
    expect(bind(running, { name: 'dax1.0' })).toMatchObject({ errno: 'EEXIST' });
  });

  it('has no firmware map entry, and is no target of kexec', () => {
    const running = new RunningMachine();
    const before = running.machine.firmwareMap;
    bind(running);
    running.do<'online'>({ kind: 'online', word: 'online', blocks: 'all' });
    expect(running.machine.firmwareMap).toEqual(before);
    running.do<'kexec-load'>({ kind: 'kexec-load', path: 'kexec_load', request: fakeLoadRequest() });
    for (const { mem } of running.machine.kexec.normal!.segments)
      expect(Number(mem)).toBeLessThan(PLUGGED_AT);
  });

  it('the memory answers whether the driver has it or not', () => {
    const running = new RunningMachine();
    bind(running);
    unbind(running);
    expect(firstAbsent(running.machine.platform, device.range)).toBeUndefined();
  });

  it('firmware-uefi S3: unbinding takes memory back that is offline', () => {
    const running = new RunningMachine();
    bind(running);
    expect(unbind(running)).toMatchObject({ ok: true });
    expect(lines(running)).toEqual([]);
    expect(running.machine.memory.blocks.has(FIRST)).toBe(false);
    expect(unbind(running)).toMatchObject({ errno: 'ENODEV' });
    expect(bind(running)).toMatchObject({ ok: true });
  });

  it('firmware-uefi S3: memory that is online stays until the next reboot', () => {
    const running = new RunningMachine();
    bind(running);
    running.writeState(FIRST, 'online');
    expect(unbind(running)).toMatchObject({ errno: 'EBUSY' });
    expect(running.lines('error')).toEqual([
      'kmem dax0.0: mapping0: 0x200000000-0x21fffffff cannot be hotremoved until the next reboot',
    ]);
    expect(lines(running)).toHaveLength(2);
  });

  it('firmware-uefi S3: the next kernel does not see it as memory', () => {
    const running = new RunningMachine();
    bind(running);
    running.do<'kexec-load'>({ kind: 'kexec-load', path: 'kexec_load', request: fakeLoadRequest() });
    expect(running.do<'kexec-exec'>({ kind: 'kexec-exec' })).toMatchObject({ outcome: 'booted' });
    expect(lines(running)).toEqual([]);
    expect(running.machine.memory.blocks.has(FIRST)).toBe(false);
    expect(bind(running)).toMatchObject({ ok: true });
  });
});
