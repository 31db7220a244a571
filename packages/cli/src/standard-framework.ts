import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { plugin as acpi } from '@warmboot/firmware-acpi/plugin';

/** The plugins that come with the command. */
export const standardFramework = (): Framework => new Framework([arm64, x86, acpi]);
