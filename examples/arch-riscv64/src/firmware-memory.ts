import type { AddressRange } from '@warmboot/address';
import { overlaps } from '@warmboot/address';
import type { Machine } from '@warmboot/core/plugin';

import { cellCounts, findNode, parseDtb, propertyOf } from '@warmboot/devicetree';
import { rangesOf } from '@warmboot/devicetree/linux';
import { FormatError } from '@warmboot/format';
import { FDT_FILE } from './layout.js';

/** Nodes that OpenSBI makes for its own regions. lib/utils/fdt/fdt_fixup.c: fdt_reserved_memory_fixup */
const MACHINE_MODE = /^mmode_resv\d+@/;

/**
 * Memory that the firmware keeps for machine mode. Kernels may take it for RAM, because it is described as such, but the
 * CPU refuses them every access (PMP).
 */
const firmwareMemory = ({ files }: Machine): AddressRange[] => {
  const fdt = files.get(FDT_FILE);
  if (fdt === undefined) return [];
  try {
    const reserved = findNode(parseDtb(fdt), '/reserved-memory');
    if (reserved === undefined) return [];
    const cells = cellCounts(reserved);
    return reserved.children
      .filter(({ name }) => MACHINE_MODE.test(name))
      .flatMap((node) => rangesOf(propertyOf(node, 'reg'), cells));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return [];
  }
};

/** The first address in a range that the firmware lets no kernel touch. */
export const firstProtected = (machine: Machine, range: AddressRange): number | undefined => {
  const hit = firmwareMemory(machine).find((kept) => overlaps(kept, range));
  return hit && Math.max(hit.start, range.start);
};
