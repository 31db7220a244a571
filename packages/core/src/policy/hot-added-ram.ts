import type { AddressRange } from '@warmboot/address';
import { normalised } from '@warmboot/address';

import type { Machine } from '../machine/machine.js';
import { blockRange } from '../memory/blocks.js';

/** Memory that came while this kernel ran, joined where it touches. */
export const hotAddedRam = ({ memory }: Machine): AddressRange[] =>
  normalised(
    [...memory.blocks.entries()].filter(([, { early }]) => !early).map(([id]) => blockRange(memory, id)),
  );
