import type { BuildRange } from '@warmboot/core/plugin';
import { KiB, MiB } from '@warmboot/address';

import { kernelTells } from './kernel-tells.js';
import { changes, versionFacts } from './kernel-versions.js';

/** Bits of virtual addresses by page size. arch/arm64/Kconfig: ARM64_VA_BITS_36 to ARM64_VA_BITS_52 */
const VA_BITS: ReadonlyMap<number, readonly number[]> = new Map([
  [4 * KiB, [39, 48, 52]],
  [16 * KiB, [36, 47, 48, 52]],
  [64 * KiB, [42, 48, 52]],
]);

/**
 * Kernels that can be built for arm64. Distributions ship pages of 4 KiB (Debian, Fedora, RHEL and Ubuntu, with 64 KiB in
 * packages of their own), 64 MiB of contiguous memory for drivers (Debian, Fedora and RHEL), and addresses of 48 bits (Fedora since 26: Changes/aarch64-48bitVA): on a CPU without LVA that
 * is what is in use where 52 were built.
 */
export const builds: BuildRange = {
  pageSizes: [...VA_BITS.keys()],
  vaBits: (pageSize) => VA_BITS.get(pageSize) ?? [],
  usual: (profile, { vaBits = 48 }) => ({
    pageSize: 4 * KiB,
    vaBits,
    ...(versionFacts(profile).addsMemory ? {} : { acpiHotplugMemory: false }),
    ...(versionFacts(profile).fileLoad ? {} : { kexecFile: false }),
    cmaSize: 64 * MiB,
    kexecSig: 'checked',
  }),
  changes,
  reads: ['cmaSize', 'kallsymsAll'],
  ...kernelTells,
};
