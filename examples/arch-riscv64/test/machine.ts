import type { KernelImage, KexecSegment, LoadPath, LoadRequest, Machine } from '@warmboot/core';
import { Framework, GiB } from '@warmboot/core';
import { fileLoader, imageFormat, plugin } from '../src/index.js';
import { referenceMachine } from '../src/reference-machine.js';

export type { LoadRequest as KexecLoadRequest, Machine } from '@warmboot/core';

const framework = new Framework([plugin]);
const kernel = (profile: string) => framework.kernel({ architecture: 'riscv64', profile });

/** The reference machine's kernel with other header facts. */
export const kernelOf = (change: Readonly<Record<string, unknown>> = {}): KernelImage =>
  imageFormat.fromRecord({ ...referenceMachine.kernel, ...change });

/** A machine of 1 GiB. */
export const machineOf = (profile: string, firmware: string, cmdline = ''): Machine => {
  const started = kernel(profile).powerOn({
    firmware,
    memorySize: GiB,
    maxMemory: 16 * GiB,
    slots: 8,
    cmdline,
    kernel: kernelOf(),
    initrd: referenceMachine.initrd,
    hypervisor: true,
    nodes: [0],
  });
  if (!started.ok) throw new Error(started.reason);
  return started.value;
};

/** `kexec -l` with the reference machine's files. */
export const load = (
  profile: string,
  machine: Machine,
  path: LoadPath,
  change: Partial<LoadRequest> = {},
): { readonly machine: Machine; readonly status: number; readonly output: readonly string[] } => {
  const request: LoadRequest = {
    type: 'normal',
    kernel: kernelOf(),
    initrd: referenceMachine.initrd,
    cmdline: 'console=ttyS0',
    memMin: 0,
    memMax: Infinity,
    purgatory: referenceMachine.purgatory,
    kernelPurgatory: referenceMachine.kernelPurgatory,
    crashNotes: [],
    vmcoreinfo: undefined,
    seed: (bytes) => new Uint8Array(bytes),
    randomReady: false,
    ...change,
  };
  const step = kernel(profile).apply<'kexec-load'>(machine, { kind: 'kexec-load', path, request });
  return { machine: step.machine, ...step.result };
};

/** What kexec_file_load answers to the file itself. */
export const probe = (profile: string, machine: Machine) =>
  fileLoader.probe(machine, kernelOf(), framework.profiles.get(profile));

export const exec = (profile: string, machine: Machine, kind: 'kexec-exec' | 'crash') =>
  kernel(profile).apply<typeof kind>(machine, { kind });

/** Of the normal image: by address after kexec_load, as they were placed after kexec_file_load. */
export const segmentsOf = ({ kexec }: Machine): readonly KexecSegment[] => kexec.normal?.segments ?? [];
