import type { Guid } from './guid.js';

/** GUIDs of configuration tables that matter across kexec (drivers/firmware/efi/efi.c `common_tables`; spec section 8). */
export const CONFIGURATION_TABLE_GUID = {
  /** RSDP of revision 2. */
  acpi20: '8868e871-e4f1-11d3-bc22-0080c73c8881',
  /** RSDP of revision 0. */
  acpi: 'eb9d2d30-2d88-11d3-9a16-0090273fc14d',
  smbios: 'eb9d2d31-2d88-11d3-9a16-0090273fc14d',
  smbios3: 'f2fd1544-9794-4a2c-992e-e5bbcf20e394',
  /** Firmware resources that capsules update. */
  esrt: 'b122a263-3661-4f68-9929-78f8b0d62180',
  memoryAttributes: 'dcfa911d-26eb-469f-a220-38b7dc461220',
  /** Seed for the kernel's random pool. */
  rng: '1ce1e5bc-7ceb-42f2-81e5-8aadf180f57b',
  tpmEventLog: 'b7799cb0-eca2-4943-9667-1fae07b747fa',
  tpmFinalLog: '1e2ed096-30e2-4254-bd89-863bbef82325',
  /** LINUX_EFI_MEMRESERVE: ranges that every later kernel must leave alone. */
  linuxMemoryReserve: '888eb0c6-8ede-4ff5-a8f0-9aee5cb977c2',
  /** LINUX_EFI_INITRD. */
  linuxInitrd: '5568e427-68fc-4f3d-ac74-ca552231cc68',
  rtProperties: 'eb66918a-7eef-402a-842e-931d21c38ae9',
  mokVariables: 'c451ed2b-9694-45d3-baba-ed9f8988a389',
  confidentialSecret: 'adf956ad-e98c-484c-ae11-b51c7d336447',
  /** Properties table (x86; deprecated by the Memory Attributes table). */
  properties: '880aaca3-4adc-4a04-9079-b747340825e5',
  /** Flattened devicetree, read by the stub only. */
  devicetree: 'b1b621d5-f19c-41a5-830b-d9152c69aae0',
  /** LINUX_EFI_BOOT_MEMMAP, written by the stub. */
  linuxBootMemoryMap: '800f683f-d08b-423a-a293-965c3c6fe2b4',
  /** LINUX_EFI_UNACCEPTED_MEM, from 6.5. */
  linuxUnaccepted: 'd5d1de3c-105c-44f9-9ea9-bcef98120031',
} as const satisfies Record<string, Guid>;

/** Tables that a kernel names on the `efi:` line of its boot log, under that name; it reads the others silently. */
export const KNOWN_CONFIGURATION_TABLES: readonly { readonly guid: Guid; readonly name: string }[] = [
  { name: 'ACPI 2.0', guid: CONFIGURATION_TABLE_GUID.acpi20 },
  { name: 'ACPI', guid: CONFIGURATION_TABLE_GUID.acpi },
  { name: 'SMBIOS', guid: CONFIGURATION_TABLE_GUID.smbios },
  { name: 'SMBIOS 3.0', guid: CONFIGURATION_TABLE_GUID.smbios3 },
  { name: 'ESRT', guid: CONFIGURATION_TABLE_GUID.esrt },
  { name: 'MEMATTR', guid: CONFIGURATION_TABLE_GUID.memoryAttributes },
  { name: 'RNG', guid: CONFIGURATION_TABLE_GUID.rng },
  { name: 'TPMEventLog', guid: CONFIGURATION_TABLE_GUID.tpmEventLog },
  { name: 'TPMFinalLog', guid: CONFIGURATION_TABLE_GUID.tpmFinalLog },
  { name: 'MEMRESERVE', guid: CONFIGURATION_TABLE_GUID.linuxMemoryReserve },
  { name: 'INITRD', guid: CONFIGURATION_TABLE_GUID.linuxInitrd },
  { name: 'RTPROP', guid: CONFIGURATION_TABLE_GUID.rtProperties },
  { name: 'MOKvar', guid: CONFIGURATION_TABLE_GUID.mokVariables },
  { name: 'CocoSecret', guid: CONFIGURATION_TABLE_GUID.confidentialSecret },
  { name: 'PROP', guid: CONFIGURATION_TABLE_GUID.properties },
  { name: 'Unaccepted', guid: CONFIGURATION_TABLE_GUID.linuxUnaccepted },
];
