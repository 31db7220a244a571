import type { AddressRange } from '@warmboot/core';

const ENCODER = new TextEncoder();
const FDT_MAGIC = 0xd00dfeed;
const FDT_PROP = 3;

/** Properties of a devicetree whose values are random. */
const SEEDS = ['kaslr-seed', 'rng-seed'];

/** Offsets of `text`, with its terminating zero, in `bytes`. */
const findString = (bytes: Uint8Array, from: number, text: string): number => {
  const wanted = [...ENCODER.encode(text), 0];
  for (let at = from; at + wanted.length <= bytes.length; at += 1) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
};

/**
 * Byte ranges of a devicetree blob that hold seeds. A blob that is no devicetree, or is cut, has none: the comparison
 * then simply shows the difference.
 */
export const parseDtbSeeds = (kind: string, bytes: Uint8Array): AddressRange[] => {
  if (kind !== 'dtb' || bytes.length < 40) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== FDT_MAGIC) return [];
  const struct = view.getUint32(8);
  const strings = view.getUint32(12);
  const end = Math.min(bytes.length, struct + view.getUint32(36));
  const offsets = new Set(SEEDS.map((name) => findString(bytes, strings, name) - strings));
  const ranges: AddressRange[] = [];
  for (let at = struct; at + 12 <= end; at += 4) {
    if (view.getUint32(at) !== FDT_PROP || !offsets.has(view.getUint32(at + 8))) continue;
    const length = view.getUint32(at + 4);
    if (at + 12 + length <= end) ranges.push({ start: at + 12, end: at + 12 + length });
  }
  return ranges;
};
