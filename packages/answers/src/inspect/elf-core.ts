import { notesOf, PROGRAM_TYPE, type ElfFile } from '@warmboot/boot-image';
import { hex } from '@warmboot/address';
import { aboutSize } from '../text/units.js';
import type { Explanation } from './explanation.js';

/** Lines of VMCOREINFO that people look for first. */
const TELLING = [
  'OSRELEASE',
  'PAGESIZE',
  'KERNELOFFSET',
  'NUMBER(phys_base)',
  'NUMBER(PHYS_OFFSET)',
  'CRASHTIME',
];

/** The header of a vmcore, as kexec leaves it or as /proc/vmcore shows it. */
export const explainElfCore = (file: Uint8Array, elf: ElfFile): Explanation => {
  const loads = elf.programs.filter(({ type }) => type === PROGRAM_TYPE.LOAD);
  const notePrograms = elf.programs.filter(({ type }) => type === PROGRAM_TYPE.NOTE);
  const notes = notePrograms.flatMap((program) => notesOf(file, elf, program));
  const vmcoreinfo = notes.find(({ name }) => name === 'VMCOREINFO');
  const lines = vmcoreinfo === undefined ? [] : new TextDecoder().decode(vmcoreinfo.data).split('\n');
  const memory = loads.reduce((sum, { memsz }) => sum + memsz, 0n);
  return {
    format: 'ELF core: the header of a vmcore',
    facts: [
      ['file', `${hex(file.length)} (${aboutSize(file.length)})`],
      ['machine', elf.machine === 62 ? 'x86_64' : elf.machine === 183 ? 'arm64' : `${elf.machine}`],
      ['memory', `${hex(memory)} (${aboutSize(Number(memory))}) in ${loads.length} ranges`],
      [
        'notes',
        notes.length > 0
          ? `${notes.length}: ${[...new Set(notes.map(({ name, type }) => `${name} ${type}`))].join(', ')}`
          : `${notePrograms.length} segments, whose bytes are in the memory of the machine`,
      ],
      ...lines.flatMap((line): (readonly [string, string])[] => {
        const [key = '', value = ''] = line.split('=');
        return TELLING.includes(key) ? [[key, value]] : [];
      }),
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
