import type { AddressRange } from '@warmboot/address';
import { sizeOf, without } from '@warmboot/address';
import type { Machine, ResourceDescriptor } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

import { parseBootParams } from '../formats/boot-params.js';
import {
  E820_MAX_ENTRIES_ZEROPAGE,
  E820_TYPE,
  parseE820Entries,
  sanitiseE820,
  type E820Entry,
} from '../formats/e820.js';
import { SETUP_DATA_TYPE } from '../formats/setup-data.js';
import { decodeText } from '../formats/text.js';
import { BOOT_PARAMS_FILE, ONE_MIB, PAGE_SIZE, SETUP_DATA_DIRECTORY } from '../facts/layout.js';

/**
 * e820_table_kexec: the map of the running kernel's own boot, never touched by hotplug or by mem= (spec 2.1).
 * Empty when the machine shows no boot_params.
 */
export const kexecE820 = ({ files }: Machine): E820Entry[] => {
  const page = files.get(BOOT_PARAMS_FILE);
  if (page === undefined) return [];
  const extended: E820Entry[] = [];
  for (let node = 0; ; node += 1) {
    const type = files.get(`${SETUP_DATA_DIRECTORY}/${node}/type`);
    const data = files.get(`${SETUP_DATA_DIRECTORY}/${node}/data`);
    if (type === undefined || data === undefined) break;
    if (Number(decodeText(type)) !== SETUP_DATA_TYPE.E820_EXT) continue;
    extended.push(...parseE820Entries(data));
  }
  return sanitiseE820([...sanitiseE820(parseBootParams(page).e820), ...extended]);
};

/**
 * The map of a capture kernel: low RAM, firmware's ranges, then the crash kernel's regions without the ELF header
 * (spec 4.5; arch/x86/kernel/crash.c: crash_setup_memmap_entries). More than 128 entries are dropped.
 */
export const crashE820 = ({ iomem, kexec }: Machine, elfcorehdr: AddressRange): E820Entry[] => {
  const everywhere = { start: 0, end: iomem.root.end };
  const walk = (window: AddressRange, flags: number, desc: ResourceDescriptor, type: number): E820Entry[] =>
    [...resources.walkByDescriptor(iomem, window, { flags, desc })].map(({ start, end }) => ({
      start,
      end,
      type,
    }));
  const { crashRegion, crashLowRegion } = kexec;
  const usable = crashRegion === undefined ? [] : without(crashRegion, elfcorehdr);
  return [
    ...walk({ start: 0, end: ONE_MIB }, resources.BUSY_SYSTEM_RAM, resources.DESC_NONE, E820_TYPE.RAM),
    ...walk(everywhere, resources.BUSY_MEM, resources.DESC_ACPI_TABLES, E820_TYPE.ACPI),
    ...walk(everywhere, resources.BUSY_MEM, resources.DESC_ACPI_NV_STORAGE, E820_TYPE.NVS),
    ...walk(everywhere, resources.MEM, resources.DESC_RESERVED, E820_TYPE.RESERVED),
    ...(crashLowRegion === undefined ? [] : [{ ...crashLowRegion, type: E820_TYPE.RAM }]),
    ...usable
      .filter((piece) => sizeOf(piece) >= PAGE_SIZE)
      .map((piece) => ({ ...piece, type: E820_TYPE.RAM })),
  ].slice(0, E820_MAX_ENTRIES_ZEROPAGE);
};
