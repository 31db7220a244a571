import { accessSync, constants, readFileSync } from 'node:fs';
import type { Board } from '../board/board.js';

/** Who runs the guest's code: the host's own CPU, or emulation. */
export type Accelerator = 'kvm' | 'tcg';

/** What Node calls the host, and the boards that its CPU can run. */
const OWN: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'arm64', riscv64: 'riscv64' };

/** A PC's CPU says whether it can run guests; a /dev/kvm without that runs none of ours. */
const VIRTUALISES = /^flags\s*:.*\b(vmx|svm)\b/m;

/** KVM where the host can run the board's code and lends it to this user, emulation elsewhere. */
export const acceleratorFor = ({ name }: Board): Accelerator => {
  if (OWN[process.arch] !== name) return 'tcg';
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    if (name === 'x86_64' && !VIRTUALISES.test(readFileSync('/proc/cpuinfo', 'utf8'))) return 'tcg';
    return 'kvm';
  } catch {
    return 'tcg';
  }
};
