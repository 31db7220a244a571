import type { AddressRange } from '@warmboot/address';
import { alignOutward, covers, normalised, overlaps, rangeAt, subtract } from '@warmboot/address';
import type { LogMessage, Memblock, MemblockRegion } from '@warmboot/core/plugin';
import { memblocks } from '@warmboot/core/plugin';
import { descriptorRange, EDK2_DESCRIPTOR_SIZE, MEMORY_TYPE, parseMemoryMap } from '@warmboot/firmware-uefi';
import { coreHeaderOf, initrdOf, memoryOf } from './command-line.js';
import { LOW_RESERVED, PAGE_SIZE } from './layout.js';

const EMPTY: Memblock = { memory: [], reserved: [] };

const types = MEMORY_TYPE;

/** Memory that a kernel uses from the start. */
const USABLE: readonly number[] = [
  types.loaderCode,
  types.loaderData,
  types.bootServicesCode,
  types.bootServicesData,
  types.persistent,
  types.conventional,
];
/** Memory that is there and that nobody gets. */
const KEPT: readonly number[] = [types.palCode, types.unusable, types.acpiReclaim];
/** Places that are set aside, and are no memory. */
const ASIDE: readonly number[] = [
  types.reserved,
  types.runtimeServicesCode,
  types.runtimeServicesData,
  types.mmio,
  types.mmioPortSpace,
];

const plain = (range: AddressRange): MemblockRegion => ({
  range,
  nomap: false,
  driverManaged: false,
  hotplug: false,
});

const withMemory = (memblock: Memblock, range: AddressRange): Memblock =>
  memblocks.add(memblock, plain(range));

/** memblock_init(): the firmware's map by its types, the first 2 MiB, the kernel. arch/loongarch/kernel/mem.c */
export const firmwareMemory = (map: Uint8Array, image: AddressRange): Memblock => {
  const { descriptors } = parseMemoryMap(map, { descriptorSize: EDK2_DESCRIPTOR_SIZE });
  let memblock = EMPTY;
  for (const descriptor of descriptors) {
    const range = descriptorRange(descriptor);
    if (USABLE.includes(descriptor.type) || KEPT.includes(descriptor.type))
      memblock = withMemory(memblock, range);
    if (KEPT.includes(descriptor.type) || ASIDE.includes(descriptor.type))
      memblock = memblocks.reserve(memblock, range);
  }
  return [rangeAt(0, LOW_RESERVED), image].reduce(memblocks.reserve, memblock);
};

/** `mem=size@start` in place of what firmware told; reservations stay. early_parse_mem() */
export const withToldMemory = (memblock: Memblock, cmdline: string): Memblock => {
  const told = memoryOf(cmdline);
  return told === undefined ? memblock : told.reduce(withMemory, { memory: [], reserved: memblock.reserved });
};

/** A kernel outside of all memory that it was told of makes itself memory. check_kernel_sections_mem() */
export const withKernelItself = (memblock: Memblock, image: AddressRange, log: LogMessage[]): Memblock => {
  if (isMemory(memblock, image)) return memblock;
  log.push({ level: 'info', text: 'Kernel sections are not in the memory maps' });
  return withMemory(memblock, image);
};

const isMemory = ({ memory }: Memblock, range: AddressRange): boolean =>
  normalised(memory.map((region) => region.range)).some((one) => covers(one, range));

const isReserved = ({ reserved }: Memblock, range: AddressRange): boolean =>
  reserved.some((one) => overlaps(one, range));

const padded = (value: number): string => value.toString(16).padStart(8, '0');

/** reserve_initrd_mem(): the initrd, where it is in memory that nobody else has. init/initramfs.c */
export const withInitrd = (
  memblock: Memblock,
  cmdline: string,
  log: LogMessage[],
): { readonly memblock: Memblock; readonly initrd: AddressRange | undefined } => {
  const initrd = initrdOf(cmdline);
  if (initrd === undefined) return { memblock, initrd };
  const pages = alignOutward(initrd, PAGE_SIZE);
  const refuse = (why: string) => {
    const place = `0x${padded(pages.start)}+0x${padded(pages.end - pages.start)}`;
    log.push({ level: 'error', text: `INITRD: ${place} ${why} - disabling initrd` });
    return { memblock, initrd: undefined };
  };
  if (!isMemory(memblock, pages)) return refuse('is not a memory region');
  if (isReserved(memblock, pages)) return refuse('overlaps in-use memory region');
  return { memblock: memblocks.reserve(memblock, pages), initrd };
};

/** arch_reserve_vmcore(): to the end of the memory that the header is in, where its size is not told. */
export const withCoreHeader = (memblock: Memblock, cmdline: string, log: LogMessage[]): Memblock => {
  const told = coreHeaderOf(cmdline);
  if (told === undefined) return memblock;
  const around = memblock.memory.find(({ range }) => range.start <= told.at && told.at < range.end);
  const size = told.size > 0 ? told.size : around === undefined ? 0 : around.range.end - told.at;
  const header = rangeAt(told.at, size);
  if (isReserved(memblock, header)) {
    log.push({ level: 'warn', text: 'elfcorehdr is overlapped' });
    return memblock;
  }
  const text = `Reserving ${Math.floor(size / 1024)} KiB of memory at 0x${told.at.toString(16)} for elfcorehdr`;
  log.push({ level: 'info', text });
  return memblocks.reserve(memblock, header);
};

/** Once it is unpacked, nobody has its pages. */
export const withoutInitrd = (memblock: Memblock, initrd: AddressRange | undefined): Memblock =>
  initrd === undefined
    ? memblock
    : { ...memblock, reserved: subtract(memblock.reserved, [alignOutward(initrd, PAGE_SIZE)]) };
