import type { AddressRange } from '@warmboot/address';

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

const devicetreeSeeds = (bytes: Uint8Array): AddressRange[] => {
  if (bytes.length < 40) return [];
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

/** Offset of setup_data in boot_params, and the type of a node that carries a seed. */
const SETUP_DATA_POINTER = 0x250;
const SETUP_RNG_SEED = 9;
const SETUP_DATA_HEADER = 16;

/** A seed node of a setup_data list that lies in a blob. */
interface SeedNode {
  /** Offset of the pointer that leads to the node. */
  readonly pointer: number;
  /** Offsets of the node, header included. */
  readonly start: number;
  readonly end: number;
}

/** Seed nodes in the setup_data list, as far as the list lies in the blob itself. */
const seedNodes = (bytes: Uint8Array, mem: number): SeedNode[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const nodes: SeedNode[] = [];
  const offsetAt = (field: number): number => Number(view.getBigUint64(field, true)) - mem;
  const inside = (offset: number): boolean => offset >= 0 && offset + SETUP_DATA_HEADER <= bytes.length;
  let pointer = SETUP_DATA_POINTER;
  for (
    let node = bytes.length < SETUP_DATA_POINTER + 8 ? -1 : offsetAt(SETUP_DATA_POINTER), steps = 0;
    inside(node) && steps < bytes.length / SETUP_DATA_HEADER;
    pointer = node, node = offsetAt(node), steps += 1
  ) {
    const end = Math.min(bytes.length, node + SETUP_DATA_HEADER + view.getUint32(node + 12, true));
    if (view.getUint32(node + 8, true) === SETUP_RNG_SEED) nodes.push({ pointer, start: node, end });
  }
  return nodes;
};

/** Data of seed nodes. */
const setupDataSeeds = (bytes: Uint8Array, mem: number): AddressRange[] =>
  seedNodes(bytes, mem).map(({ start, end }) => ({ start: start + SETUP_DATA_HEADER, end }));

/**
 * The same boot_params as if no seed had been passed: the node is taken out of the list, and its room is left empty, as
 * the kernel's loader leaves it (arch/x86/kernel/kexec-bzimage64.c: setup_rng_seed).
 * @param mem address of the blob
 */
export const withoutSetupSeeds = (bytes: Uint8Array, mem: number): Uint8Array => {
  const rest = bytes.slice();
  // From the end of the list on, so that a pointer that is taken over is not one of a node that goes.
  for (const { pointer, start, end } of seedNodes(bytes, mem).reverse()) {
    rest.set(rest.subarray(start, start + 8), pointer);
    rest.fill(0, start, end);
  }
  return rest;
};

/**
 * Byte ranges of a hand-over that hold seeds. A blob that is not what its kind says, or is cut, has none: the
 * comparison then simply shows the difference.
 * @param mem address of the blob
 */
export const seedRanges = (kind: string, bytes: Uint8Array, mem: number): AddressRange[] => {
  if (kind === 'boot_params') return setupDataSeeds(bytes, mem);
  return kind === 'dtb' ? devicetreeSeeds(bytes) : [];
};
