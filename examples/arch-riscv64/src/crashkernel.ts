import type { PhysAddr } from '@warmboot/address';
import { alignUp, bareHex, GiB, MiB, rangeAt, sizeOf } from '@warmboot/address';
import type {
  BootMemory,
  CrashReservation,
  KernelProfile,
  LogMessage,
  Memblock,
} from '@warmboot/core/plugin';
import { crashKernel, memblocks } from '@warmboot/core/plugin';

import { DEFAULT_CRASH_LOW, PAGE_SIZE, PHYSICAL_LIMIT, PMD_SIZE } from './layout.js';

const info = (text: string): LogMessage => ({ level: 'info', text });
const nothing = (log: readonly LogMessage[]): CrashReservation => ({
  region: undefined,
  low: undefined,
  log,
});

/** reserve_crashkernel() of arch/riscv/mm/init.c (6.1): below 4 GiB where that is possible, otherwise anywhere. */
const reserveBelow4G = (cmdline: string, { ram, free }: BootMemory): CrashReservation => {
  const bytes = ram.reduce((sum, range) => sum + sizeOf(range), 0);
  const { result, log } = crashKernel.parse(cmdline, bytes);
  if (!result.ok || result.value.size === 0) return nothing(log);
  const { base } = result.value;
  const size = alignUp(result.value.size, PAGE_SIZE);
  const [from, to] = base === 0 ? [0, PHYSICAL_LIMIT] : [base, base + size];
  const search = (limit: PhysAddr): PhysAddr | undefined =>
    memblocks.findFromTop(free, size, PMD_SIZE, { from, to: limit });
  const at = search(Math.min(to, 4 * GiB)) ?? search(to);
  if (at === undefined) {
    const text = `crashkernel: couldn't allocate ${Math.floor(size / 1024)}KB`;
    return nothing([...log, { level: 'warn', text }]);
  }
  const region = rangeAt(at, size);
  const span = `0x${bareHex(region.start, 16)} - 0x${bareHex(region.end, 16)}`;
  const line = info(`crashkernel: reserved ${span} (${Math.floor(size / MiB)} MB)`);
  return { region, low: undefined, log: [...log, line] };
};

const endOf = ({ ram }: BootMemory): PhysAddr => ram.at(-1)?.end ?? 0;

/** `crashkernel=` by either generation of rules. */
const placer = crashKernel.placer({
  pageSize: PAGE_SIZE,
  align: PMD_SIZE,
  lowMax: (memory) => Math.min(4 * GiB, endOf(memory)),
  highMax: endOf,
  defaultLow: DEFAULT_CRASH_LOW,
  legacy: reserveBelow4G,
});

/** @param isCapture a kernel that was started by a crash reserves nothing */
export const reserveCrashKernel = (
  cmdline: string,
  memblock: Memblock,
  isCapture: boolean,
  { crashReservation }: KernelProfile,
): CrashReservation => {
  const wanted = /(?:^|\s)crashkernel=/.test(cmdline);
  if (isCapture) return nothing(wanted ? [info('crashkernel: ignoring reservation request')] : []);
  return placer.place(cmdline, crashKernel.memoryAtBoot(memblock), crashReservation);
};
