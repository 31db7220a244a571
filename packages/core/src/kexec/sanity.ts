import type { AddressRange } from '@warmboot/address';
import { hex } from '@warmboot/address';

import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { KexecImageType } from '../image/image.js';
import type { RawSegment } from '../image/segment.js';

/** What the checks compare with. */
export interface SanityLimits {
  /** Bytes of a page of the kernel that loads. */
  readonly pageSize: number;
  /** KEXEC_DESTINATION_MEMORY_LIMIT */
  readonly destinationLimit: bigint;
  /** totalram_pages() now: hotplug moves it. */
  readonly totalRamPages: number;
  /** crashk_res */
  readonly crashRegion: AddressRange | undefined;
}

const WRAP = 1n << 64n;

type Check = (segments: readonly RawSegment[], limits: SanityLimits) => Result;

const placed: Check = (segments, { destinationLimit, pageSize }) => {
  const page = BigInt(pageSize);
  for (const { mem, memsz } of segments) {
    const end = (mem + memsz) % WRAP;
    if (end < mem) return refuse('EADDRNOTAVAIL', `a segment at ${hex(mem)} wraps around the address space`);
    if (mem % page !== 0n || end % page !== 0n) {
      return refuse(
        'EADDRNOTAVAIL',
        `a segment at ${hex(mem)} of ${hex(memsz)} bytes is not made of whole pages`,
      );
    }
    if (end >= destinationLimit) {
      return refuse('EADDRNOTAVAIL', `a segment ends at ${hex(end)}, not below ${hex(destinationLimit)}`);
    }
  }
  return done;
};

const apart: Check = (segments) => {
  for (const [index, a] of segments.entries()) {
    for (const b of segments.slice(0, index)) {
      if (a.mem + a.memsz > b.mem && a.mem < b.mem + b.memsz) {
        return refuse('EINVAL', `segments at ${hex(b.mem)} and ${hex(a.mem)} overlap`);
      }
    }
  }
  return done;
};

const filled: Check = (segments) => {
  const bad = segments.find(({ bufsz, memsz }) => bufsz > memsz);
  return bad === undefined
    ? done
    : refuse('EINVAL', `a segment at ${hex(bad.mem)} has ${hex(bad.bufsz)} bytes for ${hex(bad.memsz)}`);
};

const affordable: Check = (segments, { totalRamPages, pageSize }) => {
  const page = BigInt(pageSize);
  const half = BigInt(Math.floor(totalRamPages / 2));
  let total = 0n;
  for (const { mem, memsz } of segments) {
    const pages = (memsz + page - 1n) / page;
    if (pages > half) return refuse('EINVAL', `the segment at ${hex(mem)} takes more than half of all RAM`);
    total += pages;
  }
  return total > half ? refuse('EINVAL', 'the segments together take more than half of all RAM') : done;
};

const reserved: Check = (segments, { crashRegion }) => {
  for (const { mem, memsz } of segments) {
    const inside =
      crashRegion !== undefined &&
      mem >= BigInt(crashRegion.start) &&
      mem + memsz - 1n <= BigInt(crashRegion.end - 1);
    if (!inside)
      return refuse('EADDRNOTAVAIL', `the segment at ${hex(mem)} is outside the crash kernel's region`);
  }
  return done;
};

/**
 * sanity_check_segment_list(): five loops over all segments, in this order. Nothing here asks whether a destination
 * is RAM (core 4.2, R4.2). kernel/kexec_core.c.
 */
export const sanityCheck = (
  segments: readonly RawSegment[],
  type: KexecImageType,
  limits: SanityLimits,
): Result => {
  const checks = [placed, apart, filled, affordable, ...(type === 'crash' ? [reserved] : [])];
  for (const check of checks) {
    const outcome = check(segments, limits);
    if (!outcome.ok) return outcome;
  }
  return done;
};
