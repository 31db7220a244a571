import type { BuildRange, KconfigOptions } from '@warmboot/core/plugin';
import { KiB } from '@warmboot/address';

import { isArm64Image, isVmlinux } from './image.js';

/** arch/arm64/Kconfig: `choice "Page size"`. */
const PAGE_SIZES: readonly (readonly [option: string, bytes: number])[] = [
  ['ARM64_4K_PAGES', 4 * KiB],
  ['ARM64_16K_PAGES', 16 * KiB],
  ['ARM64_64K_PAGES', 64 * KiB],
];

/** arch/arm64/Kconfig: the members of `choice "Virtual address space size"` and of `choice "Physical address space size"`. */
const VA_BITS = [36, 39, 42, 47, 48, 52].map((bits) => [`ARM64_VA_BITS_${bits}`, bits] as const);
const PA_BITS = [48, 52].map((bits) => [`ARM64_PA_BITS_${bits}`, bits] as const);

const chosen = (
  config: KconfigOptions,
  choice: readonly (readonly [option: string, value: number])[],
): number | undefined => choice.find(([option]) => config.get(option) === 'y')?.[1];

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

/** Bits of a 64-bit address that TCR_EL1.T1SZ leaves out: arch/arm64/include/asm/pgtable-hwdef.h, TCR_T1SZ(x). */
const inUse = (t1sz: string | undefined): number | undefined => {
  const left = Number(t1sz);
  return t1sz !== undefined && Number.isSafeInteger(left) && left > 0 && left < 64 ? 64 - left : undefined;
};

/** How a kernel of arm64 tells what it was built with. */
export const kernelTells: Required<
  Pick<BuildRange, 'options' | 'fromConfig' | 'fromVmcoreinfo' | 'fromImage'>
> = {
  options: [
    ...[...PAGE_SIZES, ...VA_BITS, ...PA_BITS].map(([option]) => option),
    'ARM64_VA_BITS',
    'ARM64_PA_BITS',
  ],
  fromConfig: (config) => ({
    pageSize: chosen(config, PAGE_SIZES),
    vaBits: whole(config.get('ARM64_VA_BITS')) ?? chosen(config, VA_BITS),
    paBits: whole(config.get('ARM64_PA_BITS')) ?? chosen(config, PA_BITS),
  }),
  // arch/arm64/kernel/vmcore_info.c: arch_crash_save_vmcoreinfo
  fromVmcoreinfo: (lines) => ({
    vaBits: whole(lines.get('NUMBER(VA_BITS)')),
    vaBitsInUse: inUse(lines.get('NUMBER(TCR_EL1_T1SZ)')),
  }),
  // Documentation/arch/arm64/booting.rst: bits 1 and 2 of `flags`.
  fromImage: (image) => ({
    pageSize: isArm64Image(image) ? image.pageSize : isVmlinux(image) ? image.image.pageSize : undefined,
  }),
};
