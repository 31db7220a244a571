/**
 * The ELF header of a crash image: written, read, and the room it takes.
 *
 * @module
 */
export {
  writeCoreHeader as write,
  readCoreHeader as read,
  kernelCoreHeaderRoom as kernelRoom,
  toolCoreHeaderRoom as toolRoom,
} from '../crash/elfcorehdr.js';
export {
  coreLayoutOf as layout,
  ELF64_HEADER_SIZE as HEADER_SIZE,
  ELF64_PHDR_SIZE as PROGRAM_HEADER_SIZE,
  type CoreFormat as Format,
} from '../crash/core-format.js';
export { vmcoreContents } from '../crash/vmcore-contents.js';
export { VMCORE_FILE } from '../crash/vmcore.js';
