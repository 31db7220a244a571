/**
 * Kernel files and their wrappings: ELF, PE, unified kernel images, EFI zboot, uImage, multiboot headers, dumps, compression.
 *
 * @module
 */
export { bareKernel } from './bare-kernel.js';
export { buildElf64, buildPe, buildZboot } from './build.js';
export {
  commandToUnpack,
  compressionOf,
  decompress,
  UNPACKED_LIMIT,
  unpackedLimit,
  type Compression,
} from './compression.js';
export {
  ELF_MACHINE,
  ELF_TYPE,
  isElf,
  notesOf,
  parseElf,
  programBytes,
  PROGRAM_TYPE,
  type ElfFile,
  type ElfNote,
  type ProgramHeader,
} from './elf.js';
export { executableElf, type Executable } from './executable.js';
export { initramfsSize, type InitramfsArchive, type InitramfsSize } from './initramfs.js';
export {
  headOfFlattened,
  isFlattenedDump,
  isKdump,
  type KdumpHeader,
  parseKdumpHeader,
  vmcoreinfoOf,
} from './kdump.js';
export { kernelConfigIn, kernelReleaseIn } from './kernel-texts.js';
export {
  isLinuxImage,
  LINUX_IMAGE,
  LINUX_IMAGE_HEADER_SIZE,
  parseLinuxImage,
  serialiseLinuxImage,
  type LinuxImageHeader,
  type LinuxImageKind,
} from './linux-image.js';
export {
  findMultiboot,
  MULTIBOOT_FLAG,
  MULTIBOOT_REQUIRED_UNSUPPORTED,
  type MultibootHeader,
} from './multiboot.js';
export { isPe, parsePe, PE_MACHINE, sectionBytes, type PeFile, type PeSection } from './pe.js';
export { isUki, parseUki, unwrapUki, type Uki } from './uki.js';
export {
  isUImage,
  isUImageDataIntact,
  parseUImage,
  serialiseUImage,
  UIMAGE,
  UIMAGE_HEADER_SIZE,
  uImageData,
  uImageWord,
  type UImageHeader,
} from './uimage.js';
export { isUnpackable, type UnpackableCompression } from './unpack-pieces.js';
export { unpackFile, type UnpackedFile } from './unpack.js';
export { isZboot, parseZboot, zbootPayload, type ZbootHeader } from './zboot.js';
