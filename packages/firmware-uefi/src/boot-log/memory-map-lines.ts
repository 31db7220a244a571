import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import { EFI_PAGE_SIZE, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { formatTypeAndAttribute, parseTypeAndAttribute } from './descriptor-text.js';
import { bootLogFault, hexOf, withoutTimeStamp } from './log-line.js';

const PAGE = BigInt(EFI_PAGE_SIZE);
const ADDRESS_SPACE = 1n << 64n;

/** `efi: mem07: [...] range=[0x...-0x...] (18MB)`; old kernels end the range with `)`, exclusive. */
const X86_LINE =
  /^(?:efi: )?mem(\d+): (\[.*\]) range=\[0x([0-9a-f]+)-0x([0-9a-f]+)([\])]) \((?:\d+MB|(invalid))\)$/;

/** `EFI: mem00: type=7, attr=0xf, range=[0x0-0xa0000) (0MB)`: kernels before 3.18. */
const NUMERIC_LINE =
  /^(?:efi: |EFI: )?mem(\d+): type=(\d+), attr=0x([0-9a-f]+), range=\[0x([0-9a-f]+)-0x([0-9a-f]+)\) \(\d+MB\)$/;

/** `efi:   0x000040000000-0x000043ffffff [...]`; kernels before 4.5 mark what they reserve with a star, and some say no `efi:`. */
const ARM64_LINE = /^(?:efi: )? {2}0x([0-9a-f]+)-0x([0-9a-f]+) (\[.*\])\*?$/;

/** `efi: memattr:  0x...-0x... [...]`, with `!` for an entry that Linux rejects. */
const MEMATTR_LINE = /^efi: memattr: (!?) 0x([0-9a-f]+)-0x([0-9a-f]+) (\[.*\])$/;

/** What one line said. */
export interface MemoryMapLine {
  readonly descriptor: MemoryDescriptor;
  /** False for an entry that the kernel said it dropped or rejected. */
  readonly valid: boolean;
}

const descriptorOf = (
  first: string,
  last: string,
  exclusive: boolean,
  typeAndAttribute: string,
  line: number | undefined,
): MemoryDescriptor => {
  const physicalStart = BigInt(`0x${first}`);
  const end = BigInt(`0x${last}`) + (exclusive ? 0n : 1n);
  // An entry without pages prints an inclusive end one below its start: its size is 0, not negative.
  const size = end - physicalStart;
  if (physicalStart >= ADDRESS_SPACE || size < 0n || size % PAGE !== 0n) {
    throw bootLogFault(line, 'range', `0x${first}-0x${last}`, 'a 64-bit start and whole pages of 4096 bytes');
  }
  const { type, attribute } = parseTypeAndAttribute(typeAndAttribute, line);
  return { type, physicalStart, virtualStart: 0n, numberOfPages: size / PAGE, attribute };
};

/** Reads one line of x86's `efi=debug` map; undefined when the line is something else. Time stamps are skipped. */
export const parseX86MemoryMapLine = (text: string, line?: number): MemoryMapLine | undefined => {
  const match = X86_LINE.exec(withoutTimeStamp(text));
  if (match === null) return parseNumericLine(withoutTimeStamp(text), line);
  const [, , brackets = '', first = '', last = '', bracket, invalid] = match;
  const descriptor = descriptorOf(first, last, bracket === ')', brackets, line);
  return { descriptor, valid: invalid === undefined };
};

const parseNumericLine = (text: string, line?: number): MemoryMapLine | undefined => {
  const match = NUMERIC_LINE.exec(text);
  if (match === null) return undefined;
  const [, , type, attribute, start = '', end = ''] = match;
  const pages = (BigInt(`0x${end}`) - BigInt(`0x${start}`)) / PAGE;
  if (pages < 0n || BigInt(`0x${start}`) >= ADDRESS_SPACE) {
    throw bootLogFault(line, 'range', `0x${start}-0x${end}`, 'a 64-bit start and an end above it');
  }
  return {
    descriptor: {
      type: Number(type),
      physicalStart: BigInt(`0x${start}`),
      virtualStart: 0n,
      numberOfPages: pages,
      attribute: BigInt(`0x${attribute}`),
    },
    valid: true,
  };
};

/** Reads one line of arm64's `efi=debug` map; undefined when the line is something else. */
export const parseArm64MemoryMapLine = (text: string, line?: number): MemoryMapLine | undefined => {
  const match = ARM64_LINE.exec(withoutTimeStamp(text));
  if (match === null) return undefined;
  const [, first = '', last = '', brackets = ''] = match;
  const descriptor = descriptorOf(first, last, false, brackets, line);
  return { descriptor: brackets.includes('|') ? descriptor : cachedUnlessMmio(descriptor), valid: true };
};

/** The first arm64 kernels named types alone: whatever is no device counts as memory, as it did for them. */
const cachedUnlessMmio = (descriptor: MemoryDescriptor): MemoryDescriptor => {
  const { type } = descriptor;
  const isDevice = type === MEMORY_TYPE.mmio || type === MEMORY_TYPE.mmioPortSpace;
  return { ...descriptor, attribute: isDevice ? MEMORY_ATTRIBUTE.UC : MEMORY_ATTRIBUTE.WB };
};

/** Whether a line begins as one of a map does. */
export const beginsLikeMapLine = (text: string): boolean =>
  /^(?:(?:efi: |EFI: )?mem\d+: |(?:efi: )? {2}0x[0-9a-f]+-0x[0-9a-f]+ \[)/.test(text);

/** Reads one line about the Memory Attributes table; undefined when the line is something else. */
export const parseMemoryAttributesLine = (text: string, line?: number): MemoryMapLine | undefined => {
  const match = MEMATTR_LINE.exec(withoutTimeStamp(text));
  if (match === null) return undefined;
  const [, rejected, first = '', last = '', brackets = ''] = match;
  return { descriptor: descriptorOf(first, last, false, brackets, line), valid: rejected === '' };
};

const inclusiveEnd = ({ physicalStart, numberOfPages }: MemoryDescriptor): bigint =>
  BigInt.asUintN(64, physicalStart + numberOfPages * PAGE - 1n);

/** `efi: memNN: [...] range=[0x...-0x...] (NMB)` (`efi_print_memmap`, arch/x86/platform/efi/efi.c). */
export const formatX86MemoryMapLine = (descriptor: MemoryDescriptor, index: number): string => {
  const number = String(index).padStart(2, '0');
  const first = hexOf(descriptor.physicalStart, 16);
  const last = hexOf(inclusiveEnd(descriptor), 16);
  const brackets = formatTypeAndAttribute(descriptor);
  return `efi: mem${number}: ${brackets} range=[${first}-${last}] (${descriptor.numberOfPages >> 8n}MB)`;
};

const spanText = (descriptor: MemoryDescriptor): string =>
  `${hexOf(descriptor.physicalStart, 12)}-${hexOf(inclusiveEnd(descriptor), 12)} ${formatTypeAndAttribute(descriptor)}`;

/** `efi:   0x...-0x... [...]` (`reserve_regions`, drivers/firmware/efi/efi-init.c). */
export const formatArm64MemoryMapLine = (descriptor: MemoryDescriptor): string =>
  `efi:   ${spanText(descriptor)}`;

/** `efi: memattr: [!] 0x...-0x... [...]` (`efi_memattr_apply_permissions`, drivers/firmware/efi/memattr.c). */
export const formatMemoryAttributesLine = ({ descriptor, valid }: MemoryMapLine): string =>
  `efi: memattr: ${valid ? '' : '!'} ${spanText(descriptor)}`;
