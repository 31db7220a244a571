import { existsSync, readFileSync } from 'node:fs';
import type { Architecture } from '@warmboot/core';
import type { Trace } from '@warmboot/scenario';
import { kernelOptionsOf, parseKernelConfig } from '@warmboot/scenario';
import type { Guest } from '../guest/guest.js';
import type { GuestKernel } from '../cache/stock-kernels.js';
import { LabError } from '../failure/lab-error.js';
import type { KernelMemory } from '../memory/kernel-memory.js';

/** Where a running kernel shows how it was configured, where it does. */
const OWN_CONFIG = '/proc/config.gz';

type Options = ReadonlyMap<string, string>;

/** The configuration of a guest's kernel: its own word, or the file beside it; undefined where nobody tells. */
export const kernelOptions = async (guest: Guest, { config }: GuestKernel): Promise<Options | undefined> => {
  const { rc, out } = await guest.sh(`zcat ${OWN_CONFIG} 2>/dev/null`);
  if (rc === 0 && out !== '') return parseKernelConfig(out);
  return config !== undefined && existsSync(config)
    ? parseKernelConfig(readFileSync(config, 'utf8'))
    : undefined;
};

/** Whether a kernel has the driver for memory devices; undefined where no file tells. */
export const takesMemoryDevices = ({ config }: Pick<GuestKernel, 'config'>): boolean | undefined =>
  config === undefined || !existsSync(config)
    ? undefined
    : parseKernelConfig(readFileSync(config, 'utf8')).get('ACPI_HOTPLUG_MEMORY') === 'y';

/** What stories need of a kernel, by the option that gives it. */
const NEEDED: readonly (readonly [string, string])[] = [
  ['MEMORY_HOTPLUG', 'memory hotplug'],
  ['MEMORY_HOTREMOVE', 'removal of memory'],
  ['KEXEC', 'kexec_load'],
];

/** @throws LabError for a kernel in which no story can be played */
export const requireAbilities = async (guest: Guest): Promise<void> => {
  const paths = {
    MEMORY_HOTPLUG: '/sys/devices/system/memory/block_size_bytes',
    KEXEC: '/sys/kernel/kexec_loaded',
  };
  for (const [option, path] of Object.entries(paths)) {
    const { rc } = await guest.sh(`[ -e ${path} ]`);
    if (rc === 0) continue;
    const what = NEEDED.find(([name]) => name === option)?.[1];
    throw new LabError(`the kernel has no ${what}: build it with CONFIG_${option}=y`, guest.console.said);
  }
};

/** Kconfig's words as a recording has them: switches that the schema knows as such are booleans. */
const BOOLEANS: ReadonlySet<string> = new Set(['ARCH_KEEP_MEMBLOCK']);

const valueOf = (name: string, value: string): string | number | boolean => {
  if (BOOLEANS.has(name)) return value === 'y';
  return /^\d+$/.test(value) ? Number(value) : value;
};

const numberIn = (lines: readonly string[], name: string): number | undefined => {
  const line = lines.find((one) => one.startsWith(`NUMBER(${name})=`));
  return line === undefined ? undefined : Number(line.slice(line.indexOf('=') + 1));
};

/** Bits of virtual addresses in use, from the size of user space's half. arch/arm64/kernel/vmcore_info.c: TCR_EL1_T1SZ */
const bitsInUse = (lines: readonly string[]): number | undefined => {
  const size = numberIn(lines, 'TCR_EL1_T1SZ');
  return size === undefined ? undefined : 64 - size;
};

/** What a recording tells of how its kernel was built. */
export const recordedConfig = (
  architecture: Architecture,
  { vmcoreinfo }: Pick<KernelMemory, 'vmcoreinfo'>,
  options: Options | undefined,
): NonNullable<Trace['config']> => {
  const page = vmcoreinfo.find((line) => line.startsWith('PAGESIZE='));
  const vaBits = numberIn(vmcoreinfo, 'VA_BITS');
  const used = bitsInUse(vmcoreinfo);
  const told = kernelOptionsOf(architecture).flatMap((name) => {
    const value = options?.get(name);
    return value === undefined ? [] : [[name, valueOf(name, value)] as const];
  });
  return {
    ...(page === undefined ? {} : { PAGE_SIZE: Number(page.slice(page.indexOf('=') + 1)) }),
    ...(vaBits === undefined ? {} : { VA_BITS: vaBits }),
    ...(vaBits === undefined || used === undefined || used === vaBits ? {} : { VA_BITS_ACTUAL: used }),
    ...Object.fromEntries(told),
  };
};
