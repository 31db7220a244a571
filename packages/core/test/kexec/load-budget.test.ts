import { describe, expect, test } from 'vitest';
import { MiB } from '@warmboot/address';
import type { Machine } from '../../src/machine/machine.js';
import { kernelBudget } from '../../src/machine/kernel-budget.js';
import { kernelPagesOf } from '../../src/memory/kernel-pages.js';
import { MOVABLE } from '../../src/memory/zone.js';
import { readFiles } from '../../src/kexec/load-buffers.js';
import type { RawSegment } from '../../src/image/segment.js';
import { FIRST_OF_DIMM, machineWith, segment, writeState } from '../kexec-world.js';

/** The machine of the tests, whose kernel has so much left. */
const worldWith = (free: number) => {
  const world = machineWith();
  const { memory } = world.machine;
  const machine: Machine = {
    ...world.machine,
    memory: { ...memory, kernelPages: kernelPagesOf(memory, free) },
  };
  const rawLoad = (from: Machine, segments: readonly RawSegment[]) =>
    world.step<'raw-load'>(from, { kind: 'raw-load', call: { entry: 0n, flags: 0, segments } });
  return { ...world, machine, rawLoad };
};

/** A segment that nobody has a copy of: its caller holds no memory for it. */
const hollow = (bytes: number): RawSegment => segment(256 * MiB, bytes, { bufsz: 0n });

describe('core R4.20: a load is paid from what the kernel can allocate', () => {
  test('the pages of the image, its control pages and its list; they come back when it is unloaded', () => {
    const { machine, rawLoad, step } = worldWith(40 * MiB);
    const loaded = rawLoad(machine, [hollow(32 * MiB)]);
    expect(loaded.result.ok).toBe(true);
    expect(kernelBudget(loaded.machine)).toBeLessThan(8 * MiB);
    const unloaded = step<'kexec-unload'>(loaded.machine, { kind: 'kexec-unload', image: 'normal' });
    expect(kernelBudget(unloaded.machine)).toBe(40 * MiB);
  });

  test('an image that fits, and whose lists do not, is ENOMEM', () => {
    const { machine, rawLoad } = worldWith(32 * MiB);
    expect(rawLoad(machine, [hollow(32 * MiB)]).result).toMatchObject({ ok: false, errno: 'ENOMEM' });
  });

  test('a second image is staged while the first still waits', () => {
    const { machine, rawLoad } = worldWith(60 * MiB);
    const first = rawLoad(machine, [hollow(32 * MiB)]);
    const second = rawLoad(first.machine, [hollow(32 * MiB)]);
    expect(second.result).toMatchObject({ ok: false, errno: 'ENOMEM' });
    expect(second.machine.kexec.normal).toBe(first.machine.kexec.normal);
  });

  test('the caller of kexec_load holds a copy, which a movable zone takes where there is one', () => {
    const { machine, rawLoad, step } = worldWith(60 * MiB);
    const full = segment(256 * MiB, 32 * MiB);
    expect(rawLoad(machine, [full]).result).toMatchObject({
      errno: 'ENOMEM',
      reason:
        'no room for the image: it takes 64 MiB, and the kernel has about 60 MiB left that it can allocate (32 MiB of image, and 32 MiB of what is read for it)',
    });
    const online = step<'block-state'>(machine, {
      kind: 'block-state',
      block: FIRST_OF_DIMM,
      word: 'online_movable',
    });
    expect(online.machine.memory.zones.some(({ name, present }) => name === MOVABLE && present > 0)).toBe(
      true,
    );
    expect(rawLoad(online.machine, [full]).result.ok).toBe(true);
  });

  test('a block that goes online in a kernel zone makes room', () => {
    const world = worldWith(20 * MiB);
    const refused = world.rawLoad(world.machine, [hollow(32 * MiB)]);
    expect(refused.result).toMatchObject({ errno: 'ENOMEM' });
    const { machine } = writeState(world, world.machine, FIRST_OF_DIMM, 'online_kernel');
    expect(world.rawLoad(machine, [hollow(32 * MiB)]).result.ok).toBe(true);
  });

  test.each([
    [
      4,
      'no room to read the kernel: it takes 8 MiB, and the kernel has about 4 MiB left that it can allocate',
    ],
    [
      20,
      'no room to read the initrd: it takes 24 MiB, and the kernel has about 20 MiB left that it can allocate',
    ],
  ])('kexec_file_load reads whole files first: with %i MiB, %s', (free, reason) => {
    const { machine } = worldWith(free * MiB);
    const read = readFiles(machine, [
      { name: 'kernel', size: 8 * MiB },
      { name: 'initrd', size: 16 * MiB },
    ]);
    expect(read).toMatchObject({ ok: false, errno: 'ENOMEM', reason });
  });

  test('nothing is refused where nobody told how much there is', () => {
    const { machine, rawLoad } = worldWith(0);
    const { kernelPages: _, ...memory } = machine.memory;
    expect(rawLoad({ ...machine, memory }, [hollow(32 * MiB)]).result.ok).toBe(true);
  });
});
