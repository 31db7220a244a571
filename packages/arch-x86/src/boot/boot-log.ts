import type { BootLogReader } from '@warmboot/core/plugin';
import { efiFilesFromLog } from '../facts/efi-facts.js';
import { loggedMap } from './logged-map.js';

/** Addresses of EFI tables: x86 keeps no memblock, and everything else is in /proc/iomem and boot_params. */
export const bootLogReader: BootLogReader = {
  recover: (lines) => ({ files: efiFilesFromLog(lines) }),
  memoryMap: loggedMap,
};
