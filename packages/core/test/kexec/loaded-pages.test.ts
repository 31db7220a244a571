import { describe, expect, test } from 'vitest';
import { bytesContent } from '../../src/physical/content.js';
import { dimmAt } from '../../src/drivers/memory-devices.js';
import { GiB, MiB, rangeAt, sizeOf } from '@warmboot/address';
import { PhysicalMemory } from '../../src/physical/physical-memory.js';
import { sourceOf } from '../../src/image/page-list.js';
import { FAKE_BLOCK_SIZE, fakeKernel } from '../fake-architecture.js';
import { FIRST_OF_DIMM, load, machineWith, segment, writeState } from '../kexec-world.js';
import { PageSequence } from '../page-sequence.js';
import { PAGE_SIZE } from '../page-size.js';

describe('core R4.5: pages of an image are reserved', () => {
  test('they come from kernel zones, boot memory first, and hold what was loaded', () => {
    const world = machineWith();
    const machine = load(world);
    const { pages, segments } = machine.kexec.normal!;
    for (const { start, end } of pages.reserved) {
      expect(end).toBeLessThanOrEqual(2 * GiB);
      expect(start).toBeGreaterThanOrEqual(0);
    }
    const held = [...pages.reserved].reduce((sum, range) => sum + sizeOf(range), 0);
    const bytes = segments.reduce((sum, { memsz }) => sum + memsz, 0);
    expect(held).toBeGreaterThan(bytes);
    const initrd = segments.find(({ kind }) => kind === 'initrd')!;
    const source = sourceOf(pages.list, initrd.mem)!;
    expect(machine.contents.refersTo(rangeAt(source, PAGE_SIZE), initrd.content!)).toBe(true);
  });

  test('none is where the kernel is', () => {
    const machine = load(machineWith());
    const code = rangeAt(16 * MiB, 8 * MiB);
    expect(machine.kexec.normal!.pages.reserved.firstIn(code)).toBeUndefined();
  });

  /** Sources in the DIMM, whose blocks were put online in a kernel zone. */
  const pinned = () => {
    const page = FIRST_OF_DIMM * FAKE_BLOCK_SIZE + 5 * PAGE_SIZE;
    const order = Array.from({ length: 9000 }, (_, index) => page + index * PAGE_SIZE);
    const world = machineWith({ ports: { openPages: () => new PageSequence(order) } });
    const online = world.step<'online'>(world.machine, { kind: 'online', word: 'online', blocks: 'all' });
    return { ...world, machine: load({ ...world, machine: online.machine }) };
  };

  test('core 2.3 row 7: a block that holds one cannot go offline, and no notifier hears of it', () => {
    const world = pinned();
    const refused = writeState(world, world.machine, FIRST_OF_DIMM, 'offline');
    expect(refused.result).toMatchObject({ ok: false, errno: 'EBUSY' });
    expect(refused.events).toEqual([]);
    const free = writeState(world, world.machine, FIRST_OF_DIMM + 1, 'offline');
    expect(free.result.ok).toBe(true);
    const unplugged = world.step<'dimm-del'>(world.machine, { kind: 'dimm-del', id: 'dimm0' });
    expect(unplugged.result).toMatchObject({ ok: true, value: { removed: false } });
  });

  test('once the image is unloaded the block can go', () => {
    const world = pinned();
    const unloaded = world.step<'kexec-unload'>(world.machine, { kind: 'kexec-unload', image: 'normal' });
    expect(unloaded.machine.contents.extentCount).toBe(0);
    expect(writeState(world, unloaded.machine, FIRST_OF_DIMM, 'offline').result.ok).toBe(true);
  });

  test('destinations get nothing: a block that is only a destination goes', () => {
    const world = machineWith();
    const online = world.step<'online'>(world.machine, { kind: 'online', word: 'online', blocks: 'all' });
    const loaded = load({ ...world, machine: online.machine }, { memMin: 8 * GiB });
    expect(loaded.kexec.normal!.segments[0]!.mem).toBe(8 * GiB);
    expect(writeState(world, loaded, FIRST_OF_DIMM, 'offline').result.ok).toBe(true);
  });

  test('never from ZONE_MOVABLE, even when nothing else is left: ENOMEM, the log line, and the old image', () => {
    // 2 GiB of boot memory, 6 GiB that are online and movable: half of all RAM is more than kernel zones have.
    const world = machineWith();
    const dimm = dimmAt('dimm1', 16 * GiB, 6 * GiB, 0, 1);
    const plugged = world.step<'dimm-add'>(world.machine, { kind: 'dimm-add', dimm }).machine;
    const online = world.step<'online'>(plugged, { kind: 'online', word: 'online_movable', blocks: 'all' });
    const before = load({ ...world, machine: online.machine });
    const call = { entry: 0n, flags: 0, segments: [segment(16 * GiB, 3 * GiB)] };
    const refused = world.step<'raw-load'>(before, { kind: 'raw-load', call });
    expect(refused.result).toMatchObject({ ok: false, errno: 'ENOMEM' });
    expect(refused.machine.kexec.normal).toBe(before.kexec.normal);
    expect(refused.machine.contents).toBe(before.contents);
  });

  test.each([
    [[], 'Could not allocate control_code_buffer'],
    [[PAGE_SIZE], 'Could not allocate swap buffer'],
  ])('ENOMEM for control pages is said in the log', (order, line) => {
    const world = machineWith({ ports: { openPages: () => new PageSequence(order) } });
    const call = { entry: 0n, flags: 0, segments: [segment(GiB, PAGE_SIZE)] };
    const refused = world.step<'raw-load'>(world.machine, { kind: 'raw-load', call });
    expect(refused.result).toMatchObject({ ok: false, errno: 'ENOMEM' });
    expect(refused.log.map(({ text }) => text)).toEqual([`kexec: ${line}`]);
  });

  test('another load takes other pages, and the old ones are free afterwards', () => {
    const world = machineWith();
    const first = load(world);
    const second = load({ ...world, machine: first });
    const old = [...first.kexec.normal!.pages.reserved];
    for (const range of old) {
      expect(second.kexec.normal!.pages.reserved.firstIn(range)).toBeUndefined();
      expect([...second.contents.extents(range)]).toEqual([]);
    }
  });
});

describe('files that are really there', () => {
  test('are what the segments hold, and are not copied', () => {
    const file = bytesContent(Uint8Array.from({ length: 2 * MiB }, (_, index) => index * 7));
    const world = machineWith();
    const machine = load(world, {
      kernel: { ...fakeKernel(2 * MiB), content: file },
      initrd: { fileSize: 2 * MiB, content: file },
    });
    for (const { kind, content } of machine.kexec.normal!.segments) {
      if (kind === 'kernel' || kind === 'initrd') expect(content).toBe(file);
    }
    expect(machine.contents).not.toBe(PhysicalMemory.EMPTY);
  });
});
