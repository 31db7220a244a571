import type { Content, KernelImage } from '@warmboot/core/plugin';
import type { PhysAddr } from '@warmboot/address';
import { memoryContent } from '@warmboot/core/plugin';

import type { ElfLoad, RiscvElf } from './elf.js';
import { isRiscvElf } from './elf.js';
import { requireRiscvImage } from './image.js';

/** One part of an ELF kernel at its place: what a loader makes a segment of. Bytes. */
export interface PlacedPart {
  readonly at: PhysAddr;
  readonly bufsz: number;
  readonly memsz: number;
  readonly align: number;
  readonly content?: Content;
}

/** The lowest address that a kernel was linked for. */
export const lowestAddress = ({ loads }: RiscvElf): PhysAddr => Math.min(...loads.map(({ paddr }) => paddr));

/** What is copied of a part: never more than it takes. */
const bufferOf = ({ content }: RiscvElf, load: ElfLoad): Pick<PlacedPart, 'bufsz' | 'content'> => {
  const bufsz = Math.min(load.filesz, load.memsz);
  return content === undefined || load.offset + bufsz > content.size
    ? { bufsz }
    : { bufsz, content: memoryContent.part(content, load.offset, bufsz) };
};

/** The parts of an ELF kernel whose lowest address goes to `base`. riscv_kexec_elf_load(), elf_exec_load() */
export const partsAt = (kernel: RiscvElf, base: PhysAddr): PlacedPart[] => {
  const lowest = lowestAddress(kernel);
  return kernel.loads.map((load) => ({
    at: load.paddr - lowest + base,
    memsz: load.memsz,
    align: load.align,
    ...bufferOf(kernel, load),
  }));
};

/** Bytes from where a kernel is placed to its end, BSS included. @throws TypeError for a kernel that riscv64 does not load */
export const extentOf = (kernel: KernelImage): number => {
  if (!isRiscvElf(kernel)) return requireRiscvImage(kernel).imageSize;
  return Math.max(...partsAt(kernel, 0).map(({ at, memsz }) => at + memsz));
};
