import type { WarmbootPlugin } from '@warmboot/core/plugin';
import { architecture } from './architecture.js';

/** Adds loongarch64. */
export const plugin: WarmbootPlugin = {
  name: 'warmboot-arch-loongarch64',
  description: 'loongarch64: vmlinux.efi, a command line at a fixed place, the EFI memory map, 16 KiB pages',
  interfaceVersion: 1,
  register: (context) => context.architecture(architecture),
};
