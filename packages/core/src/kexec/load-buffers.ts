import { humanSize, MiB } from '@warmboot/address';
import { kernelBudget } from '../machine/kernel-budget.js';
import type { Machine } from '../machine/machine.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { LoadRequest } from '../contract/load-request.js';
import { isKernelZone } from '../memory/kernel-zones.js';
import { isPopulated } from '../memory/zone.js';
import type { KexecImage } from '../image/image.js';
import type { KexecSegment } from '../image/segment.js';

/** A file that the kernel reads for a load: its name in messages, and its bytes. */
export interface FileToRead {
  readonly name: 'kernel' | 'initrd';
  readonly size: number;
}

/** The files of a kexec_file_load, in the order in which they are read. */
export const filesOf = ({
  kernel,
  initrd,
}: Pick<LoadRequest, 'kernel' | 'initrd'>): readonly FileToRead[] => [
  { name: 'kernel', size: kernel.fileSize },
  ...(initrd === undefined ? [] : [{ name: 'initrd', size: initrd.fileSize } as const]),
];

/** What a load has beside the pages of its image for as long as it goes on, in bytes. */
export const fileBuffers = (files: readonly FileToRead[]): number =>
  files.reduce((bytes, { size }) => bytes + size, 0);

/**
 * What the program that calls kexec_load holds of its segments, in bytes: its own memory, for which a movable zone is the
 * first choice, so that the kernel pays for it only where there is none.
 */
export const callerBuffers = (
  { memory }: Machine,
  segments: readonly Pick<KexecSegment, 'bufsz'>[],
): number =>
  memory.zones.some((zone) => !isKernelZone(zone) && isPopulated(zone))
    ? 0
    : segments.reduce((bytes, { bufsz }) => bytes + bufsz, 0);

/**
 * kernel_read_file(): each file of a kexec_file_load is read whole into memory of the kernel, and stays there until the
 * load is over, whatever the image is for (core R4.20). ENOMEM where that does not fit.
 */
export const readFiles = (machine: Machine, files: readonly FileToRead[]): Result => {
  const budget = kernelBudget(machine) ?? Infinity;
  let bytes = 0;
  for (const { name, size } of files) {
    bytes += size;
    if (bytes > budget) return refuse('ENOMEM', `no room to read the ${name}: ${shortOf(budget, bytes)}`);
  }
  return done;
};

/**
 * Whether there is memory for an image and what the load has beside it: a crash image lies in its reservation and takes
 * none. ENOMEM where there is not, without a word in the log: the pages of the segments are what runs out (core R4.20).
 * @param beside bytes that the load has beside its image
 */
export const enoughFor = (
  machine: Machine,
  { type, segments }: Pick<KexecImage, 'type' | 'segments'>,
  beside: number,
): Result => {
  const budget = kernelBudget(machine) ?? Infinity;
  const image = type === 'crash' ? 0 : segments.reduce((bytes, { memsz }) => bytes + memsz, 0);
  if (image + beside <= budget) return done;
  const parts =
    beside === 0 || image === 0
      ? ''
      : ` (${humanMiB(image)} of image, and ${humanMiB(beside)} of what is read for it)`;
  return refuse('ENOMEM', `no room for the image: ${shortOf(budget, image + beside)}${parts}`);
};

const shortOf = (budget: number, bytes: number): string =>
  `it takes ${humanMiB(bytes)}, and the kernel has about ${humanMiB(budget)} left that it can allocate`;

const humanMiB = (bytes: number): string =>
  bytes >= MiB ? `${Math.round(bytes / MiB)} MiB` : humanSize(bytes);
