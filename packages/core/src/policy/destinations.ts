import type { AddressRange } from '@warmboot/address';
import { overlaps, subtract } from '@warmboot/address';

import type { KexecImage } from '../image/image.js';
import type { KexecSegment } from '../image/segment.js';
import { destinationOf } from '../image/segment.js';
import type { Machine } from '../machine/machine.js';
import type { MemoryBlock } from '../memory/block.js';
import { blockRange, blocksIn } from '../memory/blocks.js';

/** The first segment that is not wholly in blocks that `accept` accepts. */
export const segmentOutside = (
  { memory }: Machine,
  { segments }: KexecImage,
  accept: (block: MemoryBlock) => boolean,
): KexecSegment | undefined =>
  segments.find((segment) => {
    const destination = destinationOf(segment);
    const good = [...blocksIn(memory, destination)]
      .filter(([, block]) => accept(block))
      .map(([id]) => blockRange(memory, id));
    return subtract([destination], good).length > 0;
  });

/** Whether a segment of the image has a byte in the range. */
export const usesRange = ({ segments }: KexecImage, range: AddressRange): boolean =>
  segments.some((segment) => overlaps(destinationOf(segment), range));
