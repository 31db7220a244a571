/**
 * kexec(8): its releases, what it asks for, and what it makes of kernel files.
 *
 * @module
 */
export { chooseLoad as choose } from '../userspace/choose-load.js';
export { nextCommandLine } from '../userspace/command-line.js';
export { typesOf as fileTypes, examineKernelFile as examine } from '../userspace/kernel-file.js';
export { loadRequest as request } from '../userspace/load-facts.js';
export {
  toolProfileOf as profile,
  kexecTools2025 as V2_0_25,
  kexecTools2032 as V2_0_32,
} from '../userspace/tool-profile.js';
export { TOOL_DIED as DIED, TOOL_FAILED as FAILED } from '../userspace/tool-exit.js';
