import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignUp, bareHex, GiB, hex, MiB, rangeAt, sizeOf, subtract } from '@warmboot/address';
import type { BootMemory, CrashKernelPlacer, CrashReservation, LogMessage } from '@warmboot/core/plugin';
import { crashKernel, memblocks } from '@warmboot/core/plugin';

import { CRASH_ALIGN, DEFAULT_CRASH_LOW, type Layout } from '../facts/layout.js';

/** Where devices with 32-bit addresses stop; all of memory when none of it is below (spec 8). */
const lowLimit = ({ ram }: BootMemory): PhysAddr => {
  const end = ram.at(-1)?.end ?? 0;
  return (ram[0]?.start ?? 0) >= 4 * GiB ? end : Math.min(4 * GiB, end);
};

/**
 * reserve_crashkernel() of Linux 6.1: the plain form stays below the low limit and never falls back, `,high` goes
 * anywhere and has a low part only when `,low` asks for one. arch/arm64/mm/init.c (spec 8).
 *
 * @param memory when the reservation is made: after the kernel, initrd and memory map were allocated
 * @param readsSuffixes whether `,high` and `,low` are read (5.19)
 */
export const reserveCrashKernel = (
  cmdline: string,
  memory: BootMemory,
  { pageSize, physicalLimit }: Layout,
  readsSuffixes = true,
): CrashReservation => {
  const { free } = memory;
  const ram = memory.ram.reduce((sum, range) => sum + sizeOf(range), 0);
  const lowMax = lowLimit(memory);
  const nothing = (log: readonly LogMessage[]): CrashReservation => ({
    region: undefined,
    low: undefined,
    log,
  });

  let parse = crashKernel.parse(cmdline, ram);
  let limit = lowMax;
  let lowSize = 0;
  if (readsSuffixes && !parse.result.ok && parse.result.errno === 'ENOENT') {
    parse = crashKernel.parse(cmdline, ram, 'high');
    limit = physicalLimit;
    const low = crashKernel.parse(cmdline, ram, 'low').result;
    lowSize = low.ok ? low.value.size : 0;
  }
  if (!parse.result.ok || parse.result.value.size === 0) return nothing(parse.log);
  const { base } = parse.result.value;
  const size = alignUp(parse.result.value.size, pageSize);

  const at =
    base === 0 ? memblocks.findFromTop(free, size, CRASH_ALIGN, { to: limit }) : fixed(free, base, size);
  if (at === undefined) {
    return nothing([
      ...parse.log,
      { level: 'warn', text: `cannot allocate crashkernel (size:${hex(size)})` },
    ]);
  }
  const region = rangeAt(at, size);
  const log = [...parse.log];
  let low: AddressRange | undefined;
  if (at >= lowMax && lowSize > 0) {
    const lowAt = memblocks.findFromTop(subtract(free, [region]), lowSize, CRASH_ALIGN, { to: lowMax });
    if (lowAt === undefined) {
      const text = `cannot allocate crashkernel low memory (size:${hex(lowSize)}).`;
      return nothing([...log, { level: 'error', text }]);
    }
    low = rangeAt(lowAt, lowSize);
    log.push({
      level: 'info',
      text: `crashkernel low memory reserved: ${span(low, 8)} (${Math.floor(lowSize / MiB)} MB)`,
    });
  }
  log.push({
    level: 'info',
    text: `crashkernel reserved: ${span(region, 16)} (${Math.floor(size / MiB)} MB)`,
  });
  return { region, low, log };
};

/** `crashkernel=` by either generation of rules; in later kernels the low part is 128 MiB by default (spec 8). */
export const crashKernelPlacerOf = (layout: Layout, readsSuffixes: boolean): CrashKernelPlacer =>
  crashKernel.placer({
    pageSize: layout.pageSize,
    align: CRASH_ALIGN,
    lowMax: lowLimit,
    highMax: () => layout.physicalLimit,
    defaultLow: DEFAULT_CRASH_LOW,
    ...(readsSuffixes ? {} : { readsSuffixes }),
    legacy: (cmdline, memory) => reserveCrashKernel(cmdline, memory, layout, readsSuffixes),
  });

/** `SIZE@BASE`: exactly there, and only at a multiple of the alignment. */
const fixed = (free: readonly AddressRange[], base: PhysAddr, size: number): PhysAddr | undefined =>
  base % CRASH_ALIGN === 0 && free.some(({ start, end }) => start <= base && base + size <= end)
    ? base
    : undefined;

const span = ({ start, end }: AddressRange, width: number): string =>
  `0x${bareHex(start, width)} - 0x${bareHex(end, width)}`;
