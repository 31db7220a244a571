import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../src/contract/architecture.js';
import { Framework } from '../../src/kernel/framework.js';
import { GiB, MiB } from '@warmboot/address';

import { fakeArchitecture, fakeKernel } from '../fake-architecture.js';
import { fakeMachine } from '../fake-machine.js';

/** A copy that lacks an optional member. */
const without = <T extends object>(value: T, key: keyof T): T =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as T;

/** The fake architecture without some of its members. */
const kernelWithout = (profile: string, change: (architecture: Architecture) => Architecture) =>
  new Framework([
    {
      name: 'partial',
      description: '',
      interfaceVersion: 1,
      register: (context) => context.architecture(change(fakeArchitecture())),
    },
  ]).kernel({ architecture: 'fake', profile });

const { machine } = fakeMachine();
const dimm = { id: 'late', range: { start: 64 * GiB, end: 65 * GiB }, node: 0, slot: 7 };

describe('what an architecture lacks', () => {
  it('memory hotplug: plugging is refused by name, and nothing changes', () => {
    const kernel = kernelWithout('linux-6.1', (architecture) => ({
      ...architecture,
      memory: without(architecture.memory, 'hotplugRange'),
    }));
    const step = kernel.apply<'dimm-add'>(machine, { kind: 'dimm-add', dimm });
    expect(step.result).toEqual({
      ok: false,
      errno: 'ENOSYS',
      reason: 'memory hotplug is not supported on fake',
    });
    expect(step.machine).toBe(machine);
  });

  it('memory hotplug in one version: the version is told too', () => {
    const change = (architecture: Architecture): Architecture => ({
      ...architecture,
      memory: {
        ...architecture.memory,
        hotplugRange: (_, { name }) => (name === 'linux-6.1' ? undefined : { start: 0, end: 128 * GiB }),
      },
    });
    const plug = { kind: 'dimm-add', dimm } as const;
    expect(kernelWithout('linux-6.1', change).apply<'dimm-add'>(machine, plug).result).toMatchObject({
      reason: 'memory hotplug is not supported on fake in linux-6.1',
    });
    expect(kernelWithout('linux-6.8', change).apply<'dimm-add'>(machine, plug).result.ok).toBe(true);
  });

  it('the jump: kexec -e is refused and the machine lives on; a machine by description cannot start', () => {
    const kernel = kernelWithout('linux-6.1', (architecture) => without(architecture, 'earlyBoot'));
    const loaded = kernel.apply<'raw-load'>(machine, {
      kind: 'raw-load',
      call: {
        entry: BigInt(512 * MiB),
        segments: [{ kind: 'other', mem: BigInt(512 * MiB), memsz: 4096n, bufsz: 4096n }],
        flags: 0x7fff_0000,
      },
    });
    expect(loaded.result.ok).toBe(true);
    const jump = kernel.apply<'kexec-exec'>(loaded.machine, { kind: 'kexec-exec' });
    expect(jump.result).toEqual({
      outcome: 'refused',
      errno: 'ENOSYS',
      reason: 'what a jump comes to is not supported on fake',
    });
    expect(jump.machine.halted).toBeUndefined();
    const cold = kernel.powerOn({
      firmware: 'fake',
      memorySize: GiB,
      maxMemory: undefined,
      slots: 0,
      cmdline: '',
      kernel: fakeKernel(),
      initrd: undefined,
      hypervisor: true,
      nodes: [0],
    });
    expect(cold).toMatchObject({ ok: false, errno: 'ENOSYS' });
  });
});
