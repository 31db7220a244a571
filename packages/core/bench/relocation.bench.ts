import { createHash } from 'node:crypto';
import { bench, describe } from 'vitest';
import type { KexecSegment } from '../src/image/segment.js';
import type { RelocationStyle } from '../src/contract/kexec-limits.js';
import { bytesContent } from '../src/physical/content.js';
import { foundDigest, loadedDigest } from '../src/kexec/digest.js';
import { generatedContent } from '../src/physical/generated-content.js';
import { MemoryBus } from '../src/machine/bus.js';
import { MiB, rangeAt } from '@warmboot/address';
import { PhysicalMemory } from '../src/physical/physical-memory.js';
import { portableSha256 } from '../src/kexec/sha256.js';
import { relocate } from '../src/kexec/relocate.js';
import { stageNormal } from '../src/kexec/image-pages.js';

import { PageSequence } from '../test/page-sequence.js';
import { PAGE_SIZE } from '../test/page-size.js';

/*
 * What it costs to move an image and to check it. The first line of each group is the measure of the others: a plain
 * copy of the same bytes, and the platform's own SHA-256 of them.
 */

const SIZE = 64 * MiB;
const PAGES = SIZE / PAGE_SIZE;

const bytes = new Uint8Array(SIZE);
generatedContent('image', SIZE).read(0, bytes);

const segment: KexecSegment = {
  kind: 'initrd',
  mem: 4 * SIZE,
  memsz: SIZE,
  bufsz: SIZE,
  content: bytesContent(bytes),
};

const platform = {
  bootRam: [rangeAt(0, 8 * SIZE)],
  dimms: new Map(),
  hotplug: { available: true },
  hypervisor: false,
  nodes: [0],
} as const;

/** The image in source pages that come up in that order. */
const stagedIn = (order: readonly number[]) => {
  const limits = { pageSize: PAGE_SIZE, controlPageSize: PAGE_SIZE, memoryLimit: Infinity };
  const staged = stageNormal(new PageSequence(order), [segment], PhysicalMemory.EMPTY, limits);
  if (!staged.ok) throw new TypeError(staged.reason);
  return staged.value;
};

/** As many pages as it takes, and some for lists and code. */
const ascending = Array.from({ length: PAGES + 100 }, (_, index) => index * PAGE_SIZE);

/** No two pages that follow each other are neighbours. */
const scattered = ascending.map((_, index) => ascending[(index * 7919) % ascending.length]!);

const COPY: RelocationStyle = { page: 'copy', absent: 'stops' };
const EXCHANGE: RelocationStyle = { page: 'exchange', absent: 'lost' };

describe('relocate 64 MiB', () => {
  const target = new Uint8Array(SIZE);
  bench('plain copy', () => target.set(bytes));
  const inRuns = stagedIn(ascending);
  const page = stagedIn(scattered);
  const move = ({ pages, contents }: ReturnType<typeof stagedIn>, style: RelocationStyle): void => {
    const { lost } = relocate(platform, contents, { pages, segments: [segment] }, style, PAGE_SIZE);
    if (lost.length > 0) throw new Error('the image was lost');
  };
  bench('runs of pages', () => move(inRuns, COPY));
  bench('runs, swapped', () => move(inRuns, EXCHANGE));
  bench('lone pages', () => move(page, COPY));
  bench('lone, swapped', () => move(page, EXCHANGE));
});

describe('digest of 64 MiB', () => {
  const inPlace = PhysicalMemory.EMPTY.write(rangeAt(segment.mem, SIZE), segment.content!);
  const bus = new MemoryBus(platform, inPlace);
  const platformSha256 = () => createHash('sha256');
  bench('platform', () => void createHash('sha256').update(bytes).digest());
  bench('loaded, platform', () => void loadedDigest([segment], platformSha256));
  bench('found, platform', () => void foundDigest([segment], bus, platformSha256));
  bench('loaded, portable', () => void loadedDigest([segment], portableSha256));
  const generated = { ...segment, content: generatedContent('image', SIZE) };
  bench('generated, platform', () => void loadedDigest([generated], platformSha256));
});
