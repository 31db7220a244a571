import type { Kernel } from '@warmboot/core';
import type { BuildRecord } from '@warmboot/scenario';
import { buildRecord } from '@warmboot/scenario';
import type { Terminal } from './terminal.js';

/** Says on the side, once each, which rules have to stand in for those of a version that is not known. */
export const warner = ({
  complain,
}: Terminal): ((kernel: Pick<BuildRecord, 'warning' | 'changes'> | undefined) => void) => {
  const said = new Set<string>();
  return (kernel) => {
    const warning = kernel?.warning;
    if (warning === undefined || said.has(warning)) return;
    said.add(warning);
    complain(`warmboot: ${warning}`);
    for (const { since, what } of kernel?.changes ?? []) complain(`  ${since}: ${what}`);
  };
};

/** The same for kernels. */
export const profileWarner = (terminal: Terminal): ((kernel: Kernel) => void) => {
  const warn = warner(terminal);
  return (kernel) => warn(buildRecord(kernel));
};
