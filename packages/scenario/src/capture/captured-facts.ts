import type { Architecture, KernelImage, LoadFacts } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import type { CaptureFiles } from './capture-files.js';
import { textOf } from './capture-files.js';
import { crashNotesIn, vmcoreinfoIn } from './kexec-files.js';

/** The running kernel's file, by its head, and the file's size before its path. */
const KERNEL_HEAD = 'kernel-image';
const KERNEL_SIZE = 'kernel-image-size';
const INITRD_SIZE = 'initrd-size';

const sizeIn = (files: CaptureFiles, name: string): number | undefined => {
  const size = /^\s*(\d+)/.exec(textOf(files, name) ?? '')?.[1];
  return size === undefined ? undefined : Number(size);
};

export const imageIn = (architecture: Architecture, files: CaptureFiles): KernelImage | undefined => {
  const head = files.get(KERNEL_HEAD);
  const size = sizeIn(files, KERNEL_SIZE);
  if (head === undefined || size === undefined) return undefined;
  const format = architecture.images.find(({ recognise }) => recognise(head).ok);
  try {
    return format && { ...format.parse(head), fileSize: size };
  } catch (error) {
    // Formats that wrap another need the whole file: the kernel is as good as unknown then.
    if (error instanceof FormatError) return undefined;
    throw error;
  }
};

/** What loads on this machine would use: its own kernel where the capture has it, the ordinary one otherwise. */
export const factsOf = (architecture: Architecture, files: CaptureFiles): LoadFacts => {
  const { referenceMachine: reference } = architecture;
  const own = imageIn(architecture, files);
  if (reference === undefined) {
    throw new FormatError({
      format: 'capture',
      field: 'the architecture',
      found: architecture.name,
      allowed: 'one with an ordinary machine, to take the sizes of its tools from',
    });
  }
  const format = architecture.images.find(({ name }) => name === reference.kernel.format);
  return {
    kernel: own ?? format!.fromRecord(reference.kernel),
    initrd: { fileSize: sizeIn(files, INITRD_SIZE) ?? reference.initrd.fileSize },
    purgatory: reference.purgatory,
    kernelPurgatory: reference.kernelPurgatory,
    crashNotes: crashNotesIn(files),
    vmcoreinfo: vmcoreinfoIn(files),
    randomReady: true,
  };
};
