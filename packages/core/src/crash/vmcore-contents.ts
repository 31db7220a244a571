import type { AddressRange } from '@warmboot/address';
import { subtract } from '@warmboot/address';

import type { Machine } from '../machine/machine.js';
import { unpluggedIn } from '../device/platform.js';
import { readCoreHeader } from './elfcorehdr.js';
import { VMCORE_FILE } from './vmcore.js';

/** What somebody who reads /proc/vmcore gets, by physical address in the crashed kernel. */
export interface VmcoreContents {
  /** Reads as the memory that it is. */
  readonly memory: readonly AddressRange[];
  /** Its headers name it, and it reads as zeroes. */
  readonly zeroes: readonly AddressRange[];
}

/**
 * What /proc/vmcore has: the loads of its headers, of which what virtio-mem devices have not plugged reads as zeroes.
 * fs/proc/vmcore.c: read_from_oldmem, which asks every driver's pfn_is_ram (firmware-acpi X7).
 * @returns undefined where no capture kernel runs
 */
export const vmcoreContents = ({ files, platform }: Machine): VmcoreContents | undefined => {
  const headers = files.get(VMCORE_FILE);
  if (headers === undefined) return undefined;
  const loads = readCoreHeader(headers).loads.map(({ paddr, size }) => ({
    start: Number(paddr),
    end: Number(paddr + size),
  }));
  const zeroes = loads.flatMap((load) => unpluggedIn(platform, load));
  return { memory: subtract(loads, zeroes), zeroes };
};
