import type { Kernel, Machine } from '@warmboot/core';
import type { Performed } from '../model/actor.js';

/** Whether the same action on the same machine would have been granted had nobody loaded a normal image, nor called kexec. */
export const grantedWithoutImage =
  (kernel: Kernel, machine: Machine) =>
  ({ action }: Performed): boolean => {
    const { reboot: _, ...kexec } = machine.kexec;
    const { kexec: __, ...locks } = machine.locks;
    const bare: Machine = { ...machine, kexec: { ...kexec, normal: undefined }, locks };
    const { result } = kernel.apply(bare, action);
    return 'ok' in result && result.ok;
  };
