import { describe, expect, it } from 'vitest';
import { SegmentList } from '../../src/userspace/segment-list.js';

const ram = [
  { start: 0x1000, end: 0x1_0000 },
  { start: 0x10_0000, end: 0x20_0000 },
];
const list = (): SegmentList => new SegmentList(ram, { memMin: 0, memMax: Infinity }, 4096);
const kernel = { kind: 'kernel', bufsz: 0x1800, memsz: 0x1801 } as const;

describe('core R7.7 add_segment and add_buffer', () => {
  it('rounds memsz up to pages and clips bufsz to what was asked', () => {
    const segments = list();
    expect(segments.add(0x10_0000, { ...kernel, bufsz: 0x9000 })).toEqual({ ok: true, base: 0x10_0000 });
    expect(segments.segments).toEqual([{ kind: 'kernel', mem: 0x10_0000, memsz: 0x2000, bufsz: 0x1801 }]);
  });

  it('ignores an empty segment', () => {
    const segments = list();
    expect(segments.add(0x10_0000, { ...kernel, memsz: 0 }).ok).toBe(true);
    expect(segments.segments).toEqual([]);
  });

  it.each([
    ['an unaligned base', 0x10_0001, 'Base address: 0x100001 is not page aligned'],
    ['a range outside RAM', 0x20_0000, 'Invalid memory segment 0x200000 - 0x201fff'],
    ['a range that leaves RAM', 0x1f_f000, 'Invalid memory segment 0x1ff000 - 0x200fff'],
    ['an overlap', 0x18_1000, 'Overlapping memory segments at 0x181000'],
  ])('dies of %s', (_, base, message) => {
    const segments = list();
    segments.add(0x18_0000, kernel);
    expect(segments.add(base, kernel)).toEqual({ ok: false, output: [message] });
  });

  it('keeps to --mem-min and --mem-max', () => {
    const segments = new SegmentList(ram, { memMin: 0x11_0000, memMax: 0x11_2fff }, 4096);
    expect(segments.add(0x10_0000, kernel).ok).toBe(false);
    expect(segments.add(0x11_1000, kernel).ok).toBe(true);
    expect(segments.add(0x11_3000, kernel).ok).toBe(false);
  });

  it('finds room around what is placed and lists segments by address', () => {
    const segments = list();
    const where = { align: 0x1000, min: 0, max: Infinity, direction: 'highest' as const };
    segments.addBuffer({ ...kernel, ...where });
    segments.addBuffer({ ...kernel, ...where, kind: 'initrd' });
    segments.addBuffer({ ...kernel, ...where, kind: 'dtb', direction: 'lowest' });
    expect(segments.segments.map(({ kind, mem }) => [kind, mem])).toEqual([
      ['dtb', 0x1000],
      ['initrd', 0x1f_c000],
      ['kernel', 0x1f_e000],
    ]);
  });

  it('says how much it looked for when nothing fits', () => {
    const where = { align: 0x1000, min: 0, max: 0xffff, direction: 'highest' as const };
    expect(list().addBuffer({ ...kernel, memsz: 0x10_0000, ...where })).toEqual({
      ok: false,
      output: ['Could not find a free area of memory of 0x100000 bytes...', 'locate_hole failed'],
    });
  });

  it('only warns of a seventeenth segment: the kernel refuses it', () => {
    const segments = list();
    for (let page = 0; page < 17; page += 1) {
      expect(segments.add(0x10_0000 + page * 0x1000, { ...kernel, memsz: 0x1000 }).ok).toBe(true);
    }
    expect(segments.segments).toHaveLength(17);
    expect(segments.warnings).toEqual(['Warning: kernel segment limit reached. This will likely fail']);
  });

  it('passes 64-bit values to the system call', () => {
    const segments = list();
    segments.add(0x10_0000, kernel);
    segments.fill(0x10_0000, Uint8Array.of(1, 2));
    expect(segments.toRaw()).toEqual([
      { kind: 'kernel', mem: 0x10_0000n, memsz: 0x2000n, bufsz: 2n, bytes: Uint8Array.of(1, 2) },
    ]);
    expect(() => segments.fill(0x1000, Uint8Array.of())).toThrow(TypeError);
  });
});

describe('the page size of a tool', () => {
  const one = { kind: 'other', bufsz: 1, memsz: 1 } as const;
  const placed = (bounds: { pageSize?: number }, pageSize?: number) => {
    const segments = new SegmentList(ram, { memMin: 0x1000, memMax: Infinity, ...bounds }, pageSize);
    segments.addBuffer({ ...one, align: 1, min: 0, max: Infinity, direction: 'lowest' });
    return segments.segments.map(({ mem, memsz }) => [mem, memsz]);
  };

  it('rounds places and sizes, whether it is told, in the request or, by old loaders, not at all', () => {
    expect(placed({}, 0x4000)).toEqual([[0x4000, 0x4000]]);
    expect(placed({ pageSize: 0x1_0000 })).toEqual([[0x10_0000, 0x1_0000]]);
    expect(placed({})).toEqual([[0x1000, 0x1000]]);
  });
});
