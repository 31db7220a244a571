import type { Architecture, Kernel, LoadFacts, LoadPath, LoadRequest, Machine } from '@warmboot/core';
import { kexecLoadArguments, loadFacts, shellWords } from './load-arguments.js';
import { recordedKernel } from './recorded-kernels.js';
import type { KloadCall } from './shell.js';
import { kloadCall } from './shell.js';
import type { RecordedStep, Trace } from './trace.js';

/** What the log says when the kernel's random pool is ready. drivers/char/random.c: crng_set_ready */
export const POOL_READY = 'random: crng init done';

/** When the pool becomes ready is chance: a step tells it as an input. One that does not goes by the log of the boot. */
const randomReady = ({ steps }: Trace, index: number): boolean =>
  steps[index]?.random_ready ?? steps[0]?.observed?.dmesg.includes(POOL_READY) ?? false;

/** What a load has at hand at a recorded step. */
export const recordedFacts = (architecture: Architecture, trace: Trace, index: number): LoadFacts => ({
  ...loadFacts(trace, recordedKernel(architecture, trace, trace.steps[index]!)),
  randomReady: randomReady(trace, index),
});

/** What a recorded `kexec-load` asks for on a machine. */
export const recordedLoad = (
  { architecture }: Kernel,
  trace: Trace,
  index: number,
  machine: Machine,
): { readonly path: LoadPath; readonly request: LoadRequest } =>
  kexecLoadArguments(machine, recordedFacts(architecture, trace, index), trace.steps[index]!);

/** The system call of a recorded `raw-load`: either a command, or the numbers by themselves. */
export const recordedCall = ({
  command,
  entry = '0',
  flags = '0',
  segments = [],
  fdt_segment: fdtSegment,
}: RecordedStep): KloadCall =>
  kloadCall(
    command === undefined ? ['kload', entry, flags, ...segments.flatMap(rawNumbers)] : shellWords(command),
    fdtSegment,
  );

const rawNumbers = (segment: unknown): string[] => (Array.isArray(segment) ? segment.map(String) : []);
