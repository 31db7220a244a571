import type { KnownFacts } from '@warmboot/core';

/** `mmu : sv57` of /proc/cpuinfo: the bits of virtual addresses that the CPU translates, where it says so. */
export const factsOfCpuinfo = (text: string): KnownFacts => {
  const [, bits] = /^mmu\s*: sv(\d+)$/m.exec(text) ?? [];
  return bits === undefined ? {} : { vaBitsInUse: Number(bits) };
};
