import { describe, expect, it } from 'vitest';
import { GiB, MiB } from '@warmboot/address';
import { dimmAt } from '../../src/drivers/memory-devices.js';
import type { Action, ActionKind } from '../../src/kernel/action.js';
import type { Kernel } from '../../src/kernel/kernel.js';
import { NO_LOCKS } from '../../src/machine/locks.js';
import type { Machine } from '../../src/machine/machine.js';

import { FAKE_BLOCK_SIZE } from '../fake-architecture.js';
import { fakeLoadRequest, fakeMachine } from '../fake-machine.js';

const dimm = dimmAt('dimm0', 8 * GiB, 256 * MiB, 0, 0);
const first = dimm.range.start / FAKE_BLOCK_SIZE;
const second = first + 1;

/** A kernel with these policies, a DIMM online, and an image in boot memory or in the DIMM. */
const loaded = (policies: readonly string[], into: 'boot' | 'dimm') => {
  const { kernel, machine } = fakeMachine({ policies: [...policies] });
  const request = fakeLoadRequest(into === 'dimm' ? { memMin: dimm.range.start } : { memMax: GiB - 1 });
  const actions: Action[] = [
    { kind: 'dimm-add', dimm },
    { kind: 'online', word: 'online_movable', blocks: [first, second] },
    { kind: 'kexec-load', path: 'kexec_load', request },
  ];
  const now = actions.reduce((before, action) => kernel.apply<ActionKind>(before, action).machine, machine);
  expect(now.kexec.normal).toBeDefined();
  return { kernel, machine: now };
};

const after = (kernel: Kernel, machine: Machine, ...actions: readonly Action[]): Machine =>
  actions.reduce((now, action) => {
    expect(kernel.waitsFor(now, action)).toBeUndefined();
    return kernel.apply<ActionKind>(now, action).machine;
  }, machine);

const OFFLINE: Action = { kind: 'offline-lock', block: first };
const BEGIN: Action = { kind: 'reboot-begin' };
const SHUTDOWN: Action = { kind: 'reboot-shutdown' };
const JUMP: Action = { kind: 'reboot-jump' };

describe('core R4.19: reboot() in phases', () => {
  it('comes to what it comes to at once', () => {
    const { kernel, machine } = loaded([], 'boot');
    const whole = kernel.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' });
    const jumped = kernel.apply<'reboot-jump'>(
      after(kernel, machine, BEGIN, SHUTDOWN),
      JUMP as { kind: 'reboot-jump' },
    );
    expect(jumped.result).toEqual(whole.result);
    expect(kernel.observe(jumped.machine)).toEqual(kernel.observe(whole.machine));
    expect(jumped.machine.locks).toEqual(NO_LOCKS);
  });

  it('holds the kexec lock from its checks to the jump: loads and unloads are EBUSY, a panic leaves no dump', () => {
    const { kernel, machine } = loaded([], 'boot');
    const begun = after(kernel, machine, BEGIN);
    const unload = kernel.apply<'kexec-unload'>(begun, { kind: 'kexec-unload', image: 'normal' });
    expect(unload.result).toMatchObject({ ok: false, errno: 'EBUSY' });
    const load = kernel.apply<'load-enter'>(begun, {
      kind: 'load-enter',
      image: 'crash',
      call: 'kexec_load',
    });
    expect(load.result).toMatchObject({ ok: false, errno: 'EBUSY' });
    expect(kernel.apply<'crash'>(begun, { kind: 'crash' }).result.outcome).toBe('reset');
    expect(kernel.waitsFor(begun, BEGIN)).toEqual({ lock: 'system_transition_mutex', holder: 'reboot()' });
  });

  it('is EBUSY while a load is in its call, which takes no second look at what it was permitted', () => {
    const { kernel, machine } = loaded([], 'boot');
    const entered = after(kernel, machine, { kind: 'load-enter', image: 'normal', call: 'kexec_load' });
    const busy = kernel.apply<'reboot-begin'>(entered, { kind: 'reboot-begin' });
    expect(busy.result).toMatchObject({ ok: false, errno: 'EBUSY' });
    expect(busy.events).toContainEqual(
      expect.objectContaining({ type: 'kexec:exec-refused', errno: 'EBUSY' }),
    );
    const call = { entry: 0n, flags: 0, segments: [] };
    const other = kernel.apply<'raw-load'>(entered, { kind: 'raw-load', call });
    expect(other.result).toMatchObject({ ok: false, errno: 'EBUSY' });
    const own = kernel.apply<'raw-load'>(entered, { kind: 'raw-load', call, entered: true });
    expect(own.result.ok).toBe(true);
    expect(own.machine.locks).toBe(NO_LOCKS);
  });

  it('does not jump before it has shut down, nor shut down twice', () => {
    const { kernel, machine } = loaded([], 'boot');
    const begun = after(kernel, machine, BEGIN);
    expect(kernel.apply<'reboot-jump'>(begun, { kind: 'reboot-jump' }).result).toMatchObject({
      errno: 'EINVAL',
    });
    const down = after(kernel, begun, SHUTDOWN);
    expect(kernel.apply<'reboot-shutdown'>(down, { kind: 'reboot-shutdown' }).result).toMatchObject({
      errno: 'EINVAL',
    });
  });

  it('P4 looks too early: what it found online is removed while the devices go down; P4c looks right before the copy', () => {
    const remove: Action[] = [
      { kind: 'eject-begin', id: 'dimm0' },
      ...[first, second].flatMap((block): Action[] => [
        { kind: 'offline-begin', block },
        { kind: 'offline-finish', block },
      ]),
      { kind: 'eject-remove', id: 'dimm0' },
      { kind: 'eject-finish', id: 'dimm0' },
    ];
    const end = (policy: string) => {
      const { kernel, machine } = loaded([policy], 'dimm');
      const down = after(kernel, machine, BEGIN, ...remove, SHUTDOWN);
      return kernel.apply<'reboot-jump'>(down, { kind: 'reboot-jump' });
    };
    expect(end('validate-at-exec').events.map(({ type }) => type)).toContain('kexec:write-to-nothing');
    const refused = end('validate-at-copy');
    expect(refused.events.map(({ type }) => type)).not.toContain('kexec:jump');
    expect(refused.result).toMatchObject({
      outcome: 'panic',
      reason: expect.stringContaining('no way back'),
    });
    expect(refused.machine.halted?.outcome).toBe('panic');
  });
});

describe('core R2.34, R4.19: who waits for whom', () => {
  it('a block on its way holds its locks until it has arrived, or somebody refuses', () => {
    const { kernel, machine } = loaded([], 'boot');
    const locked = after(kernel, machine, OFFLINE);
    expect(locked.locks).toEqual({
      hotplug: `the write to memory${first}`,
      memory: `memory${first}`,
      devices: new Map([[`memory${first}`, `the write to memory${first}`]]),
    });
    const arrived = after(
      kernel,
      locked,
      { kind: 'offline-ask', block: first },
      { kind: 'offline-finish', block: first },
    );
    expect(arrived.locks).toBe(NO_LOCKS);
    const { kernel: vetoing, machine: used } = loaded(['notifier-corrected'], 'dimm');
    const refused = after(
      vetoing,
      used,
      { kind: 'offline-lock', block: first },
      { kind: 'offline-ask', block: first },
    );
    expect(refused.memory.blocks.get(first)?.state).toBe('online');
    expect(refused.locks).toBe(NO_LOCKS);
  });

  it('an ejection keeps device_hotplug_lock between its blocks, and writes to state wait for it', () => {
    const { kernel, machine } = loaded([], 'boot');
    const begun = after(kernel, machine, { kind: 'eject-begin', id: 'dimm0' }, OFFLINE);
    const between = after(
      kernel,
      begun,
      { kind: 'offline-ask', block: first },
      { kind: 'offline-finish', block: first },
    );
    expect(between.locks).toEqual({ hotplug: 'the ejection of dimm0', devices: new Map() });
    const write: Action = { kind: 'block-state', block: second, word: 'offline' };
    expect(kernel.waitsFor(between, write)?.lock).toBe('device_hotplug_lock');
    expect(() => kernel.apply<ActionKind>(between, write)).toThrow('waits for device_hotplug_lock');
  });

  it.each(['notifier-as-posted', 'notifier-corrected', 'unload-on-hotplug', 'unload-and-hold'])(
    '%s sleeps for the kexec lock, with which reboot() waits for the block',
    (policy) => {
      const { kernel, machine } = loaded([policy], 'boot');
      const stuck = after(kernel, machine, OFFLINE, BEGIN);
      expect(kernel.waitsFor(stuck, { kind: 'offline-ask', block: first })).toEqual({
        lock: 'the kexec lock',
        holder: 'reboot()',
      });
      expect(kernel.waitsFor(stuck, SHUTDOWN)).toEqual({
        lock: `the lock of memory${first}`,
        holder: `the write to memory${first}`,
      });
    },
  );

  it('one that only tries the lock refuses instead; without a policy nobody asks for it', () => {
    const { kernel, machine } = loaded(['notifier-trylock'], 'boot');
    const trying = after(kernel, machine, OFFLINE, BEGIN);
    const asked = kernel.apply<'offline-ask'>(trying, { kind: 'offline-ask', block: first });
    expect(asked.result).toMatchObject({ ok: false, errno: 'EBUSY' });
    expect(kernel.waitsFor(asked.machine, SHUTDOWN)).toBeUndefined();
    const plain = loaded([], 'boot');
    const going = after(plain.kernel, plain.machine, OFFLINE, BEGIN, { kind: 'offline-ask', block: first });
    expect(plain.kernel.waitsFor(going, SHUTDOWN)).toBeDefined();
    expect(
      after(plain.kernel, going, { kind: 'offline-finish', block: first }, SHUTDOWN, JUMP).kernel.generation,
    ).toBe(1);
  });
});
