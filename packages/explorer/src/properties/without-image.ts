import type { Kernel, Machine } from '@warmboot/core';
import type { Performed } from '../model/actor.js';

/** Whether the same action on the same machine would have been granted had no normal image been loaded. */
export const grantedWithoutImage =
  (kernel: Kernel, machine: Machine) =>
  ({ action }: Performed): boolean => {
    const bare: Machine = { ...machine, kexec: { ...machine.kexec, normal: undefined } };
    const { result } = kernel.apply(bare, action);
    return 'ok' in result && result.ok;
  };
