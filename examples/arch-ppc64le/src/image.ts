import { isElf, parseElf, PROGRAM_TYPE } from '@warmboot/boot-image';
import type { ImageFormat, KernelImage } from '@warmboot/core/plugin';
import { done, refuse } from '@warmboot/core/plugin';
import { FormatError } from '@warmboot/format';
import { EM_PPC64, PAGE_SIZE } from './layout.js';

/** A ppc64le vmlinux as its loaders see it: its one PT_LOAD, in bytes. */
export interface PpcImage extends KernelImage {
  readonly format: 'ELF';
  readonly filesz: number;
  readonly memsz: number;
}

export const isPpcImage = (kernel: KernelImage): kernel is PpcImage => kernel.format === 'ELF';

/** An image of another format would have been refused before: this states it. @throws TypeError */
export const requirePpcImage = (kernel: KernelImage): PpcImage => {
  if (isPpcImage(kernel)) return kernel;
  throw new TypeError(`ppc64le loads kernels of format ELF, not ${kernel.format}`);
};

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'ppc64le ELF', field, found, allowed });

const sized = (field: string, value: unknown): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 2 ** 40) return value;
  throw fault(field, JSON.stringify(value) ?? 'missing', 'a whole number above 0 and below 2^40');
};

const imageOf = (fileSize: unknown, filesz: unknown, memsz: unknown): PpcImage => {
  const image: PpcImage = {
    format: 'ELF',
    fileSize: sized('file_size', fileSize),
    filesz: sized('filesz', filesz),
    memsz: sized('memsz', memsz),
  };
  if (image.filesz <= image.fileSize && image.filesz <= image.memsz) return image;
  throw fault('filesz', String(image.filesz), 'no more than the file has, and than it takes in memory');
};

/** The vmlinux at the top of the build tree. */
export const imageFormat: ImageFormat = {
  name: 'ELF',
  recognise: (bytes) => {
    if (!isElf(bytes)) return refuse('ENOEXEC', 'no ELF file');
    try {
      const { bits, machine } = parseElf(bytes);
      return bits === 64 && machine === EM_PPC64
        ? done
        : refuse('ENOEXEC', `an ELF of ${bits} bits for machine ${machine}, not of 64 for ${EM_PPC64}`);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return refuse('ENOEXEC', error.message);
    }
  },
  parse: (bytes) => {
    const { programs } = parseElf(bytes);
    const load = programs.find(({ type }) => type === PROGRAM_TYPE.LOAD);
    if (load === undefined) throw fault('the program headers', 'no PT_LOAD', 'one');
    return imageOf(bytes.length, Number(load.filesz), Number(load.memsz));
  },
  fromRecord: ({ file_size, filesz, memsz }) => imageOf(file_size, filesz, memsz),
  needs: (kernel) => ({ size: requirePpcImage(kernel).memsz, align: PAGE_SIZE }),
};
