import { humanSize } from '@warmboot/address';
import { compressionOf, decompress, unpackedLimit } from '@warmboot/boot-image';
import { FormatError, parsingFile } from '@warmboot/format';
import type { CaptureFiles } from '@warmboot/scenario';
import { filesOfPaste, noBoots } from '@warmboot/scenario';
import { isTar, readCaptureTar } from './capture-tar.js';
import { LARGEST_CAPTURE, tooMuch } from './allowance.js';

/**
 * The files of a capture or recording, by name, from what somebody has of it: a tar, a tar that gzip made smaller, or a
 * text that was pasted, as far as it goes. Files in the one directory that holds them all are named from there on.
 * @param name of the input, for messages
 * @param boot which one of a log that holds several, as journalctl counts: 1 the first, 0 the last, -1 the one before
 * @throws FormatError for what is no capture, or no safe one; for a boot that is not there
 */
export const captureFiles = async (bytes: Uint8Array, name: string, boot?: number): Promise<CaptureFiles> => {
  const plain = unpacked(bytes, name, 'a whole tar.gz', LARGEST_CAPTURE);
  if (!isTar(plain)) return pasted(plain, name, boot);
  if (boot !== undefined) throw noBoots('a capture, which is of one boot');
  return wholeCapture(await readCaptureTar(plain, name), name);
};

/** Whether a file is an archive, as captures are: a tar, or what gzip made of one. By its first bytes alone. */
export const isCaptureArchive = (file: Uint8Array): boolean => isTar(file) || compressionOf(file) === 'gzip';

/**
 * The same from files that are there by themselves, as those of a directory are.
 * @param name of what holds them, for messages
 * @throws FormatError for a kernel's configuration that is broken
 */
export const wholeCapture = (files: CaptureFiles, name: string): CaptureFiles =>
  withConfig(withoutTop(files), name);

/** What cannot be a capture at all. */
export const noCapture = (
  name: string,
  found: string,
  advice = 'Give the tar that the capture script wrote.',
): FormatError =>
  new FormatError({
    format: 'capture',
    file: name,
    field: 'it',
    found,
    allowed: 'a directory, a tar or a tar.gz, or a text of /proc/iomem or of a kernel’s log',
    advice,
  });

/** What is larger than captures are. */
export const tooLarge = (name: string, limit = LARGEST_CAPTURE): FormatError =>
  tooMuch(name, 'the size', `more than ${humanSize(limit)}`, `at most ${humanSize(limit)}, unpacked`);

/** Text that is text: no zero bytes in its first kilobytes. */
const isText = (bytes: Uint8Array): boolean => bytes.length > 0 && !bytes.subarray(0, 8192).includes(0);

/** A text that somebody copied from a machine, for want of a capture. @throws FormatError for anything else */
const pasted = (bytes: Uint8Array, name: string, boot: number | undefined): CaptureFiles => {
  const files = isText(bytes)
    ? parsingFile(name, () => filesOfPaste(new TextDecoder().decode(bytes), boot))
    : undefined;
  if (files !== undefined) return files;
  throw noCapture(
    name,
    bytes.length === 0
      ? 'an empty file'
      : 'a file that is no tar, and no text of /proc/iomem or of a kernel’s log',
    '`warmboot inspect` says what a file is; `warmboot capture` prints the script that makes a capture.',
  );
};

/** The kernel's configuration as the machine showed it, and as text. */
const PACKED_CONFIG = 'proc/config.gz';
const CONFIG = 'config';

/** Configurations have some 300 KiB. */
const LARGEST_CONFIG = 4 * 1024 * 1024;

/** A capture whose kernel's configuration is a text, whichever way the machine showed it. */
const withConfig = (files: CaptureFiles, name: string): CaptureFiles => {
  const packed = files.get(PACKED_CONFIG);
  if (packed === undefined || files.has(CONFIG)) return files;
  const file = `${name.replace(/\/+$/, '')}/${PACKED_CONFIG}`;
  return new Map([...files, [CONFIG, unpacked(packed, file, 'what gzip wrote, whole', LARGEST_CONFIG)]]);
};

/** Bytes without what gzip did to them. @throws FormatError */
const unpacked = (bytes: Uint8Array, file: string, allowed: string, most: number): Uint8Array => {
  if (compressionOf(bytes) !== 'gzip') return bytes;
  const limit = Math.min(most, unpackedLimit(bytes));
  try {
    return decompress(bytes, 'gzip', limit);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    if (error.fault.field === 'the unpacked size') throw tooLarge(file, limit);
    const advice = 'The file was cut off or changed on its way here: copy it again.';
    throw new FormatError({ ...error.fault, file, allowed, advice }, { cause: error });
  }
};

/** Archives keep their files in one directory, as good manners want it. */
const withoutTop = (files: CaptureFiles): CaptureFiles => {
  const tops = new Set([...files.keys()].map((name) => name.slice(0, name.indexOf('/') + 1)));
  const [top] = tops;
  if (tops.size !== 1 || top === undefined || top === '' || top === 'proc/' || top === 'sys/') return files;
  return withoutTop(new Map([...files].map(([name, bytes]) => [name.slice(top.length), bytes])));
};
