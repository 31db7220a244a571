import { ELF_MACHINE, notesOf, PROGRAM_TYPE, type ElfFile } from '@warmboot/boot-image';
import { hex } from '@warmboot/address';
import { aboutSize } from '../text/units.js';
import type { Explanation } from './explanation.js';
import { vmcoreinfoFacts } from './vmcoreinfo.js';

const MACHINES = new Map<number, string>([
  [ELF_MACHINE.I386, 'i386'],
  [ELF_MACHINE.X86_64, 'x86_64'],
  [ELF_MACHINE.ARM, 'arm'],
  [ELF_MACHINE.AARCH64, 'arm64'],
  [ELF_MACHINE.RISCV, 'riscv64'],
]);

/**
 * The header of a vmcore, as kexec leaves it or as /proc/vmcore shows it.
 * @param file its head at least
 * @param size bytes of the whole
 */
export const explainElfCore = (file: Uint8Array, elf: ElfFile, size: number): Explanation => {
  const loads = elf.programs.filter(({ type }) => type === PROGRAM_TYPE.LOAD);
  const notePrograms = elf.programs.filter(({ type }) => type === PROGRAM_TYPE.NOTE);
  const notes = notePrograms.flatMap((program) => notesOf(file, elf, program));
  const vmcoreinfo = notes.find(({ name }) => name === 'VMCOREINFO');
  const memory = loads.reduce((sum, { memsz }) => sum + memsz, 0n);
  return {
    format: 'ELF core: the header of a vmcore',
    facts: [
      ['file', `${hex(size)} (${aboutSize(size)})`],
      ['machine', MACHINES.get(elf.machine) ?? `${elf.machine}`],
      ['memory', `${hex(memory)} (${aboutSize(Number(memory))}) in ${loads.length} ranges`],
      [
        'notes',
        notes.length > 0
          ? `${notes.length}: ${[...new Set(notes.map(({ name, type }) => `${name} ${type}`))].join(', ')}`
          : `${notePrograms.length} segments, whose bytes are in the memory of the machine`,
      ],
      ...(vmcoreinfo === undefined ? [] : vmcoreinfoFacts(new TextDecoder().decode(vmcoreinfo.data))),
    ],
    tables: [
      {
        title: 'Memory that it covers',
        head: ['physical', 'size', 'virtual', 'offset in the file'],
        rows: loads.map(({ paddr, memsz, vaddr, offset }) => [
          `${hex(paddr)}-${hex(paddr + memsz - 1n)}`,
          aboutSize(Number(memsz)),
          hex(vaddr),
          hex(offset),
        ]),
      },
    ],
  };
};
