import type { AddressRange, PhysAddr } from '@warmboot/address';
import { isAligned, MiB, rangeAt, sizeOf, subtract } from '@warmboot/address';
import type {
  BootMemory,
  CrashKernelPlacer,
  CrashReservation,
  KernelProfile,
  LogMessage,
} from '@warmboot/core/plugin';
import { crashKernel, memblocks } from '@warmboot/core/plugin';

import { versionFacts } from '../facts/kernel-versions.js';
import {
  CRASH_ALIGN,
  CRASH_HIGH_MAX,
  CRASH_LOW_MAX,
  DEFAULT_CRASH_LOW,
  PAGE_SIZE,
  PLAIN_CRASH_MAX,
} from '../facts/layout.js';

/** What a capture kernel needs below 4 GiB beside its bounce buffers. */
const BESIDE_BOUNCE_BUFFERS = 8 * MiB;

const megabytes = (bytes: number): number => Math.floor(bytes / MiB);

/**
 * The low part of a region above, without `,low`: room for bounce buffers, which `swiotlb=` sizes, and 8 MiB more; at least
 * 256 MiB. reserve_crashkernel_low(), later crash_low_size_default()
 */
const defaultCrashLow = (cmdline: string): number =>
  Math.max(DEFAULT_CRASH_LOW, crashKernel.bounceBufferSize(cmdline) + BESIDE_BOUNCE_BUFFERS);

/**
 * reserve_crashkernel() of Linux 6.1: the plain form tries below 4 GiB and then anywhere, `,high` goes anywhere; what
 * ends up above 4 GiB gets a low part too (spec 8; arch/x86/kernel/setup.c).
 *
 * @param memory without what was reserved before: the kernel, the initrd, the first MiB
 * @param plainLooksUp whether the plain form goes beyond 896 MiB (5.2)
 */
export const reserveCrashKernel = (
  cmdline: string,
  { ram, free }: BootMemory,
  plainLooksUp = true,
): CrashReservation => {
  const total = ram.reduce((sum, range) => sum + sizeOf(range), 0);
  const log: LogMessage[] = [];
  const nothing = (...lines: LogMessage[]): CrashReservation => ({
    region: undefined,
    low: undefined,
    log: [...log, ...lines],
  });

  const plain = crashKernel.parse(cmdline, total);
  log.push(...plain.log);
  let { result } = plain;
  const high = !result.ok || result.value.size === 0;
  if (high) {
    const parsed = crashKernel.parse(cmdline, total, 'high');
    log.push(...parsed.log);
    ({ result } = parsed);
  }
  if (!result.ok || result.value.size === 0) return nothing();
  const { base, size } = result.value;

  if (base !== 0 && !isFree(free, rangeAt(base, size))) {
    return nothing({ level: 'info', text: 'crashkernel reservation failed - memory is in use.' });
  }
  const at = base === 0 ? placeOf(free, size, { high, plainLooksUp }) : base;
  if (at === undefined) {
    return nothing({ level: 'info', text: 'crashkernel reservation failed - No suitable area found.' });
  }
  const region = rangeAt(at, size);
  let low: AddressRange | undefined;
  if (at >= CRASH_LOW_MAX) {
    const asked = crashKernel.parse(cmdline, total, 'low').result;
    const lowSize = asked.ok ? asked.value.size : defaultCrashLow(cmdline);
    const lowAt =
      lowSize === 0
        ? 0
        : memblocks.findFromTop(subtract(free, [region]), lowSize, CRASH_ALIGN, { to: CRASH_LOW_MAX });
    if (lowAt === undefined) {
      const text = `Cannot reserve ${megabytes(lowSize)}MB crashkernel low memory, please try smaller size.`;
      return nothing({ level: 'error', text });
    }
    if (lowSize !== 0) {
      low = rangeAt(lowAt, lowSize);
      log.push({
        level: 'info',
        text:
          `Reserving ${megabytes(lowSize)}MB of low memory at ${megabytes(lowAt)}MB for crashkernel ` +
          `(low RAM limit: ${megabytes(Math.min(total, CRASH_LOW_MAX))}MB)`,
      });
    }
  }
  log.push({
    level: 'info',
    text:
      `Reserving ${megabytes(size)}MB of memory at ${megabytes(at)}MB for crashkernel ` +
      `(System RAM: ${megabytes(total)}MB)`,
  });
  return { region, low, log };
};

/** Where the words name no place. */
const placeOf = (
  free: readonly AddressRange[],
  size: number,
  { high, plainLooksUp }: { readonly high: boolean; readonly plainLooksUp: boolean },
): PhysAddr | undefined => {
  const below = (to: PhysAddr): PhysAddr | undefined =>
    memblocks.findFromTop(free, size, CRASH_ALIGN, { to });
  if (high) return below(CRASH_HIGH_MAX);
  return plainLooksUp ? (below(CRASH_LOW_MAX) ?? below(CRASH_HIGH_MAX)) : below(PLAIN_CRASH_MAX);
};

/** `crashkernel=` of one version by either generation of rules (spec 8). */
export const crashKernelPlacerOf = (profile: Pick<KernelProfile, 'name'>): CrashKernelPlacer => {
  const { plainCrashLooksUp } = versionFacts(profile);
  return crashKernel.placer({
    pageSize: PAGE_SIZE,
    align: CRASH_ALIGN,
    lowMax: () => CRASH_LOW_MAX,
    highMax: () => CRASH_HIGH_MAX,
    defaultLow: defaultCrashLow,
    ...(plainCrashLooksUp ? {} : { plainMax: PLAIN_CRASH_MAX }),
    legacy: (cmdline, memory) => reserveCrashKernel(cmdline, memory, plainCrashLooksUp),
  });
};

/** `SIZE@BASE`: exactly there, and only at whole MiB. */
const isFree = (free: readonly AddressRange[], { start, end }: AddressRange): boolean =>
  isAligned(start, MiB) && free.some((range) => range.start <= start && end <= range.end);
