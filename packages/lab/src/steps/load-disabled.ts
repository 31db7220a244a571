import type { StepOf } from './step.js';

/** Writes the sysctl kexec_load_disabled. */
export const loadDisabled: StepOf<'load-disabled'> = async function* ({ value }, { guest }) {
  const command = `echo ${value} > /proc/sys/kernel/kexec_load_disabled`;
  const { rc, out } = await guest.sh(command);
  yield { arguments: { action: 'raw', command }, result: { rc, out: out.split('\n') } };
};
