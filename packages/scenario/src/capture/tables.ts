import type { ObservedBlock, ObservedFirmwareMapEntry } from '@warmboot/core';
import { FormatError } from '@warmboot/format';

/** Tables that the capture script makes of directories with one file a value. Columns are apart by tabs. */
export const BLOCK_TABLE = 'memory-blocks';
export const FIRMWARE_MAP_TABLE = 'firmware-memmap';

/** The attributes of a memory block that may hold blanks or nothing, in the order of the table's columns. */
const BLOCK_COLUMNS = 7;
const FIRMWARE_MAP_COLUMNS = 4;

const rowsOf = (text: string, name: string, columns: number): string[][] =>
  text.split('\n').flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    const row = line.split('\t');
    if (row.length === columns) return [row];
    throw new FormatError({
      format: 'capture',
      file: name,
      line: index + 1,
      field: 'the line',
      found: `of ${row.length} columns`,
      allowed: `${columns} columns, apart by tabs`,
    });
  });

/**
 * Memory blocks: name, state, valid_zones, removable, phys_index, phys_device, node. What a kernel does not show is
 * empty.
 * @throws FormatError
 */
export const parseBlockTable = (text: string): Record<string, ObservedBlock> =>
  Object.fromEntries(
    rowsOf(text, BLOCK_TABLE, BLOCK_COLUMNS).map(
      ([name = '', state = '', zones = '', removable = '', index = '', device = '', node = '']) => [
        name,
        { state, valid_zones: zones, removable, phys_index: index, phys_device: device, node },
      ],
    ),
  );

/** /sys/firmware/memmap: index, start, end (inclusive), type; ascending by index. @throws FormatError */
export const parseFirmwareMapTable = (text: string): ObservedFirmwareMapEntry[] =>
  rowsOf(text, FIRMWARE_MAP_TABLE, FIRMWARE_MAP_COLUMNS)
    .map(([index, start = '', end = '', type = '']) => ({ index: Number(index), start, end, type }))
    .sort((a, b) => a.index - b.index);
