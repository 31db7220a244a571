import { ByteReader, ByteWriter } from '@warmboot/format';
import type { PhysAddr } from '@warmboot/address';
import { alignUp, toWire } from '@warmboot/address';

/** Bytes of Elf64_Ehdr and of Elf64_Phdr. */
export const ELF64_HEADER_SIZE = 64;
/** Bytes of a program header of a 64-bit ELF file. */
export const ELF64_PHDR_SIZE = 56;

const FORMAT = 'ELF core header';
const ELF_MAGIC = 0x7f45_4c46;
const ELFCLASS64 = 2;
const ELFDATA2LSB = 1;
const EV_CURRENT = 1;
const ET_CORE = 4;
const PT_LOAD = 1;
const PT_NOTE = 4;
/** PF_R | PF_W | PF_X. */
const READ_WRITE_EXECUTE = 7;

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

const writeProgramHeader = (
  out: ByteWriter,
  type: number,
  flags: number,
  load: Required<CoreLoad>,
): ByteWriter =>
  out
    .u32(type)
    .u32(flags)
    .u64(load.offset)
    .u64(load.vaddr)
    .u64(load.paddr)
    .u64(load.size)
    .u64(load.size)
    .u64(0n);

/** The file header of a core with `count` program headers right behind it. */
export const writeCoreFileHeader = (out: ByteWriter, machine: number, count: number): ByteWriter =>
  out
    .bytes(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, ELFCLASS64, ELFDATA2LSB, EV_CURRENT, 0))
    .zeros(8)
    .u16(ET_CORE)
    .u16(machine)
    .u32(EV_CURRENT)
    .u64(0n)
    .u64(BigInt(ELF64_HEADER_SIZE))
    .u64(0n)
    .u32(0)
    .u16(ELF64_HEADER_SIZE)
    .u16(ELF64_PHDR_SIZE)
    .u16(count)
    .zeros(6);

/** A PT_NOTE. @param offset of the note's bytes, in the core file or in memory */
export const writeNoteHeader = (out: ByteWriter, offset: bigint, paddr: bigint, size: bigint): ByteWriter =>
  writeProgramHeader(out, PT_NOTE, 0, { paddr, offset, vaddr: 0n, size });

/** A PT_LOAD. */
export const writeLoadHeader = (out: ByteWriter, load: CoreLoad): ByteWriter =>
  writeProgramHeader(out, PT_LOAD, READ_WRITE_EXECUTE, { offset: load.paddr, ...load });

/**
 * The 64-bit little-endian ELF core header that a capture kernel gets as `elfcorehdr=` (core 5.1, R7.13;
 * kernel/crash_core.c: crash_prepare_elf64_headers, kexec-tools crashdump-elf.c).
 * @throws TypeError when there are more headers than `room` has space for
 */
export const writeCoreHeader = (header: CoreHeader, room: CoreHeaderRoom): Uint8Array => {
  const count = header.notes.length + header.loads.length;
  const size = alignUp(ELF64_HEADER_SIZE + ELF64_PHDR_SIZE * room.capacity, room.align);
  if (ELF64_HEADER_SIZE + ELF64_PHDR_SIZE * count > size) {
    throw new TypeError(`${count} program headers do not fit in ${size} bytes`);
  }
  const out = writeCoreFileHeader(new ByteWriter('little', size), header.machine, count);
  for (const { address, size: bytes } of header.notes) {
    writeNoteHeader(out, toWire(address), toWire(address), toWire(bytes));
  }
  for (const load of header.loads) writeLoadHeader(out, load);
  return out.zeros(size - out.length).toBytes();
};

const safe = (reader: ByteReader, offset: number, field: string): number => {
  const value = reader.u64(offset, field);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw reader.fault(offset, field, `0x${value.toString(16)}`, 'a value below 2^53');
  }
  return Number(value);
};

/** Reads what {@link writeCoreHeader} writes. @throws FormatError for anything but a 64-bit little-endian ELF core */
export const readCoreHeader = (bytes: Uint8Array): CoreHeader => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const expect = (offset: number, field: string, found: number, wanted: number): void => {
    if (found !== wanted)
      throw reader.fault(offset, field, `0x${found.toString(16)}`, `0x${wanted.toString(16)}`);
  };
  expect(0, 'e_ident', new ByteReader(bytes, FORMAT, 'big').u32(0, 'e_ident'), ELF_MAGIC);
  expect(4, 'EI_CLASS', reader.u8(4, 'EI_CLASS'), ELFCLASS64);
  expect(5, 'EI_DATA', reader.u8(5, 'EI_DATA'), ELFDATA2LSB);
  expect(16, 'e_type', reader.u16(16, 'e_type'), ET_CORE);
  expect(54, 'e_phentsize', reader.u16(54, 'e_phentsize'), ELF64_PHDR_SIZE);
  const table = safe(reader, 32, 'e_phoff');
  const count = reader.u16(56, 'e_phnum');
  reader.slice(table, count * ELF64_PHDR_SIZE, 'program headers');
  const notes: CoreNote[] = [];
  const loads: CoreLoad[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = table + index * ELF64_PHDR_SIZE;
    const type = reader.u32(at, 'p_type');
    if (type === PT_NOTE) {
      notes.push({ address: safe(reader, at + 24, 'p_paddr'), size: safe(reader, at + 32, 'p_filesz') });
    } else if (type === PT_LOAD) {
      const offset = reader.u64(at + 8, 'p_offset');
      const paddr = reader.u64(at + 24, 'p_paddr');
      loads.push({
        paddr,
        vaddr: reader.u64(at + 16, 'p_vaddr'),
        size: reader.u64(at + 32, 'p_filesz'),
        ...(offset === paddr ? {} : { offset }),
      });
    } else {
      throw reader.fault(at, 'p_type', String(type), `${PT_LOAD} (PT_LOAD) or ${PT_NOTE} (PT_NOTE)`);
    }
  }
  return { machine: reader.u16(18, 'e_machine'), notes, loads };
};
