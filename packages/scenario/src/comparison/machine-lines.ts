import type { AddressRange } from '@warmboot/address';
import { hex, humanSize, shortSize, sizeOf } from '@warmboot/address';
import type { MachineFacts } from './machine-facts.js';

/** More pieces than anybody reads: recorded machines have many, around what firmware keeps. */
const MOST_PIECES = 3;

/** `1 GiB from 0x0 on`, `2 GiB from 0x0 on, 6 GiB from 0x100000000 on`: memory in the pieces in which it lies. */
const placesOfMemory = (memory: number, pieces: readonly AddressRange[]): string =>
  pieces.length > 1 && pieces.length <= MOST_PIECES
    ? pieces.map((piece) => `${shortSize(sizeOf(piece))} from ${hex(piece.start)} on`).join(', ')
    : `${shortSize(memory)} from ${hex(pieces[0]?.start ?? 0)} on${pieces.length > 1 ? `, in ${pieces.length} pieces` : ''}`;

/** A machine before anything happens, in lines. */
export const machineLines = ({ memory, bootRam, blockSize, kernel }: MachineFacts): readonly string[] => [
  placesOfMemory(memory, bootRam),
  `memory blocks of ${humanSize(blockSize)}`,
  kernel,
];
