import { shortSize } from '@warmboot/address';
import { platforms } from '@warmboot/core';
import type { StartingPoint } from '@warmboot/scenario';

/** `arm64, 1 GiB of memory, 8 slots; policy: none`; what a recorded board can take is not known. */
export const machineLine = (
  architecture: string,
  { machine, board }: StartingPoint,
  policies: readonly string[],
): string => {
  const slots = Number.isFinite(board.room) ? `, ${board.slots} slots` : '';
  const policy = policies.length === 0 ? 'none' : policies.join(' + ');
  return `${architecture}, ${shortSize(platforms.installedBytes(machine.platform))} of memory${slots}; policy: ${policy}`;
};
