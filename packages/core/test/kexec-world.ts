import { expect } from 'vitest';
import type { Action, ActionKind } from '../src/kernel/action.js';
import type { Architecture } from '../src/contract/architecture.js';
import type { EarlyBoot } from '../src/contract/early-boot.js';
import type { Content } from '../src/physical/content.js';
import { filledWith, partOf } from '../src/physical/content.js';
import type { KernelPorts } from '../src/kernel/framework.js';
import { Framework } from '../src/kernel/framework.js';
import type { KexecLimits } from '../src/contract/kexec-limits.js';
import type { Machine } from '../src/machine/machine.js';
import type { RawSegment } from '../src/image/segment.js';
import type { Step } from '../src/kernel/kernel.js';
import { dimmAt } from '../src/drivers/memory-devices.js';
import { GiB, MiB } from '@warmboot/address';

import { FAKE_BLOCK_SIZE, fakeArchitecture, fakeKernel } from './fake-architecture.js';
import { fakeLoadRequest } from './fake-machine.js';

export interface KexecWorldOptions {
  readonly kexec?: Partial<KexecLimits>;
  readonly earlyBoot?: Partial<EarlyBoot>;
  readonly ports?: KernelPorts;
  readonly profile?: string;
  readonly policies?: readonly string[];
  readonly memorySize?: number;
}

/** A machine of 2 GiB with a DIMM of a gigabyte at 8 GiB, plugged and offline. */
export const machineWith = ({
  kexec,
  earlyBoot,
  ports,
  profile,
  policies = [],
  memorySize = 2 * GiB,
}: KexecWorldOptions = {}) => {
  const base = fakeArchitecture();
  const architecture: Architecture = {
    ...base,
    kexec: { ...base.kexec, ...kexec },
    ...(base.earlyBoot === undefined ? {} : { earlyBoot: { ...base.earlyBoot, ...earlyBoot } }),
  };
  const plugin = {
    name: 'test',
    description: 'an architecture for tests',
    interfaceVersion: 1 as const,
    register: (context: { architecture(one: Architecture): void }) => context.architecture(architecture),
  };
  const kernel = new Framework([plugin], ports).kernel({
    architecture: 'fake',
    policies,
    ...(profile === undefined ? {} : { profile }),
  });
  const cold = kernel.powerOn({
    firmware: 'fake',
    memorySize,
    maxMemory: Infinity,
    slots: 8,
    cmdline: '',
    kernel: fakeKernel(),
    initrd: undefined,
    hypervisor: false,
    nodes: [0],
  });
  if (!cold.ok) throw new TypeError(cold.reason);
  const step = <K extends ActionKind>(machine: Machine, action: Extract<Action, { kind: K }>): Step<K> =>
    kernel.apply<K>(machine, action);
  const dimm = dimmAt('dimm0', 8 * GiB, GiB, 0, 0);
  return { kernel, step, machine: step<'dimm-add'>(cold.value, { kind: 'dimm-add', dimm }).machine };
};

export type KexecWorld = ReturnType<typeof machineWith>;

/** Number of the DIMM's first block. */
export const FIRST_OF_DIMM = (8 * GiB) / FAKE_BLOCK_SIZE;

/** `kexec -l` of a kernel and an initrd. */
export const load = ({ step, machine }: KexecWorld, change = {}): Machine => {
  const request = fakeLoadRequest({ initrd: { fileSize: 3 * MiB }, ...change });
  const loaded = step<'kexec-load'>(machine, { kind: 'kexec-load', path: 'kexec_load', request });
  expect(loaded.result.status).toBe(0);
  return loaded.machine;
};

/** A segment of a raw load, full unless told. */
export const segment = (mem: number, memsz: number, change: Partial<RawSegment> = {}): RawSegment => ({
  mem: BigInt(mem),
  memsz: BigInt(memsz),
  bufsz: BigInt(memsz),
  ...change,
});

/** The byte, `size` times. */
export const stray = (byte: number, size = 1): Content => partOf(filledWith(byte), 0, size);

/** The machine after something wrote behind its back. */
export const write = ({ step }: KexecWorld, machine: Machine, address: number, content: Content): Machine => {
  const written = step<'write-memory'>(machine, { kind: 'write-memory', address, content });
  expect(written.result).toEqual({ ok: true, value: undefined });
  return written.machine;
};

export const writeState = ({ step }: KexecWorld, machine: Machine, block: number, word: string) =>
  step<'block-state'>(machine, { kind: 'block-state', block, word });
