import { rangeAt, type AddressRange } from '@warmboot/address';
import { succeed, type Result } from '../answer/result.js';
import type { KexecBuffer, KexecBuffers } from '../contract/kexec-buffers.js';
import type { LoadRequest } from '../contract/load-request.js';
import type { SegmentKind } from '../image/segment.js';

/** Where a part may go, whatever it is. Addresses are inclusive. */
export type PartPlace = Pick<KexecBuffer, 'align' | 'min' | 'max' | 'topDown'>;

/**
 * What a file loader made itself, such as the header of a vmcore or a devicetree.
 *
 * @param memsz bytes that it takes in memory, where it may grow
 * @returns where it is, all of `memsz`
 */
export const addBlob = (
  buffers: KexecBuffers,
  kind: SegmentKind,
  bytes: Uint8Array,
  place: PartPlace,
  memsz: number = bytes.length,
): Result<AddressRange> => {
  const placed = buffers.add({ kind, bytes, bufsz: bytes.length, memsz, ...place });
  return placed.ok ? succeed(rangeAt(placed.value, memsz)) : placed;
};

/** The initrd, where there is one. @returns where it is, to its last byte and not to the end of a page */
export const addInitrd = (
  buffers: KexecBuffers,
  { initrd }: LoadRequest,
  place: PartPlace,
): Result<AddressRange | undefined> => {
  if (initrd === undefined) return succeed(undefined);
  const { fileSize } = initrd;
  const placed = buffers.add({ kind: 'initrd', bufsz: fileSize, memsz: fileSize, ...place });
  return placed.ok ? succeed(rangeAt(placed.value, fileSize)) : placed;
};
