/**
 * loongarch64 for Warmboot: vmlinux.efi, where kexec puts it, the command line that every image shares, and what the next
 * kernel makes of it and of the firmware's memory map.
 *
 * @module
 */
export { architecture } from './architecture.js';
export { imageFormat, isLoongArchImage, type LoongArchImage } from './image.js';
export { COMMAND_LINE_AT, EFI_MEMORY_MAP_FILE } from './layout.js';
export { plugin } from './plugin.js';
