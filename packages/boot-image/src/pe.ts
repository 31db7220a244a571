import { ByteReader } from '@warmboot/format';

const FORMAT = 'PE';

/** Values of `Machine`. Microsoft PE and COFF specification, "Machine Types". */
export const PE_MACHINE = { I386: 0x14c, X86_64: 0x8664, ARM64: 0xaa64, RISCV64: 0x5064 } as const;

/** One section: where its bytes are in the file, and how many of them count. */
export interface PeSection {
  readonly name: string;
  /** Bytes that it has in memory. What pads it in the file is not counted. */
  readonly virtualSize: number;
  readonly virtualAddress: number;
  readonly fileOffset: number;
  readonly fileSize: number;
}

/** The headers and sections of a PE file. */
export interface PeFile {
  readonly machine: number;
  readonly headerOffset: number;
  readonly optionalHeaderSize: number;
  /** 10: an EFI application, which a kernel with a stub is; undefined for an object file. */
  readonly subsystem: number | undefined;
  /** One past the signatures, which end a signed file; undefined for a file without any. */
  readonly signedEnd: number | undefined;
  readonly sections: readonly PeSection[];
}

/** Offset of the offset of the PE header. */
const HEADER_POINTER = 0x3c;
const COFF_SIZE = 24;
const SECTION_SIZE = 40;
/** Offset of Subsystem in an optional header of either kind. */
const SUBSYSTEM = 68;

/** Of a PE32+ optional header: the count of its data directories, and the one that points at signatures. */
const PE32_PLUS = 0x20b;
const DIRECTORY_COUNT = 108;
const CERTIFICATES = 144;

const signedEndOf = (reader: ByteReader, optional: number, size: number): number | undefined => {
  if (size < CERTIFICATES + 8 || reader.u16(optional, 'Magic') !== PE32_PLUS) return undefined;
  if (reader.u32(optional + DIRECTORY_COUNT, 'NumberOfRvaAndSizes') < 5) return undefined;
  const start = reader.u32(optional + CERTIFICATES, 'the certificate table');
  const length = reader.u32(optional + CERTIFICATES + 4, 'the certificate table');
  return start === 0 || length === 0 ? undefined : start + length;
};

/** Whether an MZ header points at a PE header inside the file. */
export const isPe = (bytes: Uint8Array): boolean => {
  if (bytes.length < 0x40 || bytes[0] !== 0x4d || bytes[1] !== 0x5a) return false;
  const at = new ByteReader(bytes, FORMAT, 'little').u32(HEADER_POINTER, 'e_lfanew');
  return bytes[at] === 0x50 && bytes[at + 1] === 0x45 && bytes[at + 2] === 0 && bytes[at + 3] === 0;
};

/** Reads the headers and the section table. @throws FormatError for a file that is cut off or no PE */
export const parsePe = (bytes: Uint8Array): PeFile => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const at = reader.u32(HEADER_POINTER, 'e_lfanew');
  if (!isPe(bytes))
    throw reader.fault(HEADER_POINTER, 'e_lfanew', `0x${at.toString(16)}`, 'an offset of "PE\\0\\0"');
  const count = reader.u16(at + 6, 'NumberOfSections');
  const optionalHeaderSize = reader.u16(at + 20, 'SizeOfOptionalHeader');
  const table = at + COFF_SIZE + optionalHeaderSize;
  return {
    machine: reader.u16(at + 4, 'Machine'),
    headerOffset: at,
    optionalHeaderSize,
    subsystem:
      optionalHeaderSize >= SUBSYSTEM + 2 ? reader.u16(at + COFF_SIZE + SUBSYSTEM, 'Subsystem') : undefined,
    signedEnd: signedEndOf(reader, at + COFF_SIZE, optionalHeaderSize),
    sections: Array.from({ length: count }, (_, index) => {
      const entry = table + index * SECTION_SIZE;
      const name = reader.slice(entry, 8, 'Name');
      return {
        name: String.fromCharCode(...name).replace(/\0[\s\S]*$/, ''),
        virtualSize: reader.u32(entry + 8, 'VirtualSize'),
        virtualAddress: reader.u32(entry + 12, 'VirtualAddress'),
        fileOffset: reader.u32(entry + 20, 'PointerToRawData'),
        fileSize: reader.u32(entry + 16, 'SizeOfRawData'),
      };
    }),
  };
};

/** The bytes of a section that count. @throws FormatError when the file ends before them */
export const sectionBytes = (bytes: Uint8Array, { name, fileOffset, virtualSize }: PeSection): Uint8Array =>
  new ByteReader(bytes, FORMAT, 'little').slice(fileOffset, virtualSize, `section ${name}`);
