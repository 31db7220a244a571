import type { WarmbootPlugin } from '@warmboot/core/plugin';
import { architecture } from './architecture.js';

/** Adds arm64. */
export const plugin: WarmbootPlugin = {
  name: '@warmboot/arch-arm64',
  description: 'arm64: Image, placement, devicetree hand-over, early boot, hotplug rules',
  interfaceVersion: 1,
  register: (context) => context.architecture(architecture),
};
