import { describe, expect, test } from 'vitest';
import type { RawSegment } from '../../src/image/segment.js';
import { KEXEC_ON_CRASH } from '../../src/image/load-flags.js';
import { MiB, rangeAt, sizeOf } from '@warmboot/address';

import { machineWith, segment, stray, write } from '../kexec-world.js';
import { PAGE_SIZE } from '../page-size.js';

describe('core R4.9, R4.10: a crash image lies in its reservation', () => {
  const region = rangeAt(512 * MiB, 64 * MiB);
  const crashLoad = (segments: readonly RawSegment[], verifiesDigest = false) => {
    const world = machineWith();
    const { kexec } = world.machine;
    const machine = { ...world.machine, kexec: { ...kexec, crashRegion: region } };
    const call = { entry: BigInt(region.start), flags: KEXEC_ON_CRASH, segments, verifiesDigest };
    return { world, loaded: world.step<'raw-load'>(machine, { kind: 'raw-load', call }) };
  };

  test('segments are there at once, zeros behind them; the list is IND_DONE alone', () => {
    const { loaded } = crashLoad([segment(region.start, 2 * PAGE_SIZE, { bufsz: 5n })]);
    const image = loaded.machine.kexec.crash!;
    expect(image.pages.list.segments).toEqual([]);
    expect(image.pages.swap).toBeUndefined();
    const bytes = loaded.machine.contents.read(rangeAt(region.start, 2 * PAGE_SIZE));
    expect(bytes.subarray(5).every((byte) => byte === 0)).toBe(true);
    expect(bytes.subarray(0, 5).some((byte) => byte !== 0)).toBe(true);
    const [control, vmcoreinfo] = image.pages.control;
    expect(control!.start).toBe(region.start + 2 * PAGE_SIZE);
    expect(vmcoreinfo!.start).toBe(control!.end);
  });

  test('core 4.1 step 15: no room for the copy of vmcoreinfo is ENOMEM, and the log says so', () => {
    const { loaded } = crashLoad([segment(region.start, sizeOf(region) - PAGE_SIZE)]);
    expect(loaded.result).toMatchObject({ ok: false, errno: 'ENOMEM' });
    expect(loaded.log.map(({ text }) => text)).toEqual(['kexec_core: Could not allocate vmcoreinfo buffer']);
  });

  test('what overwrites the reservation is caught after the panic', () => {
    const { world, loaded } = crashLoad([segment(region.start, PAGE_SIZE)], true);
    const spoilt = write(world, loaded.machine, region.start + 1, stray(0xa5));
    const crashed = world.step<'crash'>(spoilt, { kind: 'crash' });
    expect(crashed.result).toMatchObject({ outcome: 'hang' });
    expect(crashed.events.map(({ type }) => type)).toContain('kexec:digest-mismatch');
  });
});
