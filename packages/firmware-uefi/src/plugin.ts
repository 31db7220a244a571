/**
 * UEFI as the firmware of a modelled machine: the services that a boot loader talks to before it takes the machine over.
 *
 * @module
 */
import type { WarmbootPlugin } from '@warmboot/core/plugin';
import { BOOT_FIRMWARE } from '@warmboot/core/plugin';

import { uefi } from './plugin/boot-services.js';

export { uefi } from './plugin/boot-services.js';

/** Adds UEFI. */
export const plugin: WarmbootPlugin = {
  name: '@warmboot/firmware-uefi',
  description: 'UEFI: memory maps with a key, and the call that ends boot services',
  interfaceVersion: 1,
  register: (context) => context.part(BOOT_FIRMWARE, uefi),
};
