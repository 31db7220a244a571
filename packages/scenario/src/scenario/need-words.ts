import type { MemoryNeed } from '@warmboot/core';
import { MiB } from '@warmboot/address';

/** Whole MiB; below one, a tenth. */
const mebibytes = (bytes: number): string => {
  const size = bytes / MiB;
  return `${Math.abs(size) < 1 ? size.toFixed(1) : Math.round(size)} MiB`;
};

const MOMENTS: Readonly<Record<MemoryNeed['moment'], string>> = {
  unpacking: 'while the initrd is there twice, packed and unpacked',
  'root file system':
    'so that the unpacked initrd fits into the root file system, a tmpfs of half of what is left',
  running: 'while its programs run',
  'kernel allocations': 'so that the kernel finds pages beside those that are for movable data alone',
};

const VERDICTS: Readonly<Record<MemoryNeed['verdict'], string>> = {
  enough: '',
  doubtful: ': it may run out of memory',
  'write error': ': unpacking ends with "write error", and files are missing',
  short: ': it runs out of memory while it comes up',
};

/** `needs about 190 MiB, has 129 MiB: it may run out of memory` */
export const needWords = ({ need, have, verdict }: MemoryNeed): string =>
  `needs about ${mebibytes(need)}, has ${mebibytes(have)}${VERDICTS[verdict]}`;

/** When memory is tightest, in words. */
export const momentWords = ({ moment }: MemoryNeed): string => MOMENTS[moment];
