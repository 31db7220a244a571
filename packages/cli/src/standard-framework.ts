import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import type { WarmbootPlugin } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import { plugin as acpi } from '@warmboot/firmware-acpi/plugin';

/** The plugins that come with the command. */
export const standardPlugins: readonly WarmbootPlugin[] = [arm64, x86, acpi];

export const standardFramework = (): Framework => new Framework(standardPlugins);
