import type { LoadPath } from '../machine/action.js';

/** What a version of kexec-tools does differently, as plain facts that the model of the tool reads. */
export interface ToolProfile {
  readonly name: string;
  /** `2.0.25`: which rows the tables of kernel file types have. */
  readonly release: string;
  /** What a load uses when none of -c, -s and -a is given (core R7.10). */
  readonly defaultPath: LoadPath;
  /** Flags that `-d` adds to each system call; 0 where the kernel is not told. */
  readonly debugFlags: Readonly<Record<Exclude<LoadPath, 'auto'>, number>>;
}

/** kexec-tools 2.0.25, as Debian 12 has it. */
export const kexecTools2025: ToolProfile = {
  name: 'kexec-tools-2.0.25',
  release: '2.0.25',
  defaultPath: 'kexec_load',
  debugFlags: { kexec_load: 0, kexec_file_load: 0 },
};

/** kexec-tools 2.0.32: -a is the default (2.0.27), and -d tells the kernel (core 7, table of options). */
export const kexecTools2032: ToolProfile = {
  name: 'kexec-tools-2.0.32',
  release: '2.0.32',
  defaultPath: 'auto',
  debugFlags: { kexec_load: 0x10, kexec_file_load: 0x8 },
};

/** From old to new. */
export const TOOL_PROFILES: readonly ToolProfile[] = [kexecTools2025, kexecTools2032];
