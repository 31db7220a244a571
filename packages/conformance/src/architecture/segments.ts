import type { AddressRange } from '@warmboot/address';
import { covers, hex, isAligned, normalised, overlaps, rangeAt } from '@warmboot/address';
import type { Machine } from '@warmboot/core';
import { platforms } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';

import { demand } from '../check/nonconformity.js';

/** A segment as either way of loading gives it. */
export interface PlacedSegment {
  readonly kind?: string | undefined;
  readonly mem: number;
  readonly memsz: number;
  readonly bufsz: number;
}

const nameOf = ({ kind = 'other', mem }: PlacedSegment): string => `the ${kind} segment at ${hex(mem)}`;

/** Every line `System RAM` of /proc/iomem. */
const systemRam = ({ iomem }: Machine): AddressRange[] =>
  normalised(
    [...resources.preorder(iomem.root)]
      .map(({ resource }) => resource)
      .filter(({ name }) => name === 'System RAM')
      .map(({ start, end }) => ({ start, end })),
  );

/** What holds wherever segments were put. */
export const checkSegments = (
  machine: Machine,
  pageSize: number,
  segments: readonly PlacedSegment[],
): void => {
  demand(segments.length > 0, 'there are no segments', 'place at least the kernel');
  const ram = systemRam(machine);
  for (const segment of segments) {
    const { mem, memsz, bufsz } = segment;
    demand(
      isAligned(mem, pageSize) && isAligned(memsz, pageSize),
      `${nameOf(segment)} has ${hex(memsz)} bytes: its ends are not whole pages`,
      'align addresses up to the page size, and sizes too; toolRun.SegmentList does both',
    );
    demand(
      memsz > 0 && bufsz >= 0 && bufsz <= memsz,
      `${nameOf(segment)} copies ${hex(bufsz)} bytes into ${hex(memsz)}`,
      'give memsz the room and bufsz the bytes that are copied into it',
    );
    const range = rangeAt(mem, memsz);
    demand(
      ram.some((one) => covers(one, range)),
      `${nameOf(segment)} is not in System RAM of /proc/iomem`,
      'search in the ranges that /proc/iomem shows as System RAM',
    );
    const absent = platforms.firstAbsent(machine.platform, range);
    demand(
      absent === undefined,
      `${nameOf(segment)} is where nothing answers`,
      'search in memory that is there',
    );
  }
  const sorted = [...segments].sort((a, b) => a.mem - b.mem);
  for (const [index, segment] of sorted.entries()) {
    const next = sorted[index + 1];
    demand(
      next === undefined || !overlaps(rangeAt(segment.mem, segment.memsz), rangeAt(next.mem, next.memsz)),
      `${nameOf(segment)} overlaps ${next === undefined ? '' : nameOf(next)}`,
      'take what is placed out of what is searched; toolRun.SegmentList and KexecBuffers do',
    );
  }
};

/** The entry point is in what was loaded. */
export const checkEntry = (segments: readonly PlacedSegment[], entry: number): void => {
  demand(
    segments.some(({ mem, memsz }) => mem <= entry && entry < mem + memsz),
    `the entry point ${hex(entry)} is in no segment`,
    'enter the kernel or the purgatory where it was placed; kexec.entryAddress tells where an entry by another kind of address is',
  );
};

/** The kernel is among the segments, and has the room that its file needs. */
export const checkKernel = (segments: readonly PlacedSegment[], fileSize: number): void => {
  const kernel = segments.find(({ kind }) => kind === 'kernel');
  demand(
    kernel !== undefined,
    `the segments are ${segments.map(({ kind = 'other' }) => kind).join(', ')}`,
    "place the kernel as a segment of kind 'kernel'",
  );
  demand(
    kernel.bufsz <= fileSize,
    `${nameOf(kernel)} copies ${hex(kernel.bufsz)} bytes of a file of ${hex(fileSize)}`,
    'copy no more than the file has',
  );
};
