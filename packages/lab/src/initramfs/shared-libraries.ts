import { FormatError } from '@warmboot/format';

/** System V ABI, "Dynamic Section" and "Program Header". */
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT_NEEDED = 1;
const DT_STRTAB = 5;

/** What a program is linked to at run time. */
export interface LinkedTo {
  /** Path of the dynamic loader; undefined for a static program, and for libraries. */
  readonly loader: string | undefined;
  /** Names of libraries, `libc.so.6`. */
  readonly libraries: readonly string[];
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

const segmentsOf = (view: DataView): Segment[] => {
  const start = Number(view.getBigUint64(32, true));
  const size = view.getUint16(54, true);
  return Array.from({ length: view.getUint16(56, true) }, (_, index) => {
    const at = start + index * size;
    const word = (offset: number): number => Number(view.getBigUint64(at + offset, true));
    return { type: view.getUint32(at, true), offset: word(8), address: word(16), size: word(32) };
  });
};

const textAt = (bytes: Uint8Array, at: number): string =>
  new TextDecoder().decode(bytes.subarray(at, bytes.indexOf(0, at)));

/**
 * Reads which libraries a little-endian 64-bit ELF file wants.
 * @throws FormatError for bytes that are none
 */
export const linkedTo = (bytes: Uint8Array, file: string): LinkedTo => {
  const isElf64 = bytes.length >= 64 && textAt(bytes.slice(1, 5), 0).startsWith('ELF') && bytes[4] === 2;
  if (!isElf64 || bytes[5] !== 1) {
    const found = isElf64 ? 'a big-endian ELF file' : 'no 64-bit ELF file';
    throw new FormatError({
      format: 'program',
      file,
      field: 'the file',
      found,
      allowed: 'ELF64, little-endian',
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = segmentsOf(view);
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  const interpreter = segments.find(({ type }) => type === PT_INTERP);
  const loader = interpreter === undefined ? undefined : textAt(bytes, interpreter.offset);
  if (dynamic === undefined) return { loader, libraries: [] };
  const entries = Array.from({ length: dynamic.size / 16 }, (_, index) => {
    const at = dynamic.offset + index * 16;
    return [Number(view.getBigUint64(at, true)), Number(view.getBigUint64(at + 8, true))] as const;
  });
  const strings = entries.find(([tag]) => tag === DT_STRTAB)?.[1] ?? 0;
  const holder = segments.find(
    ({ type, address, size }) => type === PT_LOAD && address <= strings && strings < address + size,
  );
  const base = holder === undefined ? strings : strings - holder.address + holder.offset;
  return {
    loader,
    libraries: entries.filter(([tag]) => tag === DT_NEEDED).map(([, offset]) => textAt(bytes, base + offset)),
  };
};
