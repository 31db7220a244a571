import { alignUp, covers, rangeAt, sizeOf } from '@warmboot/address';
import type { CrashKernelPlacer } from '@warmboot/core/plugin';
import { crashKernel } from '@warmboot/core/plugin';
import { CRASH_BASE_LIMIT, PAGE_SIZE } from './layout.js';

const MIB = 2 ** 20;

/**
 * reserve_crashkernel(): at the address that is given, else in the middle of the RMA, below 512 MiB, by no version's common
 * rules. arch/powerpc/kexec/core.c
 */
export const crashKernelPlacer: CrashKernelPlacer = {
  lowMax: ({ ram }) => ram[0]?.end ?? 0,
  place: (cmdline, { ram, free }) => {
    const bytes = ram.reduce((sum, range) => sum + sizeOf(range), 0);
    const { result, log } = crashKernel.parse(cmdline, bytes);
    const nothing = { region: undefined, low: undefined };
    if (!result.ok || result.value.size === 0) return { ...nothing, log };
    const rma = ram[0]?.end ?? 0;
    const base = alignUp(result.value.base || Math.min(rma / 2, CRASH_BASE_LIMIT), PAGE_SIZE);
    const region = rangeAt(base, alignUp(result.value.size, PAGE_SIZE));
    if (!free.some((range) => covers(range, region))) {
      const text = 'Crash kernel can not overlap current kernel';
      return { ...nothing, log: [...log, { level: 'warn', text }] };
    }
    const text =
      `Reserving ${Math.floor(sizeOf(region) / MIB)}MB of memory at ${Math.floor(base / MIB)}MB for crashkernel ` +
      `(System RAM: ${Math.floor(bytes / MIB)}MB)`;
    return { region, low: undefined, log: [...log, { level: 'info', text }] };
  },
};
