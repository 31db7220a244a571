import { ByteReader, FormatError, type Endian } from '@warmboot/format';

const FORMAT = 'ELF';

/** Values of `e_type`. */
export const ELF_TYPE = { REL: 1, EXEC: 2, DYN: 3, CORE: 4 } as const;

/** Values of `e_machine` that kernels have. */
export const ELF_MACHINE = { I386: 3, I486: 6, ARM: 40, X86_64: 62, AARCH64: 183, RISCV: 243 } as const;

/** Values of `p_type`. */
export const PROGRAM_TYPE = { LOAD: 1, DYNAMIC: 2, INTERP: 3, NOTE: 4 } as const;

/** One program header. Addresses and sizes have 64 bits on the wire. */
export interface ProgramHeader {
  readonly type: number;
  readonly flags: number;
  readonly offset: bigint;
  readonly vaddr: bigint;
  readonly paddr: bigint;
  readonly filesz: bigint;
  readonly memsz: bigint;
  readonly align: bigint;
}

/** What an ELF file says of itself, as far as a loader reads it. */
export interface ElfFile {
  readonly bits: 32 | 64;
  readonly endian: Endian;
  readonly type: number;
  readonly machine: number;
  readonly entry: bigint;
  readonly programs: readonly ProgramHeader[];
  readonly sectionCount: number;
}

/** Offsets of the fields that differ between the two classes; System V ABI, chapter 4. */
const LAYOUT = {
  32: { wide: 4, phoff: 0x1c, counts: 0x28, phdr: 0x20 },
  64: { wide: 8, phoff: 0x20, counts: 0x34, phdr: 0x38 },
} as const;

const IDENT_SIZE = 16;

/** Whether the four bytes of the magic are there. */
export const isElf = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;

const identOf = (bytes: Uint8Array): { readonly bits: 32 | 64; readonly endian: Endian } => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  reader.slice(0, IDENT_SIZE, 'e_ident');
  if (!isElf(bytes)) throw reader.fault(0, 'the magic', 'other bytes', '7f 45 4c 46');
  const [, , , , width, order] = bytes;
  if (width !== 1 && width !== 2) throw reader.fault(4, 'EI_CLASS', `${width}`, '1 (32 bits) or 2 (64 bits)');
  if (order !== 1 && order !== 2) {
    throw reader.fault(5, 'EI_DATA', `${order}`, '1 (little-endian) or 2 (big-endian)');
  }
  return { bits: width === 1 ? 32 : 64, endian: order === 1 ? 'little' : 'big' };
};

/** Reads the header and the program headers. @throws FormatError for a file that is cut off or no ELF */
export const parseElf = (bytes: Uint8Array): ElfFile => {
  const { bits, endian } = identOf(bytes);
  const reader = new ByteReader(bytes, FORMAT, endian);
  const { wide, phoff, counts, phdr } = LAYOUT[bits];
  const word = (offset: number, field: string): bigint =>
    wide === 8 ? reader.u64(offset, field) : BigInt(reader.u32(offset, field));
  const entrySize = reader.u16(counts + 2, 'e_phentsize');
  const count = reader.u16(counts + 4, 'e_phnum');
  const first = word(phoff, 'e_phoff');
  if (count > 0 && entrySize !== phdr)
    throw reader.fault(counts + 2, 'e_phentsize', `${entrySize}`, `${phdr}`);
  if (first + BigInt(count * phdr) > BigInt(bytes.length)) {
    throw reader.fault(
      phoff,
      'the place of the program headers',
      `${count} of them at 0x${first.toString(16)}`,
      `inside the file of ${bytes.length} bytes`,
    );
  }
  return {
    bits,
    endian,
    type: reader.u16(0x10, 'e_type'),
    machine: reader.u16(0x12, 'e_machine'),
    entry: word(0x18, 'e_entry'),
    programs: Array.from({ length: count }, (_, index) =>
      programAt(reader, bits, Number(first) + index * phdr),
    ),
    sectionCount: reader.u16(counts + 8, 'e_shnum'),
  };
};

const programAt = (reader: ByteReader, bits: 32 | 64, at: number): ProgramHeader => {
  if (bits === 64) {
    return {
      type: reader.u32(at, 'p_type'),
      flags: reader.u32(at + 4, 'p_flags'),
      offset: reader.u64(at + 8, 'p_offset'),
      vaddr: reader.u64(at + 16, 'p_vaddr'),
      paddr: reader.u64(at + 24, 'p_paddr'),
      filesz: reader.u64(at + 32, 'p_filesz'),
      memsz: reader.u64(at + 40, 'p_memsz'),
      align: reader.u64(at + 48, 'p_align'),
    };
  }
  const word = (offset: number, field: string): bigint => BigInt(reader.u32(at + offset, field));
  return {
    type: reader.u32(at, 'p_type'),
    flags: reader.u32(at + 24, 'p_flags'),
    offset: word(4, 'p_offset'),
    vaddr: word(8, 'p_vaddr'),
    paddr: word(12, 'p_paddr'),
    filesz: word(16, 'p_filesz'),
    memsz: word(20, 'p_memsz'),
    align: word(28, 'p_align'),
  };
};

/** A note of a PT_NOTE segment. */
export interface ElfNote {
  readonly name: string;
  readonly type: number;
  readonly data: Uint8Array;
}

/** Most notes that are read; a core of a machine with thousands of CPUs has fewer. */
const MOST_NOTES = 65_536;

const padded = (size: number): number => (size + 3) & ~3;

/** The notes of one PT_NOTE segment, as far as the file holds them. */
export const notesOf = (
  bytes: Uint8Array,
  { endian }: ElfFile,
  program: ProgramHeader,
): readonly ElfNote[] => {
  const start = Number(program.offset);
  const size = Number(program.filesz);
  const held = bytes.subarray(start, Math.min(bytes.length, start + size));
  const reader = new ByteReader(held, 'ELF note', endian);
  const notes: ElfNote[] = [];
  for (let at = 0; at + 12 <= held.length && notes.length < MOST_NOTES;) {
    const nameSize = reader.u32(at, 'n_namesz');
    const dataSize = reader.u32(at + 4, 'n_descsz');
    const type = reader.u32(at + 8, 'n_type');
    const dataAt = at + 12 + padded(nameSize);
    if (nameSize === 0 || dataAt + dataSize > held.length) break;
    const name = new TextDecoder().decode(held.subarray(at + 12, at + 12 + nameSize)).replace(/\0+$/, '');
    notes.push({ name, type, data: held.subarray(dataAt, dataAt + dataSize) });
    at = dataAt + padded(dataSize);
  }
  return notes;
};

/** The bytes of a program that the file holds. @throws FormatError when it ends before them */
export const programBytes = (bytes: Uint8Array, { offset, filesz }: ProgramHeader): Uint8Array => {
  if (offset + filesz > BigInt(bytes.length)) {
    throw new FormatError({
      format: FORMAT,
      field: 'a segment',
      found: `${filesz} bytes at 0x${offset.toString(16)}`,
      allowed: `inside the file of ${bytes.length} bytes`,
    });
  }
  return bytes.subarray(Number(offset), Number(offset + filesz));
};
