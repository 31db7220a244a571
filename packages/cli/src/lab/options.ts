import type { Framework } from '@warmboot/core';
import type { GuestKernel, GuestTools } from '@warmboot/lab';
import { boardOf, cacheFolder, guestKernel, guestTools, isStockKernel, LabError } from '@warmboot/lab';
import type { Command } from 'commander';
import { readFile } from '../session/read-file.js';

/** Options of every command that starts a guest. */
export interface GuestOptions {
  readonly kernel: string;
  readonly arch?: readonly string[];
  readonly machine?: string;
  readonly busybox?: string;
  readonly kexec?: string;
  readonly firmware?: string;
  readonly modules?: string;
}

/** Adds the options of every command that starts a guest, beside the kernel. */
export const withGuestOptions = (command: Command): Command =>
  command
    .option('--busybox <file>', 'a static busybox of the guest’s architecture instead of Debian’s')
    .option('--kexec <file>', 'a kexec of the guest’s architecture instead of Debian’s')
    .option('--firmware <file>', 'EFI firmware instead of Debian’s')
    .option('--modules <folder>', 'where the kernel’s virtio modules are');

/** A kernel and the programs for it, on one architecture. */
export interface Guestware {
  readonly architecture: string;
  readonly kernel: GuestKernel;
  readonly tools: GuestTools;
}

/** Architectures whose kernels a file may be one of. */
const architecturesOfFile = ({ architectures }: Framework, file: string): string[] => {
  const bytes = readFile(file);
  return architectures
    .all()
    .filter(({ images }) => images.some((format) => format.recognise(bytes).ok))
    .map(({ name }) => name);
};

/**
 * What a command was told to boot: a stock kernel on each of the architectures, a file on its own.
 * @param wanted architectures that the user chose, or that the story is for
 * @throws LabError for what is not there
 */
export const guestwareOf = (
  framework: Framework,
  { kernel: word, busybox, kexec, modules }: GuestOptions,
  wanted: readonly string[],
): readonly Guestware[] => {
  const cache = cacheFolder();
  const own = isStockKernel(word) ? undefined : architecturesOfFile(framework, word);
  const names = wanted.filter((name) => own?.includes(name) !== false);
  if (names.length === 0) {
    if (own!.length > 0)
      throw new LabError(`${word} is a kernel of ${own!.join(' or ')}, not of ${wanted.join(' or ')}`);
    const built = wanted.map((name) => `${boardOf(name).built} for ${name}`);
    throw new LabError(`${word} is no kernel that QEMU boots; a build leaves one at ${built.join(', ')}`);
  }
  return names.map((architecture) => {
    const board = boardOf(architecture);
    const kernel = guestKernel(cache, board, word);
    return {
      architecture,
      kernel: modules === undefined ? kernel : { ...kernel, modules },
      tools: guestTools(cache, board, { busybox, kexec }),
    };
  });
};
