import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import type { SourcedPlugin } from '@warmboot/core';
import { plugin as acpi } from '@warmboot/firmware-acpi/plugin';
import { plugin as uefi } from '@warmboot/firmware-uefi/plugin';

/** The plugins that come with Warmboot: for every framework that answers as the command does. */
export const standardPlugins: readonly SourcedPlugin[] = [arm64, x86, acpi, uefi].map((plugin) => ({
  plugin,
  source: 'comes with warmboot',
}));
