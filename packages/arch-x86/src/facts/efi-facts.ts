import { commandLine } from '@warmboot/core/plugin';
import type { Machine } from '@warmboot/core/plugin';

import {
  CONFIGURATION_TABLE_GUID,
  parseEfiBootLog,
  parseRuntimeMapEntries,
  type MemoryDescriptor,
  type RuntimeMapEntry,
} from '@warmboot/firmware-uefi';
import { BOOT_PARAMS_FILE, EFI_DIRECTORY } from './layout.js';
import { decodeText, encodeText } from '../formats/text.js';
import { parseBootParams } from '../formats/boot-params.js';

/** Addresses of EFI tables as the running kernel shows them below /sys/firmware/efi. All physical, 0 when absent. */
export interface EfiFacts {
  readonly firmwareVendor: bigint;
  readonly configurationTables: bigint;
  /** Runtime services table: only kexec-tools passes it on, and nobody reads it. */
  readonly runtime: bigint;
  readonly smbios: bigint;
  /** RSDP of ACPI 2.0, or of 1.0 where there is no other. */
  readonly acpiRsdp: bigint;
}

/** The files that hold them. */
export const EFI_SYSTAB_FILE = `${EFI_DIRECTORY}/systab`;
const EFI_FW_VENDOR_FILE = `${EFI_DIRECTORY}/fw_vendor`;
const EFI_CONFIG_TABLE_FILE = `${EFI_DIRECTORY}/config_table`;
const EFI_RUNTIME_FILE = `${EFI_DIRECTORY}/runtime`;

/** One directory for each descriptor, `0`, `1`, ...: CONFIG_EFI_RUNTIME_MAP. */
export const EFI_RUNTIME_MAP_DIRECTORY = `${EFI_DIRECTORY}/runtime-map`;

/**
 * Where a build of EDK II puts what its system table points to, as distances from the system table. The allocations
 * of one build come in the same order at every boot, so the distances do not depend on the amount of memory.
 */
interface FirmwareBuild {
  readonly firmwareVendor: bigint;
  readonly configurationTables: bigint;
}

/** OVMF 2022.11 as Debian 12 ships it: the firmware of the recordings, whose logs do not print these addresses. */
const OVMF_2022_11: FirmwareBuild = { firmwareVendor: -0xc_0600n, configurationTables: 0xc80n };

type Files = Machine['files'];

const text = (files: Files, path: string): string | undefined => {
  const bytes = files.get(path);
  return bytes === undefined ? undefined : decodeText(bytes);
};

const addressIn = (files: Files, path: string): bigint | undefined => {
  const match = /^(0x[0-9a-f]+)\s*$/i.exec(text(files, path) ?? '');
  return match === null ? undefined : BigInt(match[1]!);
};

/** One line of `systab`: `ACPI20=0x7f77d014`. */
const tableIn = (systab: string, name: string): bigint => {
  const match = new RegExp(`^${name}=(0x[0-9a-f]+)$`, 'im').exec(systab);
  return match === null ? 0n : BigInt(match[1]!);
};

/** What the running kernel knows of EFI; undefined when it was not started by EFI. drivers/firmware/efi/efi.c: systab_show */
export const readEfiFacts = (files: Files): EfiFacts | undefined => {
  const systab = text(files, EFI_SYSTAB_FILE);
  if (systab === undefined) return undefined;
  const page = files.get(BOOT_PARAMS_FILE);
  const base = page === undefined ? 0n : parseBootParams(page).efiInfo.systemTable;
  const near = (path: string, distance: bigint): bigint =>
    addressIn(files, path) ?? (base === 0n ? 0n : base + distance);
  return {
    firmwareVendor: near(EFI_FW_VENDOR_FILE, OVMF_2022_11.firmwareVendor),
    configurationTables: near(EFI_CONFIG_TABLE_FILE, OVMF_2022_11.configurationTables),
    runtime: addressIn(files, EFI_RUNTIME_FILE) ?? 0n,
    smbios: tableIn(systab, 'SMBIOS'),
    acpiRsdp: tableIn(systab, 'ACPI20') || tableIn(systab, 'ACPI'),
  };
};

const SYSTAB_NAMES = [
  ['ACPI20', CONFIGURATION_TABLE_GUID.acpi20],
  ['ACPI', CONFIGURATION_TABLE_GUID.acpi],
  ['SMBIOS3', CONFIGURATION_TABLE_GUID.smbios3],
  ['SMBIOS', CONFIGURATION_TABLE_GUID.smbios],
] as const;

/** The files below /sys/firmware/efi that a boot log lets us write: `systab`, where the log names tables. */
export const efiFilesFromLog = (lines: readonly string[]): Map<string, Uint8Array> => {
  const { configurationTables } = parseEfiBootLog(lines);
  const shown = SYSTAB_NAMES.flatMap(([name, wanted]) => {
    const table = configurationTables.find(({ guid }) => guid === wanted);
    return table === undefined ? [] : [`${name}=0x${table.address.toString(16)}\n`];
  });
  if (shown.length === 0) return new Map();
  return new Map([[EFI_SYSTAB_FILE, encodeText(shown.join(''))]]);
};

/** The RSDP as tools find it: from boot_params, else from EFI's tables; 0 when neither has it (spec 3.4, 4.4). */
export const acpiRsdpOf = (files: Files): bigint => {
  const page = files.get(BOOT_PARAMS_FILE);
  const handed = page === undefined ? 0n : parseBootParams(page).acpiRsdp;
  return handed || (readEfiFacts(files)?.acpiRsdp ?? 0n);
};

const RUNTIME_MAP_ENTRY = new RegExp(
  `^${EFI_RUNTIME_MAP_DIRECTORY}/(\\d+)/(type|phys_addr|virt_addr|num_pages|attribute)$`,
);

/**
 * What EFI's runtime services need, with the virtual addresses that the first kernel gave it: the memory map that a
 * kernel shows in `runtime-map` for the next one. In its own order, which is that of the numbers.
 * drivers/firmware/efi/runtime-map.c
 *
 * @returns undefined where the kernel shows none: it was built without EFI_RUNTIME_MAP, or not started by EFI
 * @throws FormatError for a directory that lacks a file, or a file that is no number
 */
export const efiRuntimeMap = (files: Files): readonly MemoryDescriptor[] | undefined => {
  const entries: Record<string, Record<string, string>> = {};
  for (const [path, bytes] of files) {
    const [, index, name] = RUNTIME_MAP_ENTRY.exec(path) ?? [];
    if (index === undefined || name === undefined) continue;
    entries[index] = { ...entries[index], [name]: decodeText(bytes) };
  }
  // The parser says which of the five files a directory lacks.
  const read = parseRuntimeMapEntries(entries as unknown as Readonly<Record<string, RuntimeMapEntry>>);
  return read.length === 0 ? undefined : read;
};

/**
 * Whether a kernel uses EFI's runtime services, where it was started by EFI: not with efi=noruntime, unless efi=runtime comes
 * after it. drivers/firmware/efi/efi.c: parse_efi_cmdline
 */
export const usesRuntimeServices = ({ cmdline }: Machine['kernel']): boolean => {
  let uses = true;
  for (const { name, value = '' } of commandLine.options(cmdline)) {
    const words = name === 'efi' ? value.split(',') : [];
    if (words.includes('noruntime')) uses = false;
    if (words.includes('runtime')) uses = true;
  }
  return uses;
};

/** EFI's runtime map as a running kernel has it: none without runtime services. @throws FormatError as {@link efiRuntimeMap} */
export const runtimeMapOf = ({
  files,
  kernel,
}: Pick<Machine, 'files' | 'kernel'>): readonly MemoryDescriptor[] | undefined =>
  usesRuntimeServices(kernel) ? efiRuntimeMap(files) : undefined;
