import type { Machine } from '@warmboot/core/plugin';
import type { EfiInfo } from '@warmboot/firmware-uefi';
import {
  DESCRIPTOR_VERSION,
  MEMORY_DESCRIPTOR_SIZE,
  memoryMapOf,
  serialiseMemoryMap,
  serialiseSetupEfi,
} from '@warmboot/firmware-uefi';
import { readEfiFacts, runtimeMapOf } from '../facts/efi-facts.js';
import { BOOT_PARAMS_FILE } from '../facts/layout.js';
import { parseBootParams } from '../formats/boot-params.js';

/** What kexec-tools hands over of EFI. */
export interface ToolEfi {
  /** Data of the SETUP_EFI node. */
  readonly setupData: Uint8Array;
  /** The runtime map, which goes where there is room. */
  readonly map: Uint8Array;
  /** efi_info without the place of the map. */
  readonly info: EfiInfo;
  readonly refused?: undefined;
}

/** What it says where it passes nothing on. */
export interface ToolEfiRefused {
  readonly refused: string;
}

/**
 * Addresses of tables as data of setup_data, the runtime map as a segment of its own (spec 3.4).
 * kexec/arch/i386/x86-linux-setup.c: setup_efi_info, setup_efi_data
 *
 * @returns undefined where the running kernel was not started by EFI, or shows no runtime map as with efi=noruntime
 */
export const toolEfi = (machine: Machine): ToolEfi | ToolEfiRefused | undefined => {
  const { files } = machine;
  const running = files.get(BOOT_PARAMS_FILE);
  const map = runtimeMapOf(machine);
  const facts = readEfiFacts(files);
  if (running === undefined || map === undefined || facts === undefined) return undefined;
  const { efiInfo } = parseBootParams(running);
  if (efiInfo.memoryMapSize === 0) return undefined;
  if (efiInfo.descriptorVersion !== DESCRIPTOR_VERSION) {
    return { refused: `efi memory descriptor version ${efiInfo.descriptorVersion} is not supported!` };
  }
  const { firmwareVendor, runtime, configurationTables: tables, smbios } = facts;
  return {
    setupData: serialiseSetupEfi({ firmwareVendor, runtime, tables, smbios }),
    map: serialiseMemoryMap(memoryMapOf(map, MEMORY_DESCRIPTOR_SIZE)),
    info: { ...efiInfo, descriptorSize: MEMORY_DESCRIPTOR_SIZE },
  };
};
