/**
 * ACPI as the firmware of a modelled machine: its kernel learns of memory devices from the machine's own byte code.
 *
 * @module
 */
import type { WarmbootPlugin } from '@warmboot/core/plugin';
import { acpi } from './plugin/acpi-firmware.js';

export { acpi } from './plugin/acpi-firmware.js';

/** Adds ACPI. */
export const plugin: WarmbootPlugin = {
  name: '@warmboot/firmware-acpi',
  description: "ACPI: memory hotplug through the byte code of the machine's DSDT",
  interfaceVersion: 1,
  register: (context) => context.hotplugFirmware(acpi),
};
