import type { ImageFormat, KernelImage, Result } from '@warmboot/core/plugin';
import { done, refuse } from '@warmboot/core/plugin';
import { isPowerOfTwo } from '@warmboot/address';

import {
  ELF_MACHINE,
  ELF_TYPE,
  isElf,
  parseElf,
  PROGRAM_TYPE,
  type ProgramHeader,
} from '@warmboot/boot-image';
import { FormatError } from '@warmboot/format';

/** A PT_LOAD of a vmlinux: addresses and sizes in bytes. */
export interface ElfLoad {
  /** Where its bytes begin in the file. */
  readonly offset: number;
  readonly vaddr: bigint;
  /** Relative to nothing in particular: only differences between loads count. */
  readonly paddr: number;
  readonly filesz: number;
  readonly memsz: number;
  readonly align: number;
}

/** A riscv64 `vmlinux` as its loaders see it. */
export interface RiscvElf extends KernelImage {
  readonly format: 'ELF';
  readonly entry: bigint;
  /** Every PT_LOAD, in the order of the file. */
  readonly loads: readonly ElfLoad[];
}

export const isRiscvElf = (kernel: KernelImage): kernel is RiscvElf => kernel.format === 'ELF';

const FORMAT = 'riscv64 ELF';

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: FORMAT, field, found, allowed });

const LIMIT = 1n << 48n;

const small = (field: string, value: bigint): number => {
  if (value >= 0n && value < LIMIT) return Number(value);
  throw fault(field, `0x${value.toString(16)}`, 'below 2^48');
};

const loadOf = (program: ProgramHeader): ElfLoad => {
  const align = small('p_align', program.align);
  if (align !== 0 && !isPowerOfTwo(align))
    throw fault('p_align', `0x${align.toString(16)}`, 'a power of two');
  return {
    offset: small('p_offset', program.offset),
    vaddr: program.vaddr,
    paddr: small('p_paddr', program.paddr),
    filesz: small('p_filesz', program.filesz),
    memsz: small('p_memsz', program.memsz),
    align,
  };
};

const elfOf = (fileSize: number, entry: bigint, programs: readonly ProgramHeader[]): RiscvElf => {
  const loads = programs.filter(({ type }) => type === PROGRAM_TYPE.LOAD).map(loadOf);
  if (loads.length === 0) throw fault('the program headers', 'no PT_LOAD', 'at least one');
  return { format: 'ELF', fileSize, entry, loads };
};

/** kexec_elf_probe(): an executable for this machine that asks for no interpreter. kernel/kexec_elf.c */
const recognise = (bytes: Uint8Array): Result => {
  if (!isElf(bytes)) return refuse('ENOEXEC', 'no ELF file');
  try {
    const { bits, machine, type, programs } = parseElf(bytes);
    if (bits !== 64 || machine !== ELF_MACHINE.RISCV) {
      return refuse(
        'ENOEXEC',
        `an ELF of ${bits} bits for machine ${machine}, not of 64 for ${ELF_MACHINE.RISCV}`,
      );
    }
    if (type !== ELF_TYPE.EXEC && type !== ELF_TYPE.DYN) return refuse('ENOEXEC', 'Not an ELF executable.');
    if (programs.length === 0) return refuse('ENOEXEC', 'No ELF program header.');
    const interpreted = programs.some((program) => program.type === PROGRAM_TYPE.INTERP);
    return interpreted ? refuse('ENOEXEC', 'Requires an ELF interpreter.') : done;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return refuse('ENOEXEC', error.message);
  }
};

type Record = Readonly<{ [field: string]: unknown }>;

/** A number of a record: as JSON has it, or as text in hexadecimal. */
const recorded = (record: Record, field: string): bigint => {
  const value = record[field];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  if (typeof value === 'string' && /^0x[0-9a-f]{1,16}$/i.test(value)) return BigInt(value);
  throw fault(field, JSON.stringify(value) ?? 'missing', 'a whole number from 0 on, or 0x and its digits');
};

const programOf = (value: unknown): ProgramHeader => {
  if (typeof value !== 'object' || value === null) {
    throw fault('program_headers', JSON.stringify(value), 'a list of program headers');
  }
  const record = value as Record;
  const number = (field: string): bigint => recorded(record, field);
  return {
    type: Number(number('type')),
    flags: Number(number('flags')),
    offset: number('offset'),
    vaddr: number('vaddr'),
    paddr: number('paddr'),
    filesz: number('filesz'),
    memsz: number('memsz'),
    align: number('align'),
  };
};

/** The `vmlinux` at the top of the build tree. */
export const elfFormat: ImageFormat = {
  name: 'ELF',
  recognise,
  parse: (bytes): RiscvElf => {
    const { entry, programs } = parseElf(bytes);
    return elfOf(bytes.length, entry, programs);
  },
  fromRecord: (record): RiscvElf => {
    const headers = record['program_headers'];
    if (!Array.isArray(headers))
      throw fault('program_headers', JSON.stringify(headers) ?? 'missing', 'a list');
    return elfOf(
      small('file_size', recorded(record, 'file_size')),
      recorded(record, 'entry'),
      headers.map(programOf),
    );
  },
};
