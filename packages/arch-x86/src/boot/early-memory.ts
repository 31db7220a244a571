import { commandLine } from '@warmboot/core/plugin';
import type { AddressRange } from '@warmboot/address';
import { alignDown, alignUp, covers, normalised, rangeAt } from '@warmboot/address';

import {
  E820_TYPE,
  parseE820Entries,
  removeE820,
  retypeE820,
  sanitiseE820,
  type E820Entry,
} from '../formats/e820.js';
import { SETUP_DATA_HEADER_SIZE, SETUP_DATA_TYPE } from '../formats/setup-data.js';
import type { Handover } from '../handover/handover.js';
import { BIOS_BEGIN, BIOS_END, ONE_MIB, PAGE_SIZE } from '../facts/layout.js';

/** What early boot makes of the e820 map. */
export interface EarlyMemory {
  /** e820_table_firmware: what /sys/firmware/memmap shows. */
  readonly firmware: readonly E820Entry[];
  /** e820_table: what /proc/iomem shows. */
  readonly table: readonly E820Entry[];
  /** memblock.memory: whole pages of RAM, ascending, touching ranges joined. */
  readonly ram: readonly AddressRange[];
}

/** Conventional memory that a BIOS without e820 is taken to have. kernel/e820.c: LOWMEMSIZE() */
const LOW_MEMORY = 0x9_f000;

/** e820__memory_setup_default(): an unusable map is replaced by what older BIOS calls said (spec 2.2.1). */
const memorySetup = ({ params }: Handover): E820Entry[] => {
  if (params.e820.length >= 2) return sanitiseE820(params.e820);
  const size = Math.max(params.altMemK, params.extMemK) * 1024;
  return [
    { start: 0, end: LOW_MEMORY, type: E820_TYPE.RAM },
    { ...rangeAt(ONE_MIB, size), type: E820_TYPE.RAM },
  ].filter(({ start, end }) => start < end);
};

const TYPE_OF_SEPARATOR: Readonly<Record<string, number>> = {
  '@': E820_TYPE.RAM,
  '#': E820_TYPE.ACPI,
  $: E820_TYPE.RESERVED,
  '!': E820_TYPE.PRAM,
};

/** No RAM from here on. */
const limited = (table: readonly E820Entry[], limit: number): readonly E820Entry[] =>
  removeE820(table, { start: limit, end: Infinity }, E820_TYPE.RAM);

/**
 * `mem=N`: the size is all that is read, whatever follows it, and none is no limit (spec 2.2.5).
 * kernel/e820.c: parse_memopt
 */
const withMem = (table: readonly E820Entry[], value: string): readonly E820Entry[] => {
  const { value: limit } = commandLine.size(value);
  return limit === 0 ? table : limited(table, limit);
};

/** One word of memmap= (spec 2.2.5; kernel/e820.c: parse_memmap_one). What follows a form that was read is passed by. */
const withMemmap = (table: readonly E820Entry[], word: string): readonly E820Entry[] => {
  if (word.startsWith('exactmap')) return [];
  const size = commandLine.size(word);
  if (size.length === 0) return table;
  const separator = word.charAt(size.length);
  const rest = word.slice(size.length + 1);
  const place = commandLine.size(rest);
  const range = rangeAt(place.value, size.value);
  if (separator === '%') return retyped(table, range, rest.slice(place.length));
  const type = TYPE_OF_SEPARATOR[separator];
  return type === undefined ? limited(table, size.value) : [...table, { ...range, type }];
};

/** `memmap=N%S-from+to`: without `from` every type, without `to` the range is forgotten; 0 is as good as none. */
const retyped = (table: readonly E820Entry[], range: AddressRange, change: string): readonly E820Entry[] => {
  const types = /^(?:-(0x[0-9a-f]+|\d+))?(?:\+(0x[0-9a-f]+|\d+))?$/i.exec(change);
  if (types === null) return table;
  const [from, to] = [Number(types[1] ?? 0), Number(types[2] ?? 0)];
  if (from !== 0 && to !== 0) return retypeE820(table, range, from, to);
  if (to !== 0) return [...table, { ...range, type: to }];
  return removeE820(table, range, from === 0 ? undefined : from);
};

/** mem= and memmap=, in the order in which they stand. */
const withOptions = (table: readonly E820Entry[], cmdline: string): readonly E820Entry[] => {
  let result = table;
  for (const { name, value } of commandLine.options(cmdline)) {
    if (name === 'mem' && value !== undefined) result = withMem(result, value);
    if (name === 'memmap') for (const word of (value ?? '').split(',')) result = withMemmap(result, word);
  }
  return result === table ? table : sanitiseE820(result);
};

/** e820__reserve_setup_data(): a seed was wiped and cut to nothing by now, so only its header counts (spec 2.1). */
const withSetupData = (table: readonly E820Entry[], { setupData }: Handover): readonly E820Entry[] => {
  let result = table;
  for (const { address, type, data } of setupData) {
    const length = type === SETUP_DATA_TYPE.RNG_SEED ? 0 : data.length;
    const range = rangeAt(Number(address), SETUP_DATA_HEADER_SIZE + length);
    result = retypeE820(result, range, E820_TYPE.RAM, E820_TYPE.RESERVED_KERN);
  }
  return sanitiseE820(result);
};

/** e820_add_kernel_range(): wherever the kernel is, its own memory is RAM (spec 2.2.6, 6.2). */
const withKernel = (table: readonly E820Entry[], kernel: AddressRange): readonly E820Entry[] => {
  const ram = normalised(table.filter(({ type }) => type === E820_TYPE.RAM));
  if (ram.some((range) => covers(range, kernel))) return table;
  return sanitiseE820([...removeE820(table, kernel), { ...kernel, type: E820_TYPE.RAM }]);
};

/** trim_bios_range(): the first page belongs to the BIOS, and RAM below 1 MiB ends at video memory (spec 2.2.7). */
const withoutBios = (table: readonly E820Entry[]): E820Entry[] =>
  sanitiseE820(
    removeE820(
      retypeE820(table, rangeAt(0, PAGE_SIZE), E820_TYPE.RAM, E820_TYPE.RESERVED),
      { start: BIOS_BEGIN, end: BIOS_END },
      E820_TYPE.RAM,
    ),
  );

/** e820__memblock_setup(): whole pages of RAM; memory with setup_data is RAM too (spec 2.2.9). */
const memblockOf = (table: readonly E820Entry[]): AddressRange[] =>
  normalised(table.filter(({ type }) => type === E820_TYPE.RAM || type === E820_TYPE.RESERVED_KERN)).flatMap(
    ({ start, end }) => {
      const whole = { start: alignUp(start, PAGE_SIZE), end: alignDown(end, PAGE_SIZE) };
      return whole.start < whole.end ? [whole] : [];
    },
  );

/**
 * From boot_params to memblock (spec 2.2, 6.3).
 * @param kernel `[_text, _end)`
 * @param described RAM that a loader added to the map
 * @throws FormatError for a SETUP_E820_EXT node that is broken
 */
export const discoverMemory = (
  handover: Handover,
  kernel: AddressRange,
  described: readonly AddressRange[] = [],
): EarlyMemory => {
  const extension = handover.setupData
    .filter(({ type }) => type === SETUP_DATA_TYPE.E820_EXT)
    .flatMap(({ data }) => parseE820Entries(data))
    .concat(described.map((range) => ({ ...range, type: E820_TYPE.RAM })));
  const given = memorySetup(handover);
  const firmware = extension.length === 0 ? given : sanitiseE820([...given, ...extension]);
  const asked = withOptions(firmware, handover.cmdline);
  const table = withoutBios(withKernel(withSetupData(asked, handover), kernel));
  return { firmware, table, ram: memblockOf(table) };
};
