import type { Kernel } from '../src/kernel/kernel.js';
import type { LoadRequest } from '../src/contract/load-request.js';
import type { Machine } from '../src/machine/machine.js';
import { Framework } from '../src/kernel/framework.js';
import { GiB } from '@warmboot/address';

import type { FakeArchitectureOptions } from './fake-architecture.js';
import { fakeKernel, fakePlugin } from './fake-architecture.js';

export interface FakeMachineOptions extends FakeArchitectureOptions {
  /** Bytes of RAM at boot; 2 GiB unless told. */
  readonly memorySize?: number;
  readonly cmdline?: string;
  readonly policies?: readonly string[];
  readonly profile?: string;
}

/** A kernel on the fake architecture, and the machine that it comes up on after a cold start. */
export const fakeMachine = ({
  memorySize = 2 * GiB,
  cmdline = 'console=fake',
  policies = [],
  profile = 'linux-6.1',
  ...options
}: FakeMachineOptions = {}): { readonly kernel: Kernel; readonly machine: Machine } => {
  const kernel = new Framework([fakePlugin(options)]).kernel({ architecture: 'fake', policies, profile });
  const machine = kernel.powerOn({
    firmware: 'fake',
    memorySize,
    maxMemory: Infinity,
    slots: 256,
    cmdline,
    kernel: fakeKernel(),
    initrd: undefined,
    hypervisor: false,
    nodes: [0],
  });
  if (!machine.ok) throw new TypeError(machine.reason);
  return { kernel, machine: machine.value };
};

/** `kexec -l` of the kernel that runs, without an initrd. */
export const fakeLoadRequest = (change: Partial<LoadRequest> = {}): LoadRequest => ({
  type: 'normal',
  kernel: fakeKernel(),
  initrd: undefined,
  cmdline: 'second',
  memMin: 0,
  memMax: Infinity,
  purgatory: { bufsz: 0, memsz: 0 },
  kernelPurgatory: undefined,
  crashNotes: [],
  vmcoreinfo: undefined,
  seed: (bytes) => new Uint8Array(bytes),
  randomReady: true,
  ...change,
});
