import type { AddressRange } from '@warmboot/address';
import { parseSize } from '@warmboot/address';

/** A size in bytes, or a text such as `1G` or `0x8000000`. */
export type SizeText = string | number;

/**
 * An address as people write it: a number, or a place relative to named memory, such as `dimm1`, `dimm1+64M`,
 * `dimm1.end` (one past its last byte) or `dimm1.last`. `boot` is the memory that the machine was built with.
 */
export type AddressText = string | number;

/** Memory blocks as people write them: a number, `memory32`, `dimm1` (all of its blocks) or `dimm1[0]`. */
export type BlockText = string | number;

/** The machine's own memory, by the name that addresses give it. */
export const BOOT_MEMORY = 'boot';

const ADDRESS = /^([A-Za-z]\w*)(?:\.(end|last))?(?: *([+-]) *(.+))?$/;
const BLOCK = /^([A-Za-z]\w*)(?:\[(\d+)\])?$/;
const MEMORY = /^memory(\d+)$/;

/**
 * Memory by name: a device that was plugged, or `boot`, which may be in several pieces with holes between them; ascending.
 * Undefined for a name that nothing has.
 */
export type MemoryByName = (name: string) => readonly AddressRange[] | undefined;

/** From the first byte of memory in pieces to its last one. */
const spanOf = (ranges: readonly AddressRange[]): AddressRange => ({
  start: ranges[0]?.start ?? 0,
  end: ranges.at(-1)?.end ?? 0,
});

/** From the first byte that a machine was built with to its last one, holes included. */
export const bootSpan = ({ bootRam }: { readonly bootRam: readonly AddressRange[] }): AddressRange =>
  spanOf(bootRam);

/** Bytes. @returns undefined above 2^53 */
export const sizeValue = (text: SizeText): number | undefined =>
  typeof text === 'number' ? text : parseSize(text);

/** The name in an address, if there is one: `dimm1` of `dimm1.end`. */
export const nameIn = (text: AddressText): string | undefined =>
  typeof text === 'number' ? undefined : ADDRESS.exec(text)?.[1];

/** The name in a block, if there is one; `memory32` is a number. */
export const nameInBlock = (text: BlockText): string | undefined => {
  if (typeof text === 'number' || MEMORY.test(text)) return undefined;
  return BLOCK.exec(text)?.[1];
};

/**
 * An address. Without a name it may be any 64-bit value.
 * @throws TypeError for a name that `memory` does not know
 */
export const resolveAddress = (text: AddressText, memory: MemoryByName): bigint => {
  if (typeof text === 'number') return BigInt(text);
  const match = ADDRESS.exec(text);
  if (match === null) {
    const size = parseSize(text);
    return size === undefined ? BigInt(text) : BigInt(size);
  }
  const ranges = memory(match[1]!);
  if (ranges === undefined) throw new TypeError(`no memory is called ${match[1]}`);
  const range = spanOf(ranges);
  const base = match[2] === 'end' ? range.end : match[2] === 'last' ? range.end - 1 : range.start;
  const offset = match[4] === undefined ? 0 : (parseSize(match[4]) ?? 0);
  return BigInt(match[3] === '-' ? base - offset : base + offset);
};

/** Numbers of the blocks that a text names; no block of a hole is one. @throws TypeError for a name that `memory` does not know */
export const resolveBlocks = (text: BlockText, memory: MemoryByName, blockSize: number): number[] => {
  if (typeof text === 'number') return [text];
  const number = MEMORY.exec(text)?.[1];
  if (number !== undefined) return [Number(number)];
  const [, name = text, index] = BLOCK.exec(text) ?? [];
  const ranges = memory(name);
  if (ranges === undefined) throw new TypeError(`no memory is called ${name}`);
  const blocks = ranges.flatMap((range) => {
    const first = Math.floor(range.start / blockSize);
    const count = Math.ceil(range.end / blockSize) - first;
    return Array.from({ length: count }, (_, offset) => first + offset);
  });
  // Two pieces of memory may share a block.
  const numbers = [...new Set(blocks)];
  if (index === undefined) return numbers;
  return [numbers[Number(index)] ?? (numbers[0] ?? 0) + Number(index)];
};
