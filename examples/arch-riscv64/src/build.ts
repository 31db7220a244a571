import type { BuildRange, KernelBuild, KernelProfile } from '@warmboot/core/plugin';
import { linux61 } from '@warmboot/core/plugin';

import { factsOf, type KernelFacts } from './kernel-facts.js';
import { PAGE_SIZE } from './layout.js';

/** One kernel binary on one CPU, as far as riscv64 follows it. */
export interface RiscvBuild {
  readonly profile: KernelProfile;
  readonly facts: KernelFacts;
  /** memblock outlives the boot, and kexec_file_load searches it. */
  readonly keepsMemblock: boolean;
  /** Bits of virtual addresses that the CPU translates: 39, 48 or 57. Boot options may ask for less. */
  readonly vaBits: number;
}

/** Every kernel is built for 57 bits and finds out at boot what its CPU has: 39, as ordinary boards do, where nobody told. */
const BUILT_BITS = 57;
const USUAL_BITS = 39;

/** Which riscv64 kernels there are. */
export const builds: BuildRange = {
  pageSizes: [PAGE_SIZE],
  vaBits: () => [39, 48, 57],
  // Who says how many bits a kernel has means those that its CPU gives it.
  usual: (profile, { vaBits = USUAL_BITS }) => ({
    vaBits: BUILT_BITS,
    vaBitsInUse: vaBits,
    keepsMemblock: factsOf(profile).acpi,
  }),
  reads: ['keepsMemblock'],
  // arch/riscv/kernel/vmcore_info.c: arch_crash_save_vmcoreinfo; VA_BITS is worked out at boot.
  fromVmcoreinfo: (lines) => {
    const bits = Number(lines.get('NUMBER(VA_BITS)'));
    return [39, 48, 57].includes(bits) ? { vaBitsInUse: bits } : {};
  },
};

/** What follows from a build. */
export const riscvBuild = ({ profile, config, vaBitsInUse }: KernelBuild): RiscvBuild => ({
  profile,
  facts: factsOf(profile),
  keepsMemblock: config.keepsMemblock,
  vaBits: vaBitsInUse ?? USUAL_BITS,
});

/** Linux 6.1 as distributions ship it: what an architecture is before anybody tells of a build. */
export const ordinaryBuild: RiscvBuild = {
  profile: linux61,
  facts: factsOf(linux61),
  keepsMemblock: factsOf(linux61).acpi,
  vaBits: USUAL_BITS,
};
