import type { ToldFacts } from '@warmboot/core';
import type { Trace } from './trace.js';

/** `mmu : sv57`: the bits of virtual addresses that the CPU translates. */
const bitsInUse = (cpuinfo: readonly string[]): number | undefined => {
  const [, bits] = /^mmu\s*: sv(\d+)$/m.exec(cpuinfo.join('\n')) ?? [];
  return bits === undefined ? undefined : Number(bits);
};

/** What a recording tells of the kernel that ran: its release, and what `config` says of how it was built. */
export const tracedFacts = ({
  kernel,
  config = {},
  cpuinfo = [],
}: Pick<Trace, 'kernel' | 'config' | 'cpuinfo'>): ToldFacts[] => [
  { source: 'trace', where: 'kernel', facts: { release: /^Linux (\S+)/.exec(kernel)?.[1] } },
  {
    source: 'trace',
    where: 'config',
    facts: {
      pageSize: config.PAGE_SIZE,
      vaBits: config.VA_BITS,
      vaBitsInUse: config.VA_BITS_ACTUAL ?? bitsInUse(cpuinfo) ?? config.VA_BITS,
      paBits: config.PA_BITS,
      keepsMemblock: config.ARCH_KEEP_MEMBLOCK,
    },
  },
];
