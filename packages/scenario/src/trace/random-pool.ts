import type { Trace } from './trace.js';

/** What the log says when the pool is ready. */
const READY = 'random: crng init done';

/**
 * After how many observed steps the recorded kernels had gathered enough entropy. It is a matter of time, of which a
 * recording tells nothing but its steps: looking at the whole machine over a serial console takes much longer than any
 * action. PCs fill the pool from their timers, sooner where EFI firmware ran first; the arm64 board never did.
 */
const OBSERVED_STEPS: Readonly<Record<string, number>> = { efi: 4, bios: 7 };

/** Waiting until nothing changes any more takes as long as an action besides the look at the machine. */
const SETTLING = 2;

/** Whether the machine was looked at after a step: tables of single system calls were run without. */
const isObserved = ({ action, case: row }: Trace['steps'][number]): boolean =>
  !(action === 'raw-load' && row !== undefined);

/** The first step at which random numbers are there for seeds; Infinity where they never are. */
export const firstStepWithSeeds = ({ arch, firmware, steps }: Trace): number => {
  if (steps[0]?.observed?.dmesg.includes(READY) ?? false) return 0;
  const needed = arch === 'x86_64' ? (OBSERVED_STEPS[firmware] ?? Infinity) : Infinity;
  let seen = 0;
  for (const [index, step] of steps.entries()) {
    if (index > 0 && isObserved(step)) seen += step.action === 'settle' ? SETTLING : 1;
    if (seen >= needed) return index + 1;
  }
  return Infinity;
};
