import { ELF_MACHINE, executableElf, PROGRAM_TYPE, type ElfFile } from '@warmboot/boot-image';
import type { KernelImage, Probed } from '@warmboot/core/plugin';
import { hex, tryFromWire } from '@warmboot/address';

import { FormatError } from '@warmboot/format';

/** One loadable part of an ELF kernel, at the physical address that the file names. */
export interface VmlinuxPart {
  readonly paddr: number;
  readonly filesz: number;
  readonly memsz: number;
}

/** An ELF kernel as kexec-tools takes it: with ELF boot notes, which Linux does not read. */
export interface X86Vmlinux extends KernelImage {
  readonly format: 'vmlinux';
  readonly entry: number;
  readonly parts: readonly VmlinuxPart[];
}

export const isVmlinux = (kernel: KernelImage): kernel is X86Vmlinux => kernel.format === 'vmlinux';

const no = (reason: string): Probed => ({ ok: false, reason });

/** Machines of each row, and what the tool calls them. */
const ROWS = {
  'elf-x86_64': { machines: [ELF_MACHINE.X86_64], words: 'Not x86_64 ELF executable' },
  'elf-x86': { machines: [ELF_MACHINE.I386, ELF_MACHINE.I486], words: 'Not i386 ELF executable' },
} as const;

/** kexec-tools' rows for ELF files. kexec/arch/i386/kexec-elf-x86.c: elf_x86_any_probe */
export const probeElf =
  (row: keyof typeof ROWS) =>
  (file: Uint8Array): Probed => {
    const executable = executableElf(file);
    if (!executable.ok) return no(`Not an ELF executable: ${executable.reason}`);
    const { elf } = executable;
    const machines: readonly number[] = ROWS[row].machines;
    if (!machines.includes(elf.machine)) return no(`${ROWS[row].words}: its machine is ${elf.machine}`);
    const kernel = vmlinuxOf(file, elf);
    const first = kernel.parts[0];
    return {
      ok: true,
      file: {
        description: `an ELF vmlinux of ${elf.bits} bits`,
        placed: { ok: true, kernel },
        handed: {
          ok: false,
          said:
            first === undefined
              ? []
              : [`Invalid memory segment ${hex(first.paddr)} - ${hex(first.paddr + first.memsz - 1)}`],
          reason: 'the tool places ELF files itself also with -s, where it has read no memory map',
        },
      },
    };
  };

const addressOf = (field: string, value: bigint): number => {
  const address = tryFromWire(value);
  if (address !== undefined) return address;
  throw new FormatError({
    format: 'vmlinux',
    field,
    found: `0x${value.toString(16)}`,
    allowed: 'below 2^53',
  });
};

const vmlinuxOf = (file: Uint8Array, { entry, programs }: ElfFile): X86Vmlinux => ({
  format: 'vmlinux',
  fileSize: file.length,
  entry: addressOf('e_entry', entry),
  parts: programs
    .filter(({ type }) => type === PROGRAM_TYPE.LOAD)
    .map(({ paddr, filesz, memsz }) => ({
      paddr: addressOf('p_paddr', paddr),
      filesz: addressOf('p_filesz', filesz < memsz ? filesz : memsz),
      memsz: addressOf('p_memsz', memsz),
    })),
});
