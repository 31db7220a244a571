import { describe, expect, test } from 'vitest';
import { describedMachine, Framework, kexecTools } from '@warmboot/core';
import type { OnlineType } from '@warmboot/core/plugin';
import { plugin } from '../src/index.js';

/** What a kernel of this configuration does with new memory, after it was started by another of the same. */
const afterExec = (configured: OnlineType, cmdline: string): string => {
  const kernel = new Framework([plugin]).kernel({
    architecture: 'x86_64',
    facts: [{ source: 'kernel file', facts: { defaultOnlineType: configured } }],
  });
  const described = describedMachine(kernel, {});
  if (!described.ok) throw new Error(described.allowed);
  const { machine, facts } = described;
  const request = kexecTools.request(facts, { type: 'normal', cmdline, withInitrd: true });
  const loaded = kernel.apply<'kexec-load'>(machine, { kind: 'kexec-load', path: 'kexec_load', request });
  expect(loaded.result.status).toBe(0);
  const jumped = kernel.apply<'kexec-exec'>(loaded.machine, { kind: 'kexec-exec' });
  expect(jumped.result.outcome).toBe('booted');
  return jumped.machine.memory.autoOnline;
};

// mm/memory_hotplug.c: mhp_default_online_type, setup_memhp_default_state.
describe('auto_online_blocks of the next kernel', () => {
  test('is what the kernel was configured to do, where its command line says nothing', () => {
    expect(afterExec('offline', 'console=ttyS0')).toBe('offline');
    expect(afterExec('online_movable', 'console=ttyS0')).toBe('online_movable');
  });

  test('is what its command line says, where it says something', () => {
    expect(afterExec('online_movable', 'memhp_default_state=online')).toBe('online');
  });
});
