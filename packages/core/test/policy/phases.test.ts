import { describe, expect, it } from 'vitest';
import { NO_LOCKS } from '../../src/machine/locks.js';
import type { Action, ActionKind } from '../../src/kernel/action.js';
import type { Kernel } from '../../src/kernel/kernel.js';
import type { Machine } from '../../src/machine/machine.js';
import { dimmAt } from '../../src/drivers/memory-devices.js';
import { GiB, MiB } from '@warmboot/address';
import { POLICIES } from '../../src/policy/catalogue.js';

import { FAKE_BLOCK_SIZE } from '../fake-architecture.js';
import { fakeLoadRequest, fakeMachine } from '../fake-machine.js';

const dimm = dimmAt('dimm0', 8 * GiB, 256 * MiB, 0, 0);
const first = dimm.range.start / FAKE_BLOCK_SIZE;

const play = (kernel: Kernel, machine: Machine, actions: readonly Action[]): Machine =>
  actions.reduce((now, action) => kernel.apply<ActionKind>(now, action).machine, machine);

const online: Action = { kind: 'online', word: 'online_movable', blocks: [first, first + 1] };

describe('hotplug in its phases comes to what it comes to at once', () => {
  it('R2.15 plugging is inserting and attaching', () => {
    const { kernel, machine } = fakeMachine();
    const phases = play(kernel, machine, [
      { kind: 'dimm-insert', dimm },
      { kind: 'dimm-attach', id: 'dimm0' },
    ]);
    const whole = play(kernel, machine, [{ kind: 'dimm-add', dimm }]);
    expect(kernel.observe(phases)).toEqual(kernel.observe(whole));
  });

  it('R2.26 ejecting is taking every block offline, removing, and _EJ0', () => {
    const { kernel, machine } = fakeMachine();
    const plugged = play(kernel, machine, [{ kind: 'dimm-add', dimm }, online]);
    const phases = play(kernel, plugged, [
      { kind: 'eject-begin', id: 'dimm0' },
      ...[first, first + 1].flatMap((block): Action[] => [
        { kind: 'offline-begin', block },
        { kind: 'offline-finish', block },
      ]),
      { kind: 'eject-remove', id: 'dimm0' },
      { kind: 'eject-finish', id: 'dimm0' },
    ]);
    const whole = play(kernel, plugged, [{ kind: 'dimm-del', id: 'dimm0' }]);
    expect(kernel.observe(phases)).toEqual(kernel.observe(whole));
    expect(phases.locks).toBe(NO_LOCKS);
  });

  it('R2.21 memory that is online is not removed, and the lock keeps a second ejection out', () => {
    const { kernel, machine } = fakeMachine();
    const begun = play(kernel, machine, [
      { kind: 'dimm-add', dimm },
      online,
      { kind: 'eject-begin', id: 'dimm0' },
    ]);
    expect(kernel.apply<'eject-remove'>(begun, { kind: 'eject-remove', id: 'dimm0' }).result).toMatchObject({
      ok: false,
      errno: 'EBUSY',
    });
    expect(kernel.waitsFor(begun, { kind: 'eject-begin', id: 'dimm0' })).toEqual({
      lock: 'device_hotplug_lock',
      holder: 'the ejection of dimm0',
    });
  });
});

/** A kernel with these policies, a DIMM online, and an image loaded into it. */
const loadedInDimm = (...policies: string[]) => {
  const { kernel, machine } = fakeMachine({ policies });
  const plugged = play(kernel, machine, [{ kind: 'dimm-add', dimm }, online]);
  const request = fakeLoadRequest({ memMin: dimm.range.start });
  const loaded = kernel.apply<'kexec-load'>(plugged, { kind: 'kexec-load', path: 'kexec_load', request });
  return { kernel, plugged, status: loaded.result.status, machine: loaded.machine };
};
const removed = ({ kernel, machine }: ReturnType<typeof loadedInDimm>): boolean => {
  const { result } = kernel.apply<'dimm-del'>(machine, { kind: 'dimm-del', id: 'dimm0' });
  return result.ok && result.value.removed;
};

describe('8.3 the policies', () => {
  it('each says what speaks against it and what became of it, under a name and a number of its own', () => {
    for (const { id, objection, upstream } of POLICIES)
      expect([id, objection, upstream]).not.toContain(undefined);
    expect(new Set(POLICIES.map(({ id }) => id)).size).toBe(POLICIES.length);
    const numbers = new Set(POLICIES.map(({ id }) => Number(/\d+/.exec(id!)![0])));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, number) => number));
  });

  it.each(['none', 'validate-at-exec', 'unload-on-hotplug', 'unload-on-remove'])(
    '%s lets the DIMM go',
    (name) => {
      expect(removed(loadedInDimm(...(name === 'none' ? [] : [name])))).toBe(true);
    },
  );

  it.each(['notifier-corrected', 'reserved-destinations', 'block-hotplug', 'veto-remove'])(
    '%s keeps it',
    (name) => {
      const story = loadedInDimm(name);
      expect(removed(story)).toBe(false);
      expect(story.machine.kexec.normal).toBeDefined();
    },
  );

  it('P11 leaves offlining free; the memory that may not be removed comes back online', () => {
    const { kernel, machine } = loadedInDimm('veto-remove');
    const { machine: after } = kernel.apply<'dimm-del'>(machine, { kind: 'dimm-del', id: 'dimm0' });
    expect(after.memory.blocks.get(first)?.state).toBe('online');
  });

  it('P9h drops the image, and refuses a load while a device is being ejected', () => {
    const { kernel, machine, plugged } = loadedInDimm('unload-and-hold');
    const begun = play(kernel, plugged, [{ kind: 'eject-begin', id: 'dimm0' }]);
    const request = fakeLoadRequest();
    const loaded = kernel.apply<'kexec-load'>(begun, { kind: 'kexec-load', path: 'kexec_load', request });
    expect(loaded.machine.kexec.normal).toBeUndefined();
    const gone = play(kernel, machine, [{ kind: 'dimm-del', id: 'dimm0' }]);
    expect(gone.kexec.normal).toBeUndefined();
  });

  it('P13 refuses the jump when the memory changed since the load, and one more load makes it good', () => {
    const { kernel, machine } = loadedInDimm('map-generation-check');
    const other = dimmAt('dimm1', 16 * GiB, 256 * MiB, 0, 0);
    const changed = play(kernel, machine, [{ kind: 'dimm-add', dimm: other }]);
    const exec = { kind: 'kexec-exec' } as const;
    expect(kernel.apply<'kexec-exec'>(machine, exec).result.outcome).not.toBe('refused');
    expect(kernel.apply<'kexec-exec'>(changed, exec).result).toMatchObject({
      outcome: 'refused',
      errno: 'EINVAL',
    });
    const again = kernel.apply<'kexec-load'>(changed, {
      kind: 'kexec-load',
      path: 'kexec_load',
      request: fakeLoadRequest(),
    });
    expect(again.result.status).toBe(0);
    expect(kernel.apply<'kexec-exec'>(again.machine, exec).result.outcome).not.toBe('refused');
  });

  it('P16r refuses kexec_load while there is hot-added memory', () => {
    expect(loadedInDimm('refuse-with-hot-added').status).not.toBe(0);
    expect(loadedInDimm().status).toBe(0);
  });

  it('P2b is in the firmware map under its own name, P16 is not in it', () => {
    const types = (name: string) =>
      loadedInDimm(name)
        .plugged.firmwareMap!.entries.filter(({ range }) => range.start === dimm.range.start)
        .map(({ type }) => type);
    expect(types('hotplugged-system-ram')).toEqual(['Hotplugged System RAM']);
    expect(types('no-firmware-map-entry')).toEqual([]);
  });
});
