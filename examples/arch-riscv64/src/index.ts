/**
 * riscv64 for Warmboot: Image and ELF, where kexec puts them, the devicetree hand-over, what the next kernel makes of it.
 *
 * @module
 */
export { architecture } from './architecture.js';
export { elfFormat, isRiscvElf, type ElfLoad, type RiscvElf } from './elf.js';
export { imageFormat, isRiscvImage, type RiscvImage } from './image.js';
export {
  IMAGE_HEADER_SIZE,
  IMAGE_MAGIC,
  IMAGE_MAGIC2,
  IMAGE_VERSION,
  isImage,
  parseImageHeader,
  serialiseImageHeader,
  type ImageHeader,
} from './image-header.js';
export { factsOf, PROFILES, type KernelFacts } from './kernel-facts.js';
export { EFI_MEMORY_MAP_FILE, FDT_FILE } from './layout.js';
export { readToolMemory, type ToolMemory } from './memory-ranges.js';
export { plugin } from './plugin.js';
export { userSpaceLoader } from './placement.js';
