import { FormatError } from '@warmboot/format';
import { ELF_TYPE, isElf, parseElf, PROGRAM_TYPE, type ElfFile } from './elf.js';

/** An ELF file that kexec-tools would run, or why it would not. */
export type Executable =
  { readonly ok: true; readonly elf: ElfFile } | { readonly ok: false; readonly reason: string };

const no = (reason: string): Executable => ({ ok: false, reason });

const RUNNABLE: readonly number[] = [ELF_TYPE.EXEC, ELF_TYPE.DYN, ELF_TYPE.CORE];

/**
 * What kexec-tools asks of every ELF kernel: whole, of a type that runs, with segments, and without an interpreter, so
 * that no ordinary program is taken for a kernel. kexec/kexec-elf-exec.c: build_elf_exec_info.
 */
export const executableElf = (bytes: Uint8Array): Executable => {
  if (!isElf(bytes)) return no('no ELF header');
  let elf: ElfFile;
  try {
    elf = parseElf(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return no(error.message);
  }
  const outside = elf.programs.find(({ offset, filesz }) => offset + filesz > BigInt(bytes.length));
  if (outside !== undefined) return no('an ELF segment is not in the file: the file is cut off');
  if (!RUNNABLE.includes(elf.type)) return no(`an ELF file of type ${elf.type}, and executables are 2 or 3`);
  if (elf.programs.length === 0) return no('No ELF program header');
  if (elf.programs.some(({ type }) => type === PROGRAM_TYPE.INTERP)) return no('Requires an ELF interpreter');
  return { ok: true, elf };
};
