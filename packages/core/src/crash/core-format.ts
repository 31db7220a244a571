import { ByteReader, ByteWriter } from '@warmboot/format';

/** How wide the words of a core file are, and in which order their bytes stand. */
export interface CoreFormat {
  readonly bits: 32 | 64;
  readonly byteOrder: 'little' | 'big';
}

/** What most 64-bit kernels write. */
export const ELF64_LITTLE: CoreFormat = { bits: 64, byteOrder: 'little' };

/** Offsets and sizes in bytes: Elf32_Ehdr and Elf32_Phdr, or their 64-bit twins (ELF gABI, chapters 4 and 5). */
export interface CoreLayout {
  readonly header: number;
  readonly programHeader: number;
  readonly phoff: number;
  readonly phentsize: number;
  readonly phnum: number;
  readonly offset: number;
  readonly vaddr: number;
  readonly paddr: number;
  readonly filesz: number;
}

const LAYOUTS: Readonly<Record<CoreFormat['bits'], CoreLayout>> = {
  32: {
    header: 52,
    programHeader: 32,
    phoff: 28,
    phentsize: 42,
    phnum: 44,
    offset: 4,
    vaddr: 8,
    paddr: 12,
    filesz: 16,
  },
  64: {
    header: 64,
    programHeader: 56,
    phoff: 32,
    phentsize: 54,
    phnum: 56,
    offset: 8,
    vaddr: 16,
    paddr: 24,
    filesz: 32,
  },
};

/** Bytes of Elf64_Ehdr. */
export const ELF64_HEADER_SIZE = LAYOUTS[64].header;
/** Bytes of Elf64_Phdr. */
export const ELF64_PHDR_SIZE = LAYOUTS[64].programHeader;

/** Where the fields of such a core file are. */
export const coreLayoutOf = ({ bits }: Pick<CoreFormat, 'bits'>): CoreLayout => LAYOUTS[bits];

const ELF_MAGIC = Uint8Array.of(0x7f, 0x45, 0x4c, 0x46);
const EV_CURRENT = 1;
const ET_CORE = 4;
export const PT_LOAD = 1;
export const PT_NOTE = 4;
/** PF_R | PF_W | PF_X. */
const READ_WRITE_EXECUTE = 7;

/** EI_CLASS. */
const CLASS: Readonly<Record<CoreFormat['bits'], number>> = { 32: 1, 64: 2 };
/** EI_DATA. */
const DATA: Readonly<Record<CoreFormat['byteOrder'], number>> = { little: 1, big: 2 };

/** The fields of a program header that differ; what a core file has in memory, it has in the file. */
export interface ProgramHeader {
  readonly offset: bigint;
  readonly vaddr: bigint;
  readonly paddr: bigint;
  readonly size: bigint;
}

/** A core file in the making: its header, then program headers. */
export class CoreWriter {
  readonly #format: CoreFormat;
  readonly #out: ByteWriter;

  /** @param capacity bytes that it is expected to have */
  constructor(format: CoreFormat, capacity?: number) {
    this.#format = format;
    this.#out = new ByteWriter(format.byteOrder, capacity);
  }

  get length(): number {
    return this.#out.length;
  }

  /** The file header, with `count` program headers right behind it. */
  fileHeader(machine: number, count: number): this {
    const { bits, byteOrder } = this.#format;
    const { header, programHeader } = LAYOUTS[bits];
    this.#out
      .bytes(ELF_MAGIC)
      .bytes(Uint8Array.of(CLASS[bits], DATA[byteOrder], EV_CURRENT, 0))
      .zeros(8)
      .u16(ET_CORE)
      .u16(machine)
      .u32(EV_CURRENT);
    this.#word(0n).#word(BigInt(header)).#word(0n);
    this.#out.u32(0).u16(header).u16(programHeader).u16(count).zeros(6);
    return this;
  }

  /** A PT_NOTE. @param offset of the note's bytes, in the core file or in memory */
  note(offset: bigint, paddr: bigint, size: bigint): this {
    return this.#programHeader(PT_NOTE, 0, { offset, vaddr: 0n, paddr, size });
  }

  /** A PT_LOAD. */
  load(load: ProgramHeader): this {
    return this.#programHeader(PT_LOAD, READ_WRITE_EXECUTE, load);
  }

  zeros(count: number): this {
    this.#out.zeros(count);
    return this;
  }

  align(alignment: number): this {
    this.#out.align(alignment);
    return this;
  }

  toBytes(): Uint8Array {
    return this.#out.toBytes();
  }

  #programHeader(type: number, flags: number, { offset, vaddr, paddr, size }: ProgramHeader): this {
    this.#out.u32(type);
    if (this.#format.bits === 64) this.#out.u32(flags);
    this.#word(offset).#word(vaddr).#word(paddr).#word(size).#word(size);
    if (this.#format.bits === 32) this.#out.u32(flags);
    return this.#word(0n);
  }

  #word(value: bigint): this {
    if (this.#format.bits === 64) this.#out.u64(value);
    else if (value >> 32n === 0n) this.#out.u32(Number(value));
    else throw new TypeError(`0x${value.toString(16)} does not fit in an ELF32 header`);
    return this;
  }
}

const FORMAT = 'ELF core header';

/** An ELF core by its first bytes. @throws FormatError for anything else */
export const openCore = (bytes: Uint8Array): { readonly reader: ByteReader; readonly format: CoreFormat } => {
  const ident = new ByteReader(bytes, FORMAT, 'big');
  const one = <K extends string | number>(
    offset: number,
    field: string,
    known: Readonly<Record<K, number>>,
  ): string => {
    const found = ident.u8(offset, field);
    const entries = Object.entries<number>(known);
    const entry = entries.find(([, value]) => value === found);
    if (entry !== undefined) return entry[0];
    const allowed = entries.map(([name, value]) => `${value} (${name})`).join(' or ');
    throw ident.fault(offset, field, `0x${found.toString(16)}`, allowed);
  };
  const magic = ident.u32(0, 'e_ident');
  if (magic !== 0x7f45_4c46) throw ident.fault(0, 'e_ident', `0x${magic.toString(16)}`, '0x7f454c46');
  const bits = one(4, 'EI_CLASS', CLASS) === '32' ? 32 : 64;
  const byteOrder = one(5, 'EI_DATA', DATA) === 'big' ? 'big' : 'little';
  const reader = new ByteReader(bytes, FORMAT, byteOrder);
  const type = reader.u16(16, 'e_type');
  if (type !== ET_CORE)
    throw reader.fault(16, 'e_type', `0x${type.toString(16)}`, `0x${ET_CORE.toString(16)}`);
  return { reader, format: { bits, byteOrder } };
};
