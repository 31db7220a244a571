import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KexecSegment, SegmentKind } from '../../src/image/segment.js';
import { bytesContent } from '../../src/physical/content.js';
import {
  digestedSegments,
  digestRegions,
  firstOverwritten,
  foundDigest,
  loadedDigest,
  verifyDigest,
} from '../../src/kexec/digest.js';
import { generatedContent } from '../../src/physical/generated-content.js';
import { MemoryBus } from '../../src/machine/bus.js';
import { PhysicalMemory } from '../../src/physical/physical-memory.js';
import { portableSha256 } from '../../src/kexec/sha256.js';
import { rangeAt } from '@warmboot/address';
import { writeSegmentPart } from '../../src/image/segment-content.js';

import { PAGE_SIZE } from '../page-size.js';

const platformSha256 = () => createHash('sha256');

const segment = (kind: SegmentKind, page: number, pages: number, bufsz: number): KexecSegment => ({
  kind,
  mem: page * PAGE_SIZE,
  memsz: pages * PAGE_SIZE,
  bufsz,
  content: generatedContent(`${kind} ${page}`, bufsz),
});

const kernel = segment('kernel', 40, 3, 2 * PAGE_SIZE + 17);
const purgatory = segment('purgatory', 30, 1, 500);
const initrd = segment('initrd', 10, 2, PAGE_SIZE);
const image = { segments: [kernel, purgatory, initrd], fileMode: false };

const board = {
  bootRam: [rangeAt(0, 100 * PAGE_SIZE)],
  dimms: new Map(),
  hotplug: { available: true },
  hypervisor: false,
  nodes: [0],
} as const;

const inPlace = (segments: readonly KexecSegment[]): PhysicalMemory =>
  segments.reduce(
    (memory, one) => writeSegmentPart(memory, rangeAt(one.mem, one.memsz), one, 0),
    PhysicalMemory.EMPTY,
  );

const bytesOf = ({ content, bufsz, memsz }: KexecSegment): Uint8Array => {
  const bytes = new Uint8Array(memsz);
  content!.read(0, bytes.subarray(0, bufsz));
  return bytes;
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('core R5.11, R7.12: what a purgatory checks', () => {
  test('kexec-tools: every segment but the purgatory, by address', () => {
    expect(digestedSegments(image)).toEqual([initrd, kernel]);
  });

  test('the kernel: every segment but the purgatory, as they were placed', () => {
    expect(digestedSegments({ ...image, fileMode: true })).toEqual([kernel, initrd]);
  });

  test('what follows hotplug is left out', () => {
    expect(digestedSegments(image, ['initrd'])).toEqual([kernel]);
  });

  test('sixteen regions of start and memsz, the unused ones zero', () => {
    const regions = digestRegions(digestedSegments(image));
    expect(regions).toHaveLength(16);
    expect(regions.slice(0, 3)).toEqual([
      { start: initrd.mem, length: 2 * PAGE_SIZE },
      { start: kernel.mem, length: 3 * PAGE_SIZE },
      { start: 0, length: 0 },
    ]);
  });

  test('the digest covers each buffer, then zeros to the end of its segment', () => {
    const expected = createHash('sha256').update(bytesOf(initrd)).update(bytesOf(kernel)).digest();
    for (const sha256 of [portableSha256, platformSha256]) {
      expect(hex(loadedDigest(digestedSegments(image), sha256))).toBe(hex(expected));
    }
  });

  test('digests of larger segments are the platform’s, over every seam of pieces', () => {
    const large = segment('initrd', 0, 700, 600 * PAGE_SIZE + 1);
    const expected = createHash('sha256').update(bytesOf(large)).digest();
    expect(hex(loadedDigest([large], portableSha256))).toBe(hex(expected));
  });

  test('an empty image has the digest of nothing', () => {
    expect(hex(loadedDigest([], portableSha256))).toBe(createHash('sha256').digest('hex'));
  });
});

describe('core R5.11: the check at the destinations', () => {
  const contents = inPlace(image.segments);

  test('what arrived whole has the digest that was loaded', () => {
    expect(verifyDigest(image, board, contents, portableSha256)).toEqual({ matches: true });
    const digested = digestedSegments(image);
    const found = foundDigest(digested, new MemoryBus(board, contents), portableSha256);
    expect(hex(found)).toBe(hex(loadedDigest(digested, portableSha256)));
  });

  test('any byte that differs is caught, the zero tail included; the purgatory’s own are not', () => {
    fc.assert(
      fc.property(fc.nat(60 * PAGE_SIZE), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const old = contents.read(rangeAt(at, 1))[0]!;
        const spoilt = contents.write(rangeAt(at, 1), bytesContent(Uint8Array.of(old ^ flip)));
        const hit = digestedSegments(image).find(({ mem, memsz }) => mem <= at && at < mem + memsz);
        const check = verifyDigest(image, board, spoilt, portableSha256);
        expect(check.matches).toBe(hit === undefined);
        if (hit !== undefined) expect(firstOverwritten(hit, new MemoryBus(board, spoilt))).toBe(at);
      }),
      { numRuns: 150 },
    );
  });

  test('the same bytes from elsewhere are the same bytes', () => {
    const same = contents.write(
      rangeAt(kernel.mem, PAGE_SIZE),
      bytesContent(bytesOf(kernel).slice(0, PAGE_SIZE)),
    );
    expect(verifyDigest(image, board, same, portableSha256)).toEqual({ matches: true });
    expect(firstOverwritten(kernel, new MemoryBus(board, same))).toBeUndefined();
  });

  test('a mismatch shows both digests', () => {
    const spoilt = contents.write(rangeAt(initrd.mem, 4), bytesContent(Uint8Array.of(0, 0, 0, 0)));
    const check = verifyDigest(image, board, spoilt, platformSha256);
    const found = createHash('sha256')
      .update(spoilt.read(rangeAt(initrd.mem, initrd.memsz)))
      .update(bytesOf(kernel))
      .digest();
    expect(check).toMatchObject({ matches: false });
    if (!check.matches) expect(hex(check.found)).toBe(hex(found));
  });

  test('memory that does not answer gives ones, so its digest is another', () => {
    const gone = { ...board, bootRam: [rangeAt(0, 41 * PAGE_SIZE)] };
    expect(verifyDigest(image, gone, contents, portableSha256).matches).toBe(false);
    expect(firstOverwritten(kernel, new MemoryBus(gone, contents))).toBe(41 * PAGE_SIZE);
  });
});
