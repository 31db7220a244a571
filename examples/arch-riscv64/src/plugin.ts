import type { WarmbootPlugin } from '@warmboot/core/plugin';
import { architecture } from './architecture.js';
import { PROFILES } from './kernel-facts.js';

/** Adds riscv64, and the versions of Linux that matter to it. */
export const plugin: WarmbootPlugin = {
  name: 'warmboot-arch-riscv64',
  description: 'riscv64: Image, placement, devicetree hand-over, early boot, hotplug rules',
  interfaceVersion: 1,
  register: (context) => {
    context.architecture(architecture);
    for (const profile of PROFILES) context.profile(profile);
  },
};
