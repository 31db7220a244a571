import { describe, expect, it } from 'vitest';
import { KiB, MiB } from '@warmboot/address';
import type { LoadRequest } from '@warmboot/core/plugin';
import { toolRun } from '@warmboot/core/plugin';

const RAM = [{ start: 0, end: MiB }];

const loadOf = () =>
  new toolRun.Load({
    ram: RAM,
    bounds: { memMin: 0, memMax: Infinity },
    pageSize: 4 * KiB,
    align: 64 * KiB,
    direction: 'highest',
  });

/** What the tool makes of a run that places like this. */
const ran = (run: (tool: toolRun.Load) => number) => {
  const tool = loadOf();
  return toolRun.run({ tool, run: () => run(tool) }, { kernelPath: 'vmlinuz' } as LoadRequest);
};

describe('a run of kexec -c', () => {
  it('places a buffer as the architecture does, unless the loader says otherwise', () => {
    const tool = loadOf();
    expect(tool.addBuffer('initrd', 100)).toBe(MiB - 64 * KiB);
    expect(tool.addBuffer('dtb', 100, { align: 4 * KiB, max: 0x8fff, bytes: new Uint8Array(100) })).toBe(
      0x8000,
    );
    expect(tool.addBuffer('other', 100, { memsz: 5000, direction: 'lowest' })).toBe(0);
    expect(tool.segments.segments.map(({ mem, memsz, bufsz }) => [mem, memsz, bufsz])).toEqual([
      [0, 0x2000, 100],
      [0x8000, 0x1000, 100],
      [MiB - 64 * KiB, 0x1000, 100],
    ]);
  });

  it('lists ranges with their types, of which RAM is 0', () => {
    const tool = loadOf();
    tool.list('System RAM ranges;', RAM);
    tool.list('MEMORY RANGES', [{ start: MiB, end: 2 * MiB, type: 2 }], ({ type }) => type);
    expect(tool.output).toEqual([
      'System RAM ranges;',
      '0000000000000000-00000000000fffff (0)',
      'MEMORY RANGES',
      '0000000000100000-00000000001fffff (2)',
    ]);
  });

  it('core R7.11: dies where something finds no place, after what it has printed', () => {
    const tooLarge = ran((tool) => {
      tool.print('so far');
      return tool.addBuffer('initrd', 2 * MiB);
    });
    expect(tooLarge).toMatchObject({ ok: false, status: 1 });
    expect(tooLarge.output).toEqual([
      'so far',
      'Could not find a free area of memory of 0x200000 bytes...',
      'locate_hole failed',
    ]);
    const content = { kind: 'kernel', bufsz: 1, memsz: 1 } as const;
    expect(ran((tool) => tool.addSegment(1, content))).toMatchObject({
      ok: false,
      status: 1,
      output: ['Base address: 0x1 is not page aligned'],
    });
  });

  it('dies where a crash image is loaded and nothing was reserved for it', () => {
    expect(ran(() => toolRun.requireCrashRegion(undefined).start)).toMatchObject({
      ok: false,
      status: 1,
      output: ['Memory for crashkernel is not reserved'],
    });
    expect(toolRun.requireCrashRegion(RAM[0])).toBe(RAM[0]);
  });

  it('says last which file a loader could not load', () => {
    const failed = ran(() => {
      throw new toolRun.LoaderFailed('kexec: load failed.');
    });
    expect(failed).toMatchObject({ ok: false, status: 255 });
    expect(failed.output).toEqual(['kexec: load failed.', 'Cannot load vmlinuz']);
  });
});
