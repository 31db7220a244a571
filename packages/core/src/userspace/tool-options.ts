import type { LoadPath } from '../contract/tool-profile.js';
import type { Machine } from '../machine/machine.js';
import type { LoadRequest } from '../contract/load-request.js';

/**
 * The last words of a run whose options do not go together, or ask for what the machine has not; undefined for one that
 * goes on. kexec/kexec.c: main (core 7).
 *
 * @param followsHotplug whether /sys/kernel/crash_elfcorehdr_size is there
 */
export const whyNot = (
  { kexec }: Machine,
  path: LoadPath,
  { type, preserveContext, hotplug, memMax }: LoadRequest,
  followsHotplug: boolean,
): readonly string[] | undefined => {
  if (type === 'crash' && kexec.crashRegion === undefined) {
    return [
      'Memory for crashkernel is not reserved',
      'Please reserve memory by passing"crashkernel=Y@X" parameter to kernel',
      'Then try to loading kdump kernel',
    ];
  }
  if (preserveContext === true && memMax === Infinity) {
    return [
      'Please specify memory range used by kexeced kernel',
      'to preserve the context of original kernel with ',
      '"--mem-max" parameter',
    ];
  }
  if (hotplug === true && !followsHotplug) {
    return ['Path /sys/kernel/crash_elfcorehdr_size does not exist, the kernel needs CONFIG_CRASH_HOTPLUG'];
  }
  return preserveContext === true && path !== 'kexec_load'
    ? ['--load-preserve-context not supported with kexec_file_load']
    : undefined;
};
