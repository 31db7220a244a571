import type { WarmbootPlugin } from '@warmboot/core/plugin';
import { architecture } from './architecture.js';

/** Adds x86_64. */
export const plugin: WarmbootPlugin = {
  name: '@warmboot/arch-x86',
  description: 'x86_64: bzImage, placement, boot_params and e820 hand-over, early boot, hotplug rules',
  interfaceVersion: 1,
  register: (context) => context.architecture(architecture),
};
