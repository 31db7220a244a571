import type { extend, KernelProfile } from '@warmboot/core/plugin';

/** What x86_64 did before 6.1, as sources say; no kernel of these versions was recorded. */
export interface VersionFacts {
  /** A plain crashkernel= is looked for below 4 GiB and then above; before, below 896 MiB alone. kernel/setup.c: CRASH_ADDR_LOW_MAX */
  readonly plainCrashLooksUp: boolean;
  /** Bare metal with much memory takes the largest blocks there are. mm/init_64.c: probe_memory_block_size */
  readonly largestBlocksOnMetal: boolean;
}

const SINCE_61: VersionFacts = { plainCrashLooksUp: true, largestBlocksOnMetal: true };
const IN_54: VersionFacts = { ...SINCE_61, largestBlocksOnMetal: false };
const IN_418: VersionFacts = { ...IN_54, plainCrashLooksUp: false };

/** Facts of profiles before 6.1 that differ, by their names. */
const FACTS: ReadonlyMap<string, VersionFacts> = new Map([
  ['linux-5.4', IN_54],
  ['linux-4.18', IN_418],
]);

/** What a profile means on x86_64; one that another plugin brings is taken for 6.1 or later. */
export const versionFacts = ({ name }: Pick<KernelProfile, 'name'>): VersionFacts =>
  FACTS.get(name) ?? SINCE_61;

/** What changed on x86_64 alone. */
export const changes: readonly extend.KernelChange[] = [
  {
    since: '5.2',
    what: 'a plain crashkernel= may lie anywhere below 4 GiB, and above where nothing is free; before, below 896 MiB alone',
    source: 'arch/x86/kernel/setup.c: reserve_crashkernel, CRASH_ADDR_LOW_MAX',
    modelled: true,
  },
  {
    since: '5.9',
    what: 'a memory block is 2 GiB on bare metal with 64 GiB and more; before, as under a hypervisor, the largest size that the end of memory is a multiple of',
    source: 'arch/x86/mm/init_64.c: probe_memory_block_size',
    modelled: true,
  },
  {
    since: '6.0',
    what: 'kexec_file_load hands over a seed for random numbers, and the measurements of IMA',
    source: 'arch/x86/kernel/kexec-bzimage64.c: setup_rng_seed, setup_ima_state',
  },
];
