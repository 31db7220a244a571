import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { plugin as acpi } from '@warmboot/firmware-acpi/plugin';
import { plugin as uefi } from '@warmboot/firmware-uefi/plugin';

/** The plugins that come with the page, which are those that come with the command. */
export const pageFramework = (): Framework =>
  new Framework([arm64, x86, acpi, uefi].map((plugin) => ({ plugin, source: 'comes with the studio' })));
