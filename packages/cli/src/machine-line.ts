import { roundSize, installedBytes } from '@warmboot/core';
import type { StartingPoint } from '@warmboot/scenario';

/** `arm64, 1 GiB of memory, 8 slots; policy: none` */
export const machineLine = (
  architecture: string,
  { machine, board }: StartingPoint,
  policies: readonly string[],
): string =>
  `${architecture}, ${roundSize(installedBytes(machine.platform))} of memory, ${board.slots} slots; policy: ${
    policies.length === 0 ? 'none' : policies.join(' + ')
  }`;
