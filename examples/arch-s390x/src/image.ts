import { alignUp, MiB } from '@warmboot/address';
import type { ImageFormat, KernelImage } from '@warmboot/core/plugin';
import { done, refuse } from '@warmboot/core/plugin';
import { ByteReader, FormatError } from '@warmboot/format';
import { IMAGE_START, PAGE_SIZE, PARAMETERS_AT } from './layout.js';

const NAME = 'image';

/** arch/s390/boot/bzImage: storage from address 0 on, as a file. Sizes in bytes. */
export interface S390Image extends KernelImage {
  readonly format: typeof NAME;
  /** Longest command line that it takes, its end included. */
  readonly maxCommandLine: number;
  /** What it takes at the place to which it unpacks itself. */
  readonly unpackedSize: number;
}

export const isS390Image = (kernel: KernelImage): kernel is S390Image => kernel.format === NAME;

/** An image of another format would have been refused before: this states it. @throws TypeError */
export const requireImage = (kernel: KernelImage): S390Image => {
  if (isS390Image(kernel)) return kernel;
  throw new TypeError(`s390x loads kernels of format ${NAME}, not ${kernel.format}`);
};

/** EP_OFFSET and EP_STRING of arch/s390/boot/head.S */
const MARK = 'S390EP';
const MARK_AT = IMAGE_START + 8;
const MAX_COMMAND_LINE_AT = PARAMETERS_AT + 0x30;

/** Kernels that do not say how long. asm/setup.h: LEGACY_COMMAND_LINE_SIZE */
const LEGACY_COMMAND_LINE = 896;

/** The size of what is packed is not where a loader can read it: supposed. */
const UNPACKED_TIMES = 3;

const isImage = (bytes: Uint8Array): boolean =>
  bytes.length >= MAX_COMMAND_LINE_AT + 8 &&
  [...MARK].every((letter, index) => bytes[MARK_AT + index] === letter.charCodeAt(0));

const whole = (field: string, value: unknown): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  const allowed = 'a whole number above 0';
  throw new FormatError({
    format: `s390x ${NAME}`,
    field,
    found: JSON.stringify(value) ?? 'missing',
    allowed,
  });
};

const imageOf = (fileSize: number, maxCommandLine: number, unpackedSize: number): S390Image => {
  if (fileSize <= PARAMETERS_AT) {
    const allowed = 'more than the 0x10400 bytes before its parameters';
    throw new FormatError({ format: `s390x ${NAME}`, field: 'file_size', found: String(fileSize), allowed });
  }
  return { format: NAME, fileSize, maxCommandLine, unpackedSize };
};

/** Big-endian, as everything here. */
export const imageFormat: ImageFormat = {
  name: NAME,
  recognise: (bytes) =>
    isImage(bytes) ? done : refuse('ENOEXEC', `no "${MARK}" at offset 0x${MARK_AT.toString(16)}`),
  parse: (bytes): S390Image => {
    if (!isImage(bytes)) {
      const allowed = `"${MARK}" at offset 0x${MARK_AT.toString(16)}`;
      throw new FormatError({ format: `s390x ${NAME}`, field: 'ep', found: 'something else', allowed });
    }
    const reader = new ByteReader(bytes, `s390x ${NAME}`, 'big');
    const told = reader.u64(MAX_COMMAND_LINE_AT, 'max_command_line_size');
    const longest = told === 0n ? LEGACY_COMMAND_LINE : Number(told);
    return imageOf(
      bytes.length,
      whole('max_command_line_size', longest),
      alignUp(bytes.length * UNPACKED_TIMES, PAGE_SIZE),
    );
  },
  fromRecord: (record): S390Image =>
    imageOf(
      whole('file_size', record['file_size']),
      whole('max_command_line_size', record['max_command_line_size']),
      whole('unpacked_size', record['unpacked_size']),
    ),
  needs: (kernel) => ({ size: kernel.fileSize - IMAGE_START, align: MiB }),
};
