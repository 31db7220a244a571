import type { ByteReader } from '@warmboot/format';
import type { PhysAddr } from '@warmboot/address';
import { alignUp, toWire } from '@warmboot/address';
import type { CoreFormat } from './core-format.js';
import { coreLayoutOf, CoreWriter, ELF64_LITTLE, openCore, PT_LOAD, PT_NOTE } from './core-format.js';

/** A note of the crashed kernel: the registers of a CPU, or vmcoreinfo. It is read where it lies. */
export interface CoreNote {
  readonly address: PhysAddr;
  /** Bytes. */
  readonly size: number;
}

/** One PT_LOAD: memory of the crashed kernel. 64-bit fields, because a tool that knows no symbols writes what is no address. */
export interface CoreLoad {
  readonly paddr: bigint;
  readonly vaddr: bigint;
  /** Bytes. */
  readonly size: bigint;
  /** Where the bytes are now; `paddr` unless something was copied away before the jump. */
  readonly offset?: bigint;
}

/** What a capture kernel learns of the crashed one. */
export interface CoreHeader {
  /** e_machine. */
  readonly machine: number;
  /** Width and order of bytes; 64 bits, the lowest byte first, where absent. */
  readonly format?: CoreFormat;
  /** In the order of their program headers: CPUs, then vmcoreinfo. */
  readonly notes: readonly CoreNote[];
  /** In the order of their program headers: the kernel image, then RAM. */
  readonly loads: readonly CoreLoad[];
}

/** How a writer sizes the blob: room for `capacity` program headers, rounded up to `align` bytes, zero filled. */
export interface CoreHeaderRoom {
  readonly capacity: number;
  readonly align: number;
}

/** kernel/crash_core.c: crash_prepare_elf64_headers() rounds to ELF_CORE_HEADER_ALIGN. */
export const KERNEL_CORE_HEADER_ALIGN = 4096;
/** kexec-tools: crash_create_elf64_headers() is called with 1024. */
const TOOL_CORE_HEADER_ALIGN = 1024;

/**
 * The kernel leaves room for every possible CPU, vmcoreinfo, the kernel image and every range (core 5.1).
 * @param ranges the number of ranges before anything is cut out of them, split room included as the caller counts it
 */
export const kernelCoreHeaderRoom = (possibleCpus: number, ranges: number): CoreHeaderRoom => ({
  capacity: possibleCpus + 1 + ranges + 1,
  align: KERNEL_CORE_HEADER_ALIGN,
});

/** kexec-tools leaves room for every configured CPU, vmcoreinfo, the kernel image if it has one, and every range (core R7.13). */
export const toolCoreHeaderRoom = (
  configuredCpus: number,
  hasVmcoreinfo: boolean,
  hasKernel: boolean,
  ranges: number,
): CoreHeaderRoom => ({
  capacity: configuredCpus + (hasVmcoreinfo ? 1 : 0) + (hasKernel ? 1 : 0) + ranges,
  align: TOOL_CORE_HEADER_ALIGN,
});

/**
 * The ELF core header that a capture kernel gets as `elfcorehdr=` (core 5.1, R7.13; kernel/crash_core.c:
 * crash_prepare_elf64_headers, kexec-tools crashdump-elf.c, which has the same for 32 bits).
 * @throws TypeError when there are more headers than `room` has space for, or an address that 32 bits do not hold
 */
export const writeCoreHeader = (header: CoreHeader, room: CoreHeaderRoom): Uint8Array => {
  const { notes, loads, machine, format = ELF64_LITTLE } = header;
  const layout = coreLayoutOf(format);
  const count = notes.length + loads.length;
  const size = alignUp(layout.header + layout.programHeader * room.capacity, room.align);
  if (layout.header + layout.programHeader * count > size) {
    throw new TypeError(`${count} program headers do not fit in ${size} bytes`);
  }
  const out = new CoreWriter(format, size).fileHeader(machine, count);
  for (const { address, size: bytes } of notes) out.note(toWire(address), toWire(address), toWire(bytes));
  for (const load of loads) out.load({ offset: load.paddr, ...load });
  return out.zeros(size - out.length).toBytes();
};

/** A field of the format's width. */
const wordReader =
  (reader: ByteReader, { bits }: CoreFormat) =>
  (offset: number, field: string): bigint =>
    bits === 64 ? reader.u64(offset, field) : BigInt(reader.u32(offset, field));

/** Reads what {@link writeCoreHeader} writes, in either width and order. @throws FormatError for anything but an ELF core */
export const readCoreHeader = (bytes: Uint8Array): CoreHeader => {
  const { reader, format } = openCore(bytes);
  const layout = coreLayoutOf(format);
  const word = wordReader(reader, format);
  const safe = (offset: number, field: string): number => {
    const value = word(offset, field);
    if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
    throw reader.fault(offset, field, `0x${value.toString(16)}`, 'a value below 2^53');
  };
  const entrySize = reader.u16(layout.phentsize, 'e_phentsize');
  if (entrySize !== layout.programHeader) {
    const [found, wanted] = [entrySize, layout.programHeader].map((size) => `0x${size.toString(16)}`);
    throw reader.fault(layout.phentsize, 'e_phentsize', found!, wanted!);
  }
  const table = safe(layout.phoff, 'e_phoff');
  const count = reader.u16(layout.phnum, 'e_phnum');
  reader.slice(table, count * layout.programHeader, 'program headers');
  const notes: CoreNote[] = [];
  const loads: CoreLoad[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = table + index * layout.programHeader;
    const type = reader.u32(at, 'p_type');
    if (type === PT_NOTE) {
      notes.push({
        address: safe(at + layout.paddr, 'p_paddr'),
        size: safe(at + layout.filesz, 'p_filesz'),
      });
    } else if (type === PT_LOAD) {
      const offset = word(at + layout.offset, 'p_offset');
      const paddr = word(at + layout.paddr, 'p_paddr');
      loads.push({
        paddr,
        vaddr: word(at + layout.vaddr, 'p_vaddr'),
        size: word(at + layout.filesz, 'p_filesz'),
        ...(offset === paddr ? {} : { offset }),
      });
    } else {
      throw reader.fault(at, 'p_type', String(type), `${PT_LOAD} (PT_LOAD) or ${PT_NOTE} (PT_NOTE)`);
    }
  }
  const isUsual = format.bits === ELF64_LITTLE.bits && format.byteOrder === ELF64_LITTLE.byteOrder;
  return { machine: reader.u16(18, 'e_machine'), ...(isUsual ? {} : { format }), notes, loads };
};
