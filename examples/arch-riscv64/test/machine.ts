import type { Kernel } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import type {
  KernelImage,
  KexecSegment,
  KnownFacts,
  LoadPath,
  LoadRequest,
  Machine,
} from '@warmboot/core/plugin';
import { GiB, MiB } from '@warmboot/address';

import { elfFormat, imageFormat, plugin } from '../src/index.js';
import { referenceMachine } from '../src/reference-machine.js';

export type { LoadRequest as KexecLoadRequest, Machine } from '@warmboot/core';

const framework = new Framework([plugin]);

/** A kernel of a version, or one of which more is known. */
export type Version = string | { readonly profile: string; readonly facts: KnownFacts };

export const kernel = (version: Version): Kernel => {
  const { profile, facts } = typeof version === 'string' ? { profile: version, facts: {} } : version;
  return framework.kernel({ architecture: 'riscv64', profile, facts: [{ source: 'user', facts }] });
};

const part = (offset: string, vaddr: string, paddr: string, filesz: string, memsz: string) => ({
  type: 1,
  flags: 5,
  offset,
  vaddr,
  paddr,
  filesz,
  memsz,
  align: '0x1000',
});

/** The reference machine's kernel with other header facts. */
export const kernelOf = (change: Readonly<Record<string, unknown>> = {}): KernelImage =>
  imageFormat.fromRecord({ ...referenceMachine.kernel, ...change });

/** A `vmlinux` of two parts: code, and data that ends in a BSS. Its symbols make the file larger than what it takes. */
export const vmlinux = elfFormat.fromRecord({
  file_size: 40 * MiB,
  entry: '0xffffffff80000000',
  program_headers: [
    part('0x1000', '0xffffffff80000000', '0x0', '0x1a89dc', '0x1a89dc'),
    part('0x1aa000', '0xffffffff801a9000', '0x1a9000', '0x8b2000', '0x1257000'),
  ],
});

/** A machine of 1 GiB. */
export const machineOf = (version: Version, firmware: string, cmdline = ''): Machine => {
  const started = kernel(version).powerOn({
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
  version: Version,
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
  const step = kernel(version).apply<'kexec-load'>(machine, { kind: 'kexec-load', path, request });
  return { machine: step.machine, ...step.result };
};

/** What kexec_file_load answers to the file itself. */
export const probe = (version: Version, machine: Machine, file = kernelOf()) =>
  kernel(version).architecture.fileLoader!.probe(machine, file);

export const exec = (version: Version, machine: Machine, kind: 'kexec-exec' | 'crash') =>
  kernel(version).apply<typeof kind>(machine, { kind });

/** Of the normal image: by address after kexec_load, as they were placed after kexec_file_load. */
export const segmentsOf = ({ kexec }: Machine): readonly KexecSegment[] => kexec.normal?.segments ?? [];
