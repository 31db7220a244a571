import type { AddressRange } from '@warmboot/address';
import { alignDown, alignUp, bareHex, GiB, MiB, rangeAt, sizeOf } from '@warmboot/address';
import type { KernelProfile, LogMessage, Memblock } from '@warmboot/core/plugin';
import { reserveGenericCrashKernel, memblocks, crashKernel } from '@warmboot/core/plugin';

import { DEFAULT_CRASH_LOW, PAGE_SIZE, PHYSICAL_LIMIT, PMD_SIZE } from './layout.js';

/** What became of `crashkernel=`. */
export interface CrashReservation {
  readonly region: AddressRange | undefined;
  readonly low: AddressRange | undefined;
  readonly log: readonly LogMessage[];
}

const info = (text: string): LogMessage => ({ level: 'info', text });
const nothing = (log: readonly LogMessage[]): CrashReservation => ({
  region: undefined,
  low: undefined,
  log,
});

/** The highest place in `[from, to)`. */
const allocate = (
  free: readonly AddressRange[],
  size: number,
  from: number,
  to: number,
): number | undefined => {
  for (const range of free.toReversed()) {
    const at = alignDown(Math.min(range.end, to) - size, PMD_SIZE);
    if (at >= Math.max(range.start, from)) return at;
  }
  return undefined;
};

/** reserve_crashkernel() of arch/riscv/mm/init.c (6.1): below 4 GiB where that is possible, otherwise anywhere. */
const reserveBelow4G = (cmdline: string, ram: number, free: readonly AddressRange[]): CrashReservation => {
  const { result, log } = crashKernel.parse(cmdline, ram);
  if (!result.ok || result.value.size === 0) return nothing(log);
  const { base } = result.value;
  const size = alignUp(result.value.size, PAGE_SIZE);
  const [from, to] = base === 0 ? [0, PHYSICAL_LIMIT] : [base, base + size];
  const at = allocate(free, size, from, Math.min(to, 4 * GiB)) ?? allocate(free, size, from, to);
  if (at === undefined) {
    const text = `crashkernel: couldn't allocate ${Math.floor(size / 1024)}KB`;
    return nothing([...log, { level: 'warn', text }]);
  }
  const region = rangeAt(at, size);
  const span = `0x${bareHex(region.start, 16)} - 0x${bareHex(region.end, 16)}`;
  const line = info(`crashkernel: reserved ${span} (${Math.floor(size / MiB)} MB)`);
  return { region, low: undefined, log: [...log, line] };
};

/** @param isCapture a kernel that was started by a crash reserves nothing */
export const reserveCrashKernel = (
  cmdline: string,
  memblock: Memblock,
  isCapture: boolean,
  profile: KernelProfile,
): CrashReservation => {
  const wanted = /(?:^|\s)crashkernel=/.test(cmdline);
  if (isCapture) return nothing(wanted ? [info('crashkernel: ignoring reservation request')] : []);
  // What memblock_phys_mem_size() counts: memory without a mapping too.
  const ram = memblock.memory.map(({ range }) => range);
  const free = memblocks.free(memblock, false);
  if (profile.crashReservation !== 'generic') {
    const bytes = ram.reduce((sum, range) => sum + sizeOf(range), 0);
    return reserveBelow4G(cmdline, bytes, free);
  }
  return reserveGenericCrashKernel(cmdline, ram, free, {
    pageSize: PAGE_SIZE,
    align: PMD_SIZE,
    lowMax: Math.min(4 * GiB, ram.at(-1)?.end ?? 0),
    highMax: ram.at(-1)?.end ?? 0,
    defaultLow: DEFAULT_CRASH_LOW,
  });
};
