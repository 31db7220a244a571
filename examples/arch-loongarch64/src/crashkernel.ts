import { covers, rangeAt, sizeOf } from '@warmboot/address';
import type { BootMemory, CrashKernelPlacer, CrashReservation } from '@warmboot/core/plugin';
import { crashKernel } from '@warmboot/core/plugin';
import { CRASH_ALIGN, CRASH_LOW_MAX, DEFAULT_CRASH_LOW, PAGE_SIZE } from './layout.js';

const MIB = 2 ** 20;

/**
 * arch_parse_crashkernel() of 6.1: memory at exactly the address that is given, and address 0 where none is, which is
 * taken: without `@` nothing is ever reserved. arch/loongarch/kernel/setup.c
 */
const reserveExactly = (cmdline: string, { ram, free }: BootMemory): CrashReservation => {
  const bytes = ram.reduce((sum, range) => sum + sizeOf(range), 0);
  const { result, log } = crashKernel.parse(cmdline, bytes);
  if (!result.ok || result.value.size === 0) return { region: undefined, low: undefined, log };
  const { base, size } = result.value;
  const region = rangeAt(base, size);
  if (!free.some((range) => covers(range, region))) {
    const text = 'Invalid memory region reserved for crash kernel';
    return { region: undefined, low: undefined, log: [...log, { level: 'warn', text }] };
  }
  const text = `Reserving ${Math.floor(size / MIB)}MB of memory at ${Math.floor(base / MIB)}MB for crashkernel`;
  return { region, low: undefined, log: [...log, { level: 'info', text }] };
};

/** `crashkernel=` by either generation of rules. */
export const crashKernelPlacer: CrashKernelPlacer = crashKernel.placer({
  pageSize: PAGE_SIZE,
  align: CRASH_ALIGN,
  lowMax: () => CRASH_LOW_MAX,
  highMax: ({ ram }) => ram.at(-1)?.end ?? 0,
  defaultLow: DEFAULT_CRASH_LOW,
  legacy: reserveExactly,
});
