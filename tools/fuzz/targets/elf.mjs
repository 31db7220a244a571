// ELF files: kernels, and the cores that kernels leave.
import {
  buildElf64,
  executableElf,
  notesOf,
  parseElf,
  PROGRAM_TYPE,
  programBytes,
} from '@warmboot/boot-image';
import { coreHeader } from '@warmboot/core/plugin';
import { recorded } from '../corpus.mjs';
import { mutateBytes, mutateNumbers } from '../mutate/bytes.mjs';

const isElf = (bytes) => bytes[0] === 0x7f && bytes[1] === 0x45;

const loads = [62, 183, 243].map((machine) =>
  buildElf64(machine, [
    { type: PROGRAM_TYPE.LOAD, paddr: 0x20_0000n, data: new Uint8Array(256).fill(1) },
    {
      type: PROGRAM_TYPE.NOTE,
      paddr: 0n,
      data: Uint8Array.of(4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 71, 78, 85, 0, 1, 2, 3, 4),
    },
  ]),
);

export const target = {
  room: 'boot-image',
  corpus: () => [
    ...loads,
    ...recorded(/seg-[^/]*\.bin$/, 400)
      .filter(isElf)
      .slice(0, 12),
  ],
  mutate: (random, input, corpus) => random.of([mutateBytes, mutateNumbers])(random, input, corpus),
  run: (bytes) => [
    () => {
      const elf = parseElf(bytes);
      for (const program of elf.programs) {
        if (program.type === PROGRAM_TYPE.NOTE) notesOf(bytes, elf, program);
        else programBytes(bytes, program);
      }
    },
    () => executableElf(bytes),
    () => coreHeader.read(bytes),
  ],
};
