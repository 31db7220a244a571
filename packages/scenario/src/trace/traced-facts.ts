import type { ToldFacts } from '@warmboot/core';
import type { Trace } from './trace.js';

/** What a recording tells of the kernel that ran: its release, and what `config` says of how it was built. */
export const tracedFacts = ({ kernel, config = {} }: Pick<Trace, 'kernel' | 'config'>): ToldFacts[] => [
  { source: 'trace', where: 'kernel', facts: { release: /^Linux (\S+)/.exec(kernel)?.[1] } },
  {
    source: 'trace',
    where: 'config',
    facts: {
      pageSize: config.PAGE_SIZE,
      vaBits: config.VA_BITS,
      vaBitsInUse: config.VA_BITS_ACTUAL ?? config.VA_BITS,
      paBits: config.PA_BITS,
      keepsMemblock: config.ARCH_KEEP_MEMBLOCK,
    },
  },
];
