import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp, bareHex, GiB, hex, MiB, rangeAt, sizeOf, subtract } from '@warmboot/address';
import type {
  BootMemory,
  CrashKernelPlacer,
  CrashReservation,
  LogMessage,
  Memblock,
} from '@warmboot/core/plugin';
import { reserveGenericCrashKernel, memblocks, crashKernel } from '@warmboot/core/plugin';

import { CRASH_ALIGN, DEFAULT_CRASH_LOW, type Layout } from '../facts/layout.js';
import { endOfDram, startOfDram } from '../facts/memstart.js';

/** What became of `crashkernel=`, and memblock with it reserved. */
export interface MemblockCrashReservation extends CrashReservation {
  readonly memblock: Memblock;
}

/** What memblock_phys_mem_size() counts: memory without a mapping too. */
const allRanges = ({ memory }: Memblock): AddressRange[] => memory.map(({ range }) => range);

/** memblock_phys_alloc_range() from the top: the highest hole that fits, ends included. */
export const allocateFromTop = (
  memblock: Memblock,
  size: number,
  align: number,
  limit: PhysAddr,
): PhysAddr | undefined => {
  for (const free of memblocks.free(memblock, false).toReversed()) {
    const at = alignDown(Math.min(free.end, limit) - size, align);
    if (at >= free.start && at > 0) return at;
  }
  return undefined;
};

/** Where devices with 32-bit addresses stop; all of memory when none of it is below (spec 8). */
const lowLimit = (memblock: Memblock): PhysAddr =>
  (startOfDram(memblock) ?? 0) >= 4 * GiB
    ? (endOfDram(memblock) ?? 0)
    : Math.min(4 * GiB, endOfDram(memblock) ?? 0);

/**
 * reserve_crashkernel() of Linux 6.1: the plain form stays below the low limit and never falls back, `,high` goes
 * anywhere and has a low part only when `,low` asks for one. arch/arm64/mm/init.c (spec 8).
 *
 * @param memblock when the reservation is made: after the kernel, initrd and memory map were allocated
 */
export const reserveCrashKernel = (
  cmdline: string,
  memblock: Memblock,
  { pageSize, physicalLimit }: Layout,
): MemblockCrashReservation => {
  const ram = allRanges(memblock).reduce((sum, range) => sum + sizeOf(range), 0);
  const nothing = (log: readonly LogMessage[]): MemblockCrashReservation => ({
    region: undefined,
    low: undefined,
    memblock,
    log,
  });

  let parse = crashKernel.parse(cmdline, ram);
  let limit = lowLimit(memblock);
  let lowSize = 0;
  if (!parse.result.ok && parse.result.errno === 'ENOENT') {
    parse = crashKernel.parse(cmdline, ram, 'high');
    limit = physicalLimit;
    const low = crashKernel.parse(cmdline, ram, 'low').result;
    lowSize = low.ok ? low.value.size : 0;
  }
  if (!parse.result.ok || parse.result.value.size === 0) return nothing(parse.log);
  const { base } = parse.result.value;
  const size = alignUp(parse.result.value.size, pageSize);

  const at = base === 0 ? allocateFromTop(memblock, size, CRASH_ALIGN, limit) : fixed(memblock, base, size);
  if (at === undefined) {
    return nothing([
      ...parse.log,
      { level: 'warn', text: `cannot allocate crashkernel (size:${hex(size)})` },
    ]);
  }
  const region = rangeAt(at, size);
  let reserved = memblocks.reserve(memblock, region);
  const log = [...parse.log];
  let low: AddressRange | undefined;
  if (at >= lowLimit(memblock) && lowSize > 0) {
    const lowAt = allocateFromTop(reserved, lowSize, CRASH_ALIGN, lowLimit(memblock));
    if (lowAt === undefined) {
      const text = `cannot allocate crashkernel low memory (size:${hex(lowSize)}).`;
      return nothing([...log, { level: 'error', text }]);
    }
    low = rangeAt(lowAt, lowSize);
    reserved = memblocks.reserve(reserved, low);
    log.push({
      level: 'info',
      text: `crashkernel low memory reserved: ${span(low, 8)} (${Math.floor(lowSize / MiB)} MB)`,
    });
  }
  log.push({
    level: 'info',
    text: `crashkernel reserved: ${span(region, 16)} (${Math.floor(size / MiB)} MB)`,
  });
  return { region, low, memblock: reserved, log };
};

/** The reservation of later kernels, which all architectures share; the low part is 128 MiB by default (spec 8). */
export const reserveCrashKernelGeneric = (
  cmdline: string,
  memblock: Memblock,
  { pageSize, physicalLimit }: Layout,
): MemblockCrashReservation => {
  const { region, low, log } = reserveGenericCrashKernel(
    cmdline,
    allRanges(memblock),
    memblocks.free(memblock, false),
    {
      pageSize,
      align: CRASH_ALIGN,
      lowMax: lowLimit(memblock),
      highMax: physicalLimit,
      defaultLow: DEFAULT_CRASH_LOW,
    },
  );
  const reserved = [region, low].filter((part) => part !== undefined);
  return { region, low, memblock: reserved.reduce(memblocks.reserve, memblock), log };
};

/** Memory as memblock has it, when only its ranges are known. */
const memblockFrom = ({ ram, free }: BootMemory): Memblock => ({
  memory: ram.map((range) => ({ range, nomap: false, driverManaged: false, hotplug: false })),
  reserved: subtract(ram, free),
});

/** `crashkernel=` by either generation of rules. */
export const crashKernelPlacerOf = (layout: Layout): CrashKernelPlacer => ({
  lowMax: (memory) => lowLimit(memblockFrom(memory)),
  place: (cmdline, memory, rules) => {
    const reserve = rules === 'generic' ? reserveCrashKernelGeneric : reserveCrashKernel;
    const { region, low, log } = reserve(cmdline, memblockFrom(memory), layout);
    return { region, low, log };
  },
});

/** `SIZE@BASE`: exactly there, and only at a multiple of the alignment. */
const fixed = (memblock: Memblock, base: PhysAddr, size: number): PhysAddr | undefined =>
  base % CRASH_ALIGN === 0 &&
  memblocks.free(memblock, false).some((free) => free.start <= base && base + size <= free.end)
    ? base
    : undefined;

const span = ({ start, end }: AddressRange, width: number): string =>
  `0x${bareHex(start, width)} - 0x${bareHex(end, width)}`;
