import { LINUX_ATTRIBUTE_COLUMNS, LINUX_KNOWN_ATTRIBUTES } from '../memory-map/memory-attribute.js';
import type { MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { linuxMemoryTypeName, memoryTypeFromLinuxName } from '../memory-map/memory-type.js';
import { bootLogFault, hexOf } from './log-line.js';

/** The part of a descriptor that stands between the brackets of a log line. */
export type TypeAndAttribute = Pick<MemoryDescriptor, 'type' | 'attribute'>;

const TYPE_WIDTH = 12;
const KNOWN_TYPES = 15;
const WHOLE_WORD = /^attr=0x([0-9a-f]{1,16})$/;
const MASK_BY_LABEL = new Map(LINUX_ATTRIBUTE_COLUMNS.map(({ label, mask }) => [label, mask]));

/**
 * Type and attributes as Linux 6.1 prints them: `[Conventional|   |  |...|WB|WT|WC|UC]`, or
 * `[Reserved    |attr=0x...]` when a bit has no column (`efi_md_typeattr_format`; spec section 13).
 */
export const formatTypeAndAttribute = ({ type, attribute }: TypeAndAttribute): string => {
  const name = linuxMemoryTypeName(type);
  const padded = type < KNOWN_TYPES ? name.padEnd(TYPE_WIDTH) : name;
  if ((attribute & ~LINUX_KNOWN_ATTRIBUTES) !== 0n) return `[${padded}|attr=${hexOf(attribute, 16)}]`;
  const columns = LINUX_ATTRIBUTE_COLUMNS.map(({ label, width, mask }) =>
    ((attribute & mask) === 0n ? '' : label).padStart(width),
  );
  return `[${padded}|${columns.join('|')}]`;
};

const parseAttribute = (cells: readonly string[], line: number | undefined): bigint => {
  let attribute = 0n;
  for (const cell of cells) {
    const label = cell.trim();
    if (label === '') continue;
    const word = WHOLE_WORD.exec(label);
    const mask = word === null ? MASK_BY_LABEL.get(label) : BigInt(`0x${word[1]}`);
    if (mask === undefined) {
      const allowed = `one of ${[...MASK_BY_LABEL.keys()].join(', ')} or attr=0x...`;
      throw bootLogFault(line, 'attribute', label, allowed);
    }
    attribute |= mask;
  }
  return attribute;
};

/**
 * Reads what `formatTypeAndAttribute` prints. The number of columns does not matter, so that the shorter and
 * longer rows of other kernels are read too (spec section 13).
 * @param line one-based line for the message
 * @throws FormatError for a type or an attribute that no kernel prints
 */
export const parseTypeAndAttribute = (text: string, line?: number): TypeAndAttribute => {
  if (!text.startsWith('[') || !text.endsWith(']')) {
    throw bootLogFault(line, 'type and attributes', text, 'text in square brackets');
  }
  const [name = '', ...cells] = text.slice(1, -1).split('|');
  const type = memoryTypeFromLinuxName(name);
  if (type === undefined) {
    throw bootLogFault(line, 'memory type', name.trim(), 'a name that Linux prints, or type=N with 32-bit N');
  }
  return { type, attribute: parseAttribute(cells, line) };
};
