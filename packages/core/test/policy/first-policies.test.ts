import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/machine/machine.js';
import type { Policy } from '../../src/contract/policy.js';
import type { RawSegment } from '../../src/image/segment.js';
import { dimmAt } from '../../src/drivers/memory-devices.js';
import { GiB, MiB } from '@warmboot/address';
import { hasFlags, IORESOURCE_SYSRAM_DRIVER_MANAGED } from '../../src/resource/flags.js';
import { NOTIFY_BAD, notificationOf } from '../../src/contract/memory-notifier.js';
import { none } from '../../src/policy/none.js';
import { notifierAsPosted } from '../../src/policy/notifier-as-posted.js';
import { notifierCorrected } from '../../src/policy/notifier-corrected.js';
import { preorder } from '../../src/resource/preorder.js';
import { Transition } from '../../src/machine/transition.js';

import { fakeMachine } from '../fake-machine.js';
import { FIRST, PLUGGED_AT, RunningMachine } from '../memory/running-machine.js';

const PAGE = 4096;
const BLOCK = 128 * MiB;

/** Whether the policy's notifier lets the pages [p, q) go while an image has one segment at the pages [s, e). */
const vetoes = (
  machine: Machine,
  { notifiers }: Policy,
  [s, e]: [number, number],
  [p, q]: [number, number],
) => {
  const normal = {
    type: 'normal',
    fileMode: false,
    entry: 0n,
    segments: [{ kind: 'other', mem: s * PAGE, memsz: (e - s) * PAGE, bufsz: 0 }],
    preserveContext: false,
    verifiesDigest: false,
    layoutGeneration: 0,
  };
  const kexec = { ...machine.kexec, normal } as unknown as Machine['kexec'];
  const transition = new Transition({ ...machine, kexec });
  const value = notifiers![0]!.notify(
    transition,
    notificationOf('MEM_GOING_OFFLINE', { start: p * PAGE, end: q * PAGE }, PAGE),
  );
  const said = transition.log.map(({ level, text }) => `${level} ${text}`);
  expect(said).toEqual(value === NOTIFY_BAD ? ['warn kexec_core: Memory region in use'] : []);
  return value === NOTIFY_BAD;
};

const load = (running: RunningMachine, mem: number, memsz: number) => {
  const segments: RawSegment[] = [{ mem: BigInt(mem), memsz: BigInt(memsz), bufsz: 0n }];
  return running.do<'raw-load'>({ kind: 'raw-load', call: { entry: 0n, flags: 0, segments } });
};

/** Two online blocks at FIRST and FIRST + 1. */
const plugged = (policy: string): RunningMachine => {
  const running = new RunningMachine({ policies: [policy], cmdline: 'memhp_default_state=online' });
  running.plug('dimm0', PLUGGED_AT, 2 * BLOCK);
  return running;
};

describe('core 8.2 the overlap test of the notifier', () => {
  it('as posted and corrected differ in exactly the two listed cases', () => {
    const { machine } = fakeMachine();
    const differing = { missed: 0, vain: 0 };
    for (let s = 0; s <= 8; s += 1)
      for (let e = s + 1; e <= 9; e += 1)
        for (let p = 0; p <= 8; p += 1)
          for (let q = p + 1; q <= 9; q += 1) {
            const truth = s < q && p < e;
            const posted = vetoes(machine, notifierAsPosted, [s, e], [p, q]);
            const where = `segment [${s}, ${e}) block [${p}, ${q})`;
            expect(vetoes(machine, notifierCorrected, [s, e], [p, q]), where).toBe(truth);
            const missed = s < p && e >= q;
            const vain = e === p && s < p;
            expect(posted !== truth, where).toBe(missed || vain);
            if (missed) differing.missed += 1;
            if (vain) differing.vain += 1;
            if (missed) expect([posted, truth], where).toEqual([false, true]);
            else if (vain) expect([posted, truth], where).toEqual([true, false]);
          }
    expect(Math.min(differing.missed, differing.vain)).toBeGreaterThan(0);
  });

  it('the examples of the specification', () => {
    const { machine } = fakeMachine();
    const block: [number, number] = [0x8000, 0x10000];
    expect(vetoes(machine, notifierAsPosted, [0x7000, 0x18000], block)).toBe(false);
    expect(vetoes(machine, notifierCorrected, [0x7000, 0x18000], block)).toBe(true);
    expect(vetoes(machine, notifierAsPosted, [0x7f00, 0x8000], block)).toBe(true);
    expect(vetoes(machine, notifierCorrected, [0x7f00, 0x8000], block)).toBe(false);
  });

  it('an empty segment counts strictly inside a block, and as posted at its start too', () => {
    const { machine } = fakeMachine();
    for (const at of [0, 1, 2, 3, 4]) {
      expect(vetoes(machine, notifierCorrected, [at, at], [1, 3]), `${at}`).toBe(at === 2);
      expect(vetoes(machine, notifierAsPosted, [at, at], [1, 3]), `${at}`).toBe(at === 1 || at === 2);
    }
  });
});

describe('core 8.3 the policies', () => {
  it('P0 none: a destination goes without a word', () => {
    expect(none.notifiers ?? []).toEqual([]);
    const running = plugged('none');
    load(running, PLUGGED_AT, PAGE);
    expect(running.unplug('dimm0')).toMatchObject({ value: { removed: true } });
    expect(running.machine.kexec.normal).toBeDefined();
  });

  it.each(['notifier-as-posted', 'notifier-corrected'])(
    'P1 %s: the destination stays, until kexec -u',
    (policy) => {
      const running = plugged(policy);
      load(running, PLUGGED_AT + PAGE, PAGE);
      expect(running.writeState(FIRST, 'offline')).toMatchObject({ errno: 'EPERM' });
      expect(running.writeState(FIRST + 1, 'offline').ok).toBe(true);
      running.writeState(FIRST + 1, 'online');
      expect(running.unplug('dimm0')).toMatchObject({ value: { removed: false } });
      expect(running.lines('warn')).toEqual([
        'kexec_core: Memory region in use',
        'kexec_core: Memory region in use',
        `memory memory${FIRST}: Offline failed.`,
      ]);
      running.do<'kexec-unload'>({ kind: 'kexec-unload', image: 'normal' });
      expect(running.unplug('dimm0')).toMatchObject({ value: { removed: true } });
    },
  );

  it('P1 a destination that is offline already goes unasked, core R2.24', () => {
    const running = new RunningMachine({ policies: ['notifier-corrected'] });
    running.plug('dimm0', PLUGGED_AT, BLOCK);
    load(running, PLUGGED_AT, PAGE);
    expect(running.unplug('dimm0')).toMatchObject({ value: { removed: true } });
  });

  it('P2 resource-name: hot-added memory has another name, and no entry in the firmware map', () => {
    const running = plugged('resource-name');
    const { iomem, firmware_memmap } = running.kernel.observe(running.machine);
    expect(iomem).toContain('200000000-20fffffff : System RAM (hotplug)\n');
    expect(firmware_memmap).toHaveLength(1);
    expect(running.unplug('dimm0')).toMatchObject({ value: { removed: true } });
  });

  it.each([
    ['resource-name', false],
    ['resource-name-driver-managed', true],
  ])("P2 %s: whether kexec_file_load takes the memory for a driver's: %s", (policy, managed) => {
    const running = plugged(policy);
    const renamed = [...preorder(running.machine.iomem.root)].find(
      ({ resource }) => resource.name === 'System RAM (hotplug)',
    );
    expect(hasFlags(renamed!.resource.flags, IORESOURCE_SYSRAM_DRIVER_MANAGED)).toBe(managed);
  });

  // drivers/virtio/virtio_mem.c, drivers/dax/kmem.c: add_memory_driver_managed; since 5.8.
  it('P0 none is mainline: what virtio_mem and kmem bring is named for them, what others bring is plain', () => {
    const named = (policies: readonly string[], driver: string): boolean => {
      const running = new RunningMachine({ policies });
      const dimm = { ...dimmAt('dimm0', PLUGGED_AT, BLOCK, 0, 0), driver };
      running.do<'dimm-add'>({ kind: 'dimm-add', dimm });
      return running.kernel.observe(running.machine).iomem.includes(`: System RAM (${driver})\n`);
    };
    expect(named([], 'virtio_mem')).toBe(true);
    expect(named([], 'kmem')).toBe(true);
    expect(named([], 'hv_balloon')).toBe(false);
    expect(named(['driver-managed'], 'hv_balloon')).toBe(true);
    expect(named(['drivers-plain'], 'virtio_mem')).toBe(false);
  });

  it('P4 validate-at-exec: the jump is EINVAL unless every destination page is online', () => {
    const running = plugged('validate-at-exec');
    const exec = () => running.do<'kexec-exec'>({ kind: 'kexec-exec' });
    load(running, PLUGGED_AT + BLOCK - PAGE, 2 * PAGE);
    running.writeState(FIRST + 1, 'offline');
    expect(exec()).toMatchObject({ outcome: 'refused', errno: 'EINVAL' });
    running.writeState(FIRST + 1, 'online');
    expect(exec().outcome).not.toBe('refused');
  });

  it.each([
    ['beyond the last block', PLUGGED_AT + 2 * BLOCK - PAGE, 2 * PAGE],
    ['before the first', PLUGGED_AT - PAGE, 2 * PAGE],
    ['nowhere', 16 * GiB, PAGE],
  ])('P4 validate-at-exec: a destination %s is refused', (_where, mem, memsz) => {
    const running = plugged('validate-at-exec');
    load(running, mem, memsz);
    expect(running.do<'kexec-exec'>({ kind: 'kexec-exec' })).toMatchObject({ errno: 'EINVAL' });
  });

  it.each(['online', 'offline'])('P9 unload-on-hotplug: memory going %s drops the normal image', (word) => {
    const running = plugged('unload-on-hotplug');
    if (word === 'online') running.writeState(FIRST, 'offline');
    load(running, 0, PAGE);
    expect(running.writeState(FIRST, word).ok).toBe(true);
    expect(running.machine.kexec.normal).toBeUndefined();
    expect(running.events.map(({ type }) => type)).toContain('kexec:unloaded');
  });
});
