/**
 * arm64 for Warmboot: the Image, where kexec puts it, the devicetree hand-over, what the next kernel makes of it.
 *
 * @module
 */
export { architecture, architectureOf } from './architecture.js';
export { bootLogReader } from './boot/boot-log.js';
export { builds } from './facts/builds.js';
export { crashKernelPlacerOf, reserveCrashKernel } from './boot/crashkernel.js';
export { earlyBootOf } from './boot/early-boot.js';
export { efiMapLike } from './boot/firmware-memory.js';
export {
  IMAGE_HEADER_SIZE,
  IMAGE_MAGIC,
  imageFlags,
  isImage,
  parseImageHeader,
  serialiseImageHeader,
  type ImageFlags,
  type ImageHeader,
} from './formats/image-header.js';
export { fileLoaderOf } from './load/file-load.js';
export { prepareToolTree, readHandover, type Handover, type ToolTree } from './handover/handover.js';
export { memoryGeometryOf, preventBootmemRemoveOf } from './facts/hotplug.js';
export { imageFormat, isArm64Image, type Arm64Image } from './facts/image.js';
export { EFI_MEMORY_MAP_FILE, FDT_FILE, layoutOf, type Layout, type LayoutFacts } from './facts/layout.js';
export { readToolMemory, type ToolMemory } from './facts/memory-ranges.js';
export { memstartOf } from './facts/memstart.js';
export { userSpaceLoaderOf } from './load/placement.js';
export { plugin } from './plugin.js';
export { KERNEL_CODE, KERNEL_DATA, resourceNames } from './facts/resource-names.js';
