import type { Halted } from '../machine/machine.js';
import { parseKernelNumber } from '../answer/kernel-number.js';

/**
 * Seconds after a panic at which a kernel resets the machine: 0 for never, and at once where it is negative. Counts from
 * the parsing of its parameters on; what panics before waits for ever. kernel/panic.c: panic_timeout
 */
const panicTimeout = (cmdline: string): number => {
  const option = cmdline.split(/\s+/).findLast((word) => word.startsWith('panic='));
  const text = option?.slice('panic='.length) ?? '';
  const negative = text.startsWith('-');
  const value = parseKernelNumber(negative ? text.slice(1) : text);
  return value.ok ? Number(value.value) * (negative ? -1 : 1) : 0;
};

/** How a machine ends whose kernel panicked once its parameters were parsed. */
export const afterPanic = (cmdline: string, reason: string): Halted => {
  const seconds = panicTimeout(cmdline);
  if (seconds === 0) return { outcome: 'panic', reason };
  const when = seconds < 0 ? 'at once' : `after ${seconds} s`;
  return {
    outcome: 'reset',
    reason: `${reason}; the kernel panics, and resets the machine ${when} (panic=${seconds})`,
  };
};
