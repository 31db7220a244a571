import { FormatError } from '@warmboot/format';
import type { MemoryDescriptor } from './memory-descriptor.js';

/**
 * The content of the five files in one directory of /sys/firmware/efi/runtime-map, as read: `0x...` and maybe
 * a newline (spec J3; Documentation/ABI/testing/sysfs-firmware-efi-runtime-map).
 */
export interface RuntimeMapEntry {
  readonly type: string;
  readonly phys_addr: string;
  readonly virt_addr: string;
  readonly num_pages: string;
  readonly attribute: string;
}

const HEX = /^0x[0-9a-f]{1,16}$/i;
const FORMAT = '/sys/firmware/efi/runtime-map';

const parseHex = (entry: RuntimeMapEntry, file: keyof RuntimeMapEntry, directory: string): bigint => {
  const text = (entry[file] as string | undefined)?.trim() ?? '';
  if (HEX.test(text)) return BigInt(text);
  throw new FormatError({
    format: FORMAT,
    field: `${directory}/${file}`,
    found: entry[file] === undefined ? 'missing' : `"${text}"`,
    allowed: '0x and 1 to 16 hexadecimal digits',
  });
};

const parseEntry = (directory: string, entry: RuntimeMapEntry): MemoryDescriptor => {
  const type = parseHex(entry, 'type', directory);
  if (type > 0xffff_ffffn) {
    const found = `0x${type.toString(16)}`;
    throw new FormatError({ format: FORMAT, field: `${directory}/type`, found, allowed: '32 bits' });
  }
  return {
    type: Number(type),
    physicalStart: parseHex(entry, 'phys_addr', directory),
    virtualStart: parseHex(entry, 'virt_addr', directory),
    numberOfPages: parseHex(entry, 'num_pages', directory),
    attribute: parseHex(entry, 'attribute', directory),
  };
};

/**
 * The runtime map from its attribute files: a list in order, or a record from directory name (`0`, `1`, ...)
 * to files. A record is read in the order of the numbers; kexec-tools itself takes directory order (spec J2),
 * which a list can express.
 * @throws FormatError for a missing or malformed file
 */
export const parseRuntimeMapEntries = (
  entries: readonly RuntimeMapEntry[] | Readonly<Record<string, RuntimeMapEntry>>,
): readonly MemoryDescriptor[] => {
  if (Array.isArray(entries)) {
    return (entries as readonly RuntimeMapEntry[]).map((entry, index) => parseEntry(String(index), entry));
  }
  return Object.entries(entries as Readonly<Record<string, RuntimeMapEntry>>)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([directory, entry]) => parseEntry(directory, entry));
};

/** The attribute files of a descriptor, as the kernel writes them. */
export const formatRuntimeMapEntry = (descriptor: MemoryDescriptor): RuntimeMapEntry => ({
  type: `0x${descriptor.type.toString(16)}`,
  phys_addr: `0x${descriptor.physicalStart.toString(16)}`,
  virt_addr: `0x${descriptor.virtualStart.toString(16)}`,
  num_pages: `0x${descriptor.numberOfPages.toString(16)}`,
  attribute: `0x${descriptor.attribute.toString(16)}`,
});
