import { describe, expect, test } from 'vitest';
import type { LoadPath } from '../../src/contract/tool-profile.js';
import type { LoadRequest } from '../../src/contract/load-request.js';
import { MiB } from '@warmboot/address';

import { Framework } from '../../src/kernel/framework.js';
import { done, refuse } from '../../src/answer/result.js';
import { fakeArchitecture, fakePlugin } from '../fake-architecture.js';
import { fakeLoadRequest, fakeMachine } from '../fake-machine.js';

/** A kernel that has kexec_file_load, and knows no file. */
const fileLoadingKernel = () =>
  new Framework([
    {
      ...fakePlugin(),
      register: (context) =>
        context.architecture({
          ...fakeArchitecture(),
          fileLoader: {
            verifiesDigest: false,
            probe: () => done,
            load: () => refuse('ENOEXEC', 'no file is known'),
          },
        }),
    },
  ]).kernel({ architecture: 'fake' });

const run = (path: LoadPath, change: Partial<LoadRequest> = {}) => {
  const { kernel, machine } = fakeMachine();
  const request = fakeLoadRequest(change);
  return kernel.apply<'kexec-load'>(machine, { kind: 'kexec-load', path, request });
};

describe('core 7 kexec(8)', () => {
  test('-p without a reservation dies before any system call', () => {
    const { result, events } = run('kexec_load', { type: 'crash' });
    expect(result.status).toBe(1);
    expect(result.output[0]).toBe('Memory for crashkernel is not reserved');
    expect(events).toEqual([]);
  });

  test('R7.10: a kernel without kexec_file_load: -s fails, -a falls back to kexec_load', () => {
    const filed = run('kexec_file_load');
    expect(filed.result.status).toBe(253);
    expect(filed.result.output).toEqual(['syscall kexec_file_load not available.']);
    expect(filed.machine.kexec.normal).toBeUndefined();
    const fallen = run('auto');
    expect(fallen.result.status).toBe(0);
    expect(fallen.machine.kexec.normal?.fileMode).toBe(false);
    expect(fallen.events.map(({ type }) => type)).toEqual(['kexec:load-refused', 'kexec:loaded']);
  });

  test('R7.10: -a does not fall back when loading is forbidden', () => {
    const kernel = fileLoadingKernel();
    const { machine } = fakeMachine();
    const off = kernel.apply<'load-disabled'>(machine, { kind: 'load-disabled', value: 1 }).machine;
    const action = { kind: 'kexec-load', path: 'auto', request: fakeLoadRequest() } as const;
    const { result } = kernel.apply<'kexec-load'>(off, action);
    expect(result).toMatchObject({ status: 255 });
    expect(result.output[0]).toBe('kexec_file_load failed: Operation not permitted');
  });

  test('--entry: kexec_load jumps there', () => {
    const entry = BigInt(77 * MiB);
    const { machine, result } = run('kexec_load', { entry });
    expect(machine.kexec.normal?.entry).toBe(entry);
    expect(result.output).toContainEqual(expect.stringContaining('entry = 0x4d00000'));
  });
});
