import type { ToolProfile } from '../contract/tool-profile.js';
import { isRelease } from './kernel-file.js';

/** kexec-tools 2.0.25, as Debian 12 has it. */
export const kexecTools2025: ToolProfile = {
  name: 'kexec-tools-2.0.25',
  release: '2.0.25',
  defaultPath: 'kexec_load',
  debugFlags: { kexec_load: 0, kexec_file_load: 0 },
};

/** kexec-tools 2.0.27: -a is the default (core R7.10). */
const kexecTools2027: ToolProfile = {
  ...kexecTools2025,
  name: 'kexec-tools-2.0.27',
  release: '2.0.27',
  defaultPath: 'auto',
};

/** kexec-tools 2.0.32: -d tells the kernel (core 7, table of options). */
export const kexecTools2032: ToolProfile = {
  ...kexecTools2027,
  name: 'kexec-tools-2.0.32',
  release: '2.0.32',
  debugFlags: { kexec_load: 0x10, kexec_file_load: 0x8 },
};

/** From new to old. */
const TOOL_PROFILES: readonly ToolProfile[] = [kexecTools2032, kexecTools2027, kexecTools2025];

/** The newest profile that a release of the tool has reached; the oldest for what came before all of them. */
export const toolProfileOf = (release: string): ToolProfile =>
  TOOL_PROFILES.find((profile) => isRelease(release, profile.release)) ?? kexecTools2025;
