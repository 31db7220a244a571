import { KERNEL_PROFILES } from '@warmboot/core';
import { linux612 } from '@warmboot/core/plugin';
import { describe, expect, it } from 'vitest';
import { factsOf, PROFILES } from '../src/index.js';
import { kernel, machineOf } from './machine.js';

describe('a riscv64 kernel follows its build', () => {
  // Of versions before 6.1 riscv64 has read no sources: they are taken for the oldest that it knows.
  const known = [...KERNEL_PROFILES, ...PROFILES].filter(({ basis }) => basis !== 'source');

  it.each(known.map((profile) => [profile.name, profile] as const))(
    'riscv64 1: %s has facts of its own',
    (name, profile) => {
      // An unknown name is taken for the oldest kernel, which alone gives up memory below itself.
      expect(factsOf(profile).losesMemoryBelowItself).toBe(name === 'linux-6.1');
    },
  );

  const reach = (vaBitsInUse: number, cmdline = ''): number => {
    const version = { profile: 'linux-6.12', facts: { vaBitsInUse } };
    const { memory } = kernel(version).architecture;
    const range = memory.hotplugRange!(machineOf(version, 'efi', cmdline), linux612)!;
    return Math.log2(range.end - range.start);
  };

  it('riscv64 6.2: Sv39 and Sv48 reach 2^37 and 2^46 bytes, Sv57 all that the model has addresses for', () => {
    expect(reach(39)).toBe(37);
    expect(reach(48)).toBe(46);
    expect(Math.round(reach(57))).toBe(52);
  });

  it('riscv64 6.2: the command line takes levels of page tables away, and adds none', () => {
    expect(reach(57, 'no5lvl')).toBe(46);
    expect(reach(57, 'quiet no4lvl')).toBe(37);
    expect(reach(39, 'no5lvl')).toBe(37);
  });

  it('riscv64 1: memblock is kept with ACPI, which is there since 6.5', () => {
    const keeps = (profile: string) => kernel(profile).architecture.memory.keepsMemblock;
    expect([keeps('linux-6.1'), keeps('linux-6.6')]).toEqual([false, true]);
    const built = { profile: 'linux-6.12', facts: { keepsMemblock: false } };
    expect(machineOf(built, 'dt').memblock).toBeUndefined();
    expect(machineOf('linux-6.12', 'dt').memblock).toBeDefined();
  });
});
