import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddressRange } from '@warmboot/address';
import { rangeAt, RangeSet } from '@warmboot/address';
import type { ImagePages } from '../../src/image/image-pages.js';
import type { KexecSegment } from '../../src/image/segment.js';
import type { Platform } from '../../src/device/platform.js';
import type { RelocationStyle } from '../../src/contract/kexec-limits.js';
import { ALL_ONES, bytesContent } from '../../src/physical/content.js';
import { generatedContent } from '../../src/physical/generated-content.js';
import { MemoryBus } from '../../src/machine/bus.js';
import { PhysicalMemory } from '../../src/physical/physical-memory.js';
import { relocate } from '../../src/kexec/relocate.js';
import { stageNormal } from '../../src/kexec/image-pages.js';
import { withContent, writeSegmentPart } from '../../src/image/segment-content.js';

import { PageSequence } from '../page-sequence.js';
import { PAGE_SIZE } from '../page-size.js';

const EXCHANGE: RelocationStyle = { page: 'exchange', absent: 'lost' };
const COPY: RelocationStyle = { page: 'copy', absent: 'stops' };

const platform = (...bootRam: AddressRange[]): Platform => ({
  bootRam,
  dimms: new Map(),
  hotplug: { available: true },
  hypervisor: false,
  nodes: [0],
});

const LIMITS = { pageSize: PAGE_SIZE, controlPageSize: 2 * PAGE_SIZE, memoryLimit: 2 ** 52 };

/** What memory held before anybody loaded anything: every page unlike every other. */
const before = (pages: number): PhysicalMemory =>
  PhysicalMemory.EMPTY.write(rangeAt(0, pages * PAGE_SIZE), generatedContent('before', pages * PAGE_SIZE));

/** Segments of odd sizes that do not meet, in any order, and an order of allocation that is out for trouble. */
const arrangement = fc
  .array(fc.record({ gap: fc.nat(3), pages: fc.integer({ min: 1, max: 5 }), cut: fc.nat(PAGE_SIZE * 2) }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((shapes) => {
    let next = 1;
    const segments = shapes.map(({ gap, pages, cut }, index): KexecSegment => {
      const first = next + gap;
      next = first + pages;
      const memsz = pages * PAGE_SIZE;
      const bufsz = Math.max(0, memsz - cut);
      const content = generatedContent(`segment ${index}`, bufsz);
      return { kind: 'other', mem: first * PAGE_SIZE, memsz, bufsz, content };
    });
    const pages = next * 2 + 8;
    const all = Array.from({ length: pages }, (_, index) => index * PAGE_SIZE);
    return fc.record({
      pages: fc.constant(pages),
      segments: fc.shuffledSubarray(segments, { minLength: segments.length }),
      order: fc.oneof(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.nat(pages).map((at) => [...all.slice(at), ...all.slice(0, at)]),
      ),
    });
  });

/** What the destination should hold, by the plainest copy there is. */
const naiveCopy = ({ content, bufsz, memsz }: KexecSegment): Uint8Array => {
  const bytes = new Uint8Array(memsz);
  content!.read(0, bytes.subarray(0, bufsz));
  return bytes;
};

describe('core R4.4 relocation', () => {
  test.each([
    ['one copy', COPY],
    ['three copies through the swap page', EXCHANGE],
  ])(
    '%s: each destination holds what was loaded and no source was lost, whatever the order of allocation',
    (_, style) => {
      fc.assert(
        fc.property(arrangement, ({ pages, segments, order }) => {
          const ram = platform(rangeAt(0, pages * PAGE_SIZE));
          const staged = stageNormal(new PageSequence(order), segments, before(pages), LIMITS);
          if (!staged.ok) return;
          const { contents } = staged.value;
          // Before the jump every page of every segment waits in its source.
          const waiting = new MemoryBus(ram, contents);
          for (const [index, { destination, sources }] of staged.value.pages.list.segments.entries()) {
            const bytes = sources.flatMap((source) => [...waiting.read(source)]);
            expect(Buffer.from(bytes).equals(naiveCopy(segments[index]!))).toBe(true);
            expect(destination).toBe(segments[index]!.mem);
          }
          const done = relocate(ram, contents, { pages: staged.value.pages, segments }, style, PAGE_SIZE);
          expect(done.lost).toEqual([]);
          for (const segment of segments) {
            const found = done.contents.read(rangeAt(segment.mem, segment.memsz));
            expect(Buffer.from(found).equals(naiveCopy(segment))).toBe(true);
          }
        }),
        { numRuns: 250 },
      );
    },
  );

  test('an exchange leaves in each source what its destination held, so that a second walk undoes it', () => {
    fc.assert(
      fc.property(arrangement, ({ pages, segments, order }) => {
        const ram = platform(rangeAt(0, pages * PAGE_SIZE));
        const staged = stageNormal(new PageSequence(order), segments, before(pages), LIMITS);
        if (!staged.ok) return;
        const image = { pages: staged.value.pages, segments };
        const there = relocate(ram, staged.value.contents, image, EXCHANGE, PAGE_SIZE).contents;
        const back = relocate(ram, there, image, EXCHANGE, PAGE_SIZE).contents;
        const swap = image.pages.swap!;
        const apart = [
          { start: 0, end: swap.start },
          { start: swap.end, end: pages * PAGE_SIZE },
        ];
        for (const range of apart) {
          expect(Buffer.from(back.read(range)).equals(staged.value.contents.read(range))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the swap page ends with the last page of the list', () => {
    const segment = withContent(
      { kind: 'other', mem: 0, memsz: 3 * PAGE_SIZE, bufsz: 3 * PAGE_SIZE },
      noFiles,
    );
    const { pages, contents } = stagedAt(segment, 100);
    const ram = platform(rangeAt(0, 200 * PAGE_SIZE));
    const done = relocate(ram, contents, { pages, segments: [segment] }, EXCHANGE, PAGE_SIZE);
    expect(done.contents.refersTo(pages.swap!, segment.content!, 2 * PAGE_SIZE)).toBe(true);
  });
});

const noFiles = { kernel: undefined, initrd: undefined };

/** The segment in consecutive source pages from that page on, beside its control page and swap page. */
const stagedAt = (
  segment: KexecSegment,
  first: number,
): { readonly pages: ImagePages; readonly contents: PhysicalMemory } => {
  const source = rangeAt(first * PAGE_SIZE, segment.memsz);
  const pages: ImagePages = {
    list: {
      segments: [{ destination: segment.mem, sources: [source] }],
      indirection: [rangeAt(80 * PAGE_SIZE, PAGE_SIZE)],
    },
    control: [rangeAt(90 * PAGE_SIZE, PAGE_SIZE)],
    swap: rangeAt(91 * PAGE_SIZE, PAGE_SIZE),
    reserved: RangeSet.EMPTY,
  };
  return { pages, contents: writeSegmentPart(PhysicalMemory.EMPTY, source, segment, 0) };
};

describe('arch-arm64 5.5, arch-x86 5.3: memory that is not there', () => {
  const segment = withContent(
    { kind: 'kernel', mem: 10 * PAGE_SIZE, memsz: 8 * PAGE_SIZE, bufsz: 8 * PAGE_SIZE },
    noFiles,
  );
  const { pages, contents } = stagedAt(segment, 100);
  const image = { pages, segments: [segment] };
  // Pages 13 and 14 of 10 to 17 are gone, and a hole begins in the middle of 16.
  const ram = platform(
    { start: 0, end: 13 * PAGE_SIZE },
    { start: 15 * PAGE_SIZE, end: 16.5 * PAGE_SIZE },
    { start: 17 * PAGE_SIZE, end: 200 * PAGE_SIZE },
  );

  test('a walk that faults stops at the first such page, after the pages before it', () => {
    const done = relocate(ram, contents, image, COPY, PAGE_SIZE);
    expect(done.lost).toEqual([{ start: 13 * PAGE_SIZE, end: 14 * PAGE_SIZE, segment: 'kernel' }]);
    expect(done.contents.refersTo(rangeAt(10 * PAGE_SIZE, 3 * PAGE_SIZE), segment.content!)).toBe(true);
    expect([...done.contents.extents(rangeAt(13 * PAGE_SIZE, 10 * PAGE_SIZE))]).toEqual([]);
  });

  test('a walk whose stores are lost goes on, and brings junk back', () => {
    const done = relocate(ram, contents, image, EXCHANGE, PAGE_SIZE);
    expect(done.lost).toEqual([
      { start: 13 * PAGE_SIZE, end: 15 * PAGE_SIZE, segment: 'kernel' },
      { start: 16 * PAGE_SIZE, end: 17 * PAGE_SIZE, segment: 'kernel' },
    ]);
    const last = rangeAt(17 * PAGE_SIZE, PAGE_SIZE);
    expect(done.contents.refersTo(last, segment.content!, 7 * PAGE_SIZE)).toBe(true);
    expect(done.contents.refersTo(rangeAt(103 * PAGE_SIZE, 2 * PAGE_SIZE), ALL_ONES)).toBe(true);
  });

  test.each([
    ['list', 80],
    ['code', 90],
  ])('whoever overwrote the %s sent the walk anywhere', (_, page) => {
    const stray = bytesContent(Uint8Array.of(1));
    const spoilt = contents.write(rangeAt(page * PAGE_SIZE + 8, 1), stray);
    expect(relocate(ram, spoilt, image, COPY, PAGE_SIZE)).toEqual({
      contents: spoilt,
      lost: [],
      derailed: page * PAGE_SIZE + 8,
    });
  });

  test('a crash image lies in place: nothing moves, and no page is asked for', () => {
    const inPlace: ImagePages = { ...pages, list: { segments: [], indirection: [] }, swap: undefined };
    const done = relocate(platform(), contents, { pages: inPlace, segments: [segment] }, COPY, PAGE_SIZE);
    expect(done).toEqual({ contents, lost: [], derailed: undefined });
  });
});
