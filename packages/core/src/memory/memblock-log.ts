import type { AddressRange } from '@warmboot/address';
import { subtract, ADDRESS_LIMIT } from '@warmboot/address';
import type { Memblock, MemblockRegion } from './memblock.js';
import { memblockAdd, memblockRemove, memblockReserve } from './memblock.js';

/** Bits behind `flags:` in a dump. include/linux/memblock.h: enum memblock_flags. */
const FLAG = { hotplug: 0x1, nomap: 0x4, driverManaged: 0x8 } as const;

const DUMP = /^MEMBLOCK configuration:$/;
const DUMPED =
  /^ (memory|reserved)\[0x[0-9a-f]+\]\t\[0x([0-9a-f]{16})-0x([0-9a-f]{16})\], 0x[0-9a-f]+ bytes(?: on node \d+)? flags: 0x([0-9a-f]+)$/;
const CALL = /^memblock_(add|remove|reserve|phys_free): \[0x([0-9a-f]{16})-0x([0-9a-f]{16})\] /;
const STAMP = /^\[ *\d+\.\d{6}\] /;

const EMPTY: Memblock = { memory: [], reserved: [] };

/** Linux prints inclusive ends, and an empty range with an end below its start. Memory ends with the model's addresses. */
const rangeOf = (first: string, last: string): AddressRange | undefined => {
  const start = BigInt(`0x${first}`);
  const past = BigInt(`0x${last}`) + 1n;
  const limit = BigInt(ADDRESS_LIMIT);
  const end = past > limit ? limit : past;
  return start < end ? { start: Number(start), end: Number(end) } : undefined;
};

const plain = (range: AddressRange): MemblockRegion => ({
  range,
  nomap: false,
  driverManaged: false,
  hotplug: false,
});

const dumped = (memblock: Memblock, list: string, range: AddressRange, flags: number): Memblock =>
  list === 'reserved'
    ? memblockReserve(memblock, range)
    : memblockAdd(memblock, {
        range,
        nomap: (flags & FLAG.nomap) !== 0,
        driverManaged: (flags & FLAG.driverManaged) !== 0,
        hotplug: (flags & FLAG.hotplug) !== 0,
      });

const called = (memblock: Memblock, call: string, range: AddressRange): Memblock => {
  if (call === 'add') return memblockAdd(memblock, plain(range));
  if (call === 'reserve') return memblockReserve(memblock, range);
  if (call === 'remove') {
    return { ...memblockRemove(memblock, range), reserved: memblock.reserved };
  }
  return { ...memblock, reserved: subtract(memblock.reserved, [range]) };
};

/**
 * What memblock holds when a kernel with `memblock=debug` has booted: its dump at the end of memory setup, and the
 * reservations and frees after it, down to the initrd's. This is what kexec_file_load searches later on where memblock
 * outlives the boot (ARCH_KEEP_MEMBLOCK; core R5.4). A dump replaces what was known before, so a log whose beginning the
 * ring buffer lost is enough as long as the dump is in it. Empty regions, which Linux prints with an end below the start,
 * count for nothing.
 *
 * @returns undefined for a log without a dump of a memory that has any regions
 */
export const parseMemblockLog = (log: string | readonly string[]): Memblock | undefined => {
  const lines = typeof log === 'string' ? log.split('\n') : log;
  let memblock = EMPTY;
  let seen = false;
  for (const stamped of lines) {
    const line = stamped.replace(STAMP, '');
    if (DUMP.test(line)) {
      memblock = EMPTY;
      seen = true;
      continue;
    }
    if (!seen) continue;
    const entry = DUMPED.exec(line);
    if (entry !== null) {
      // Before the firmware's map is read, a dump shows one region of no bytes that spans all of 64 bits.
      if (entry[3] === 'f'.repeat(16)) continue;
      const range = rangeOf(entry[2]!, entry[3]!);
      if (range !== undefined) memblock = dumped(memblock, entry[1]!, range, Number.parseInt(entry[4]!, 16));
      continue;
    }
    const call = CALL.exec(line);
    const range = call === null ? undefined : rangeOf(call[2]!, call[3]!);
    if (call !== null && range !== undefined) memblock = called(memblock, call[1]!, range);
  }
  return memblock.memory.length === 0 ? undefined : memblock;
};
