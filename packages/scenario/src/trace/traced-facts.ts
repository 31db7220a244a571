import type { OnlineType, ToldFacts } from '@warmboot/core';
import { onlineTypeOf } from '@warmboot/core';
import { factsOfCpuinfo } from '../facts/cpuinfo.js';
import type { Trace } from './trace.js';

const AUTO_ONLINE = '/sys/devices/system/memory/auto_online_blocks';

/** What a kernel does with memory that comes, when its command line says nothing: then it is as it was configured. */
const configuredOnlineType = ({
  cmdline,
  steps,
}: Pick<Trace, 'cmdline' | 'steps'>): OnlineType | undefined => {
  const seen = steps[0]?.observed?.sys[AUTO_ONLINE];
  if (seen === undefined || /(^|\s)memhp_default_state=/.test(cmdline)) return undefined;
  return onlineTypeOf(seen);
};

/** Whether the kernel shows what only one with CRASH_HOTPLUG has; a recorder of old did not look. */
const showsCrashHotplug = ({ steps }: Pick<Trace, 'steps'>): boolean | undefined => {
  const size = steps[0]?.observed?.crash_hotplug?.['/sys/kernel/crash_elfcorehdr_size'];
  return size === undefined ? undefined : /^\d+$/.test(size);
};

/** What a recording tells of the kernel that ran: its release, what `config` says of how it was built, and what it shows. */
export const tracedFacts = (trace: Trace): ToldFacts[] => {
  const { config = {}, cpuinfo = [] } = trace;
  const told = (where: string, facts: ToldFacts['facts']): ToldFacts => ({
    source: 'trace',
    where,
    file: 'trace.json',
    facts,
  });
  return [
    told('kernel', { release: /^Linux (\S+)/.exec(trace.kernel)?.[1] }),
    told('config', {
      pageSize: config.PAGE_SIZE,
      vaBits: config.VA_BITS,
      vaBitsInUse: config.VA_BITS_ACTUAL ?? factsOfCpuinfo(cpuinfo.join('\n')).vaBitsInUse ?? config.VA_BITS,
      paBits: config.PA_BITS,
      keepsMemblock: config.ARCH_KEEP_MEMBLOCK,
    }),
    told('steps[0]', {
      defaultOnlineType: configuredOnlineType(trace),
      crashHotplug: showsCrashHotplug(trace),
    }),
  ];
};
