import { executedSteps } from './executed-steps.js';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { KexecSegment, RawSegment } from '../src/image/segment.js';
import type { Machine } from '../src/machine/machine.js';
import { bytesContent } from '../src/physical/content.js';
import { dimmAt } from '../src/drivers/memory-devices.js';
import { GiB, RangeSet, rangeAt, TiB } from '@warmboot/address';
import { PageListBuilder } from '../src/kexec/page-list-builder.js';
import { sourceOf } from '../src/image/page-list.js';

import { FAKE_BLOCK_SIZE, fakeKernel } from './fake-architecture.js';
import { fakeMachine } from './fake-machine.js';
import { PAGE_SIZE } from './page-size.js';

const IMAGE = GiB;
const SNAPSHOTS = 1000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What the process holds on to, once all that nobody refers to is gone. */
const heldBytes = (): number => {
  for (let round = 0; round < 4; round += 1) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const rawImage = (initrd: RawSegment): readonly RawSegment[] => {
  const ram = [{ start: 0, end: 3 * GiB }];
  const bytes = new TextEncoder().encode(JSON.stringify({ cmdline: 'second', ram }));
  const at = (mem: number, size: number, kind: RawSegment['kind']): RawSegment => ({
    mem: BigInt(mem),
    memsz: BigInt(size),
    bufsz: BigInt(size),
    ...(kind === undefined ? {} : { kind }),
  });
  return [
    at(PAGE_SIZE * 16, PAGE_SIZE, 'kernel'),
    { ...at(PAGE_SIZE * 32, PAGE_SIZE, 'setup_data'), bytes, bufsz: BigInt(bytes.length) },
    initrd,
  ];
};

describe('an image of a gibibyte', () => {
  it('is loaded, snapshotted 1,000 times while memory is plugged, and executed, within 1.5 times one copy', () => {
    const { kernel, machine } = fakeMachine({ memorySize: 3 * GiB });
    const before = heldBytes();

    // The one copy: a file of a gibibyte, with every page its own.
    const file = new Uint8Array(IMAGE);
    for (let page = 0; page < IMAGE / PAGE_SIZE; page += 1)
      new DataView(file.buffer).setUint32(page * PAGE_SIZE, page, true);
    const content = bytesContent(file);
    const initrd: RawSegment = {
      kind: 'initrd',
      mem: BigInt(GiB),
      memsz: BigInt(IMAGE),
      bufsz: BigInt(IMAGE),
      content,
    };
    const call = {
      entry: BigInt(16 * PAGE_SIZE),
      flags: 0,
      segments: rawImage(initrd),
      kernel: fakeKernel(PAGE_SIZE),
      verifiesDigest: true,
    };
    let now = kernel.apply<'raw-load'>(machine, { kind: 'raw-load', call }).machine;
    expect(now.kexec.normal!.segments).toHaveLength(3);

    const snapshots: Machine[] = [now];
    for (let count = 1; count < SNAPSHOTS; count += 1) {
      const dimm = dimmAt(`dimm${count}`, 8 * GiB + count * FAKE_BLOCK_SIZE, FAKE_BLOCK_SIZE, 0, count);
      now = kernel.apply<'dimm-add'>(now, { kind: 'dimm-add', dimm }).machine;
      snapshots.push(now);
    }
    const ended = kernel.apply<'kexec-exec'>(now, { kind: 'kexec-exec' });
    expect(ended.result).toEqual({ outcome: 'booted', cmdline: 'second' });
    expect(ended.machine.contents.refersTo(rangeAt(GiB, IMAGE), content)).toBe(true);

    expect(heldBytes() - before).toBeLessThan(1.5 * IMAGE);
    // All of them are still there, each with the image in its source pages.
    expect(new Set(snapshots).size).toBe(SNAPSHOTS);
    for (const { contents, kexec } of snapshots) {
      const source = sourceOf(kexec.normal!.pages.list, GiB)!;
      expect(contents.refersTo(rangeAt(source, PAGE_SIZE), content)).toBe(true);
    }
  }, 120_000);

  it('by its size alone costs next to nothing: loaded, snapshotted and executed in extents', () => {
    const { kernel, machine } = fakeMachine({ memorySize: 3 * GiB });
    const initrd = { kind: 'initrd', mem: BigInt(GiB), memsz: BigInt(IMAGE), bufsz: BigInt(IMAGE) } as const;
    const call = {
      entry: BigInt(16 * PAGE_SIZE),
      flags: 0,
      segments: rawImage(initrd),
      kernel: fakeKernel(PAGE_SIZE),
      verifiesDigest: true,
    };
    const loaded = kernel.apply<'raw-load'>(machine, { kind: 'raw-load', call }).machine;
    expect(loaded.contents.extentCount).toBeLessThan(20);
    const ended = kernel.apply<'kexec-exec'>(loaded, { kind: 'kexec-exec' });
    expect(ended.result.outcome).toBe('booted');
    expect(ended.machine.contents.extentCount).toBeLessThan(20);
  });
});

describe('the work of a page list', () => {
  /** A segment that the page allocator serves from one long run. */
  const stepsOf = (size: number): number => {
    const segment: KexecSegment = { kind: 'initrd', mem: 0, memsz: size, bufsz: PAGE_SIZE };
    let next = TiB;
    const allocator = {
      take: (limit: number) => {
        const start = next;
        next += limit;
        return { start, end: next };
      },
      takeBlock: () => undefined,
      release: () => undefined,
    };
    const builder = new PageListBuilder(allocator, [segment], RangeSet.EMPTY, {
      pageSize: PAGE_SIZE,
      memoryLimit: Infinity,
    });
    return executedSteps(() => {
      expect(builder.build()).toBeDefined();
    });
  };

  it('is that of its indirection pages, not of its pages', () => {
    const small = stepsOf(64 * 511 * PAGE_SIZE);
    const large = stepsOf(1024 * 511 * PAGE_SIZE);
    expect(large / small).toBeLessThan(2 * 16);
    expect(large).toBeLessThan(1024 * 511);
  });
});
