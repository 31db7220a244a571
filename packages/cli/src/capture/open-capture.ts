import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { humanSize } from '@warmboot/address';
import { FormatError, parsingFile } from '@warmboot/format';
import type { CaptureFiles } from '@warmboot/scenario';
import { filesOfPaste } from '@warmboot/scenario';
import { readCaptureDirectory } from './capture-directory.js';
import { isTar, readCaptureTar } from './capture-tar.js';
import { LARGEST_CAPTURE } from './limits.js';

/**
 * The files of a capture or recording, by name: of a directory, a tar, or a tar that gzip made smaller; of a text that
 * somebody pasted, as far as it goes, which `-` reads from standard input. Files in the
 * one directory that holds them all are named from there on.
 * @throws FormatError for what is no capture, or no safe one
 */
export const openCapture = async (path: string): Promise<ReadonlyMap<string, Uint8Array>> => {
  if (path === '-') return pasted(new Uint8Array(readFileSync(0)), 'standard input');
  const info = statSync(path);
  if (info.isDirectory()) return withConfig(withoutTop(readCaptureDirectory(path)), path);
  if (!info.isFile()) {
    throw fault(path, 'neither a file nor a directory', 'Give the tar that the capture script wrote.');
  }
  if (info.size > LARGEST_CAPTURE) throw tooLarge(path);
  const bytes = expanded(readFileSync(path), path);
  if (!isTar(bytes)) return pasted(bytes, path);
  return withConfig(withoutTop(await readCaptureTar(bytes, path)), path);
};

/** Text that is text: no zero bytes in its first kilobytes. */
const isText = (bytes: Uint8Array): boolean => bytes.length > 0 && !bytes.subarray(0, 8192).includes(0);

/** A text that somebody copied from a machine, for want of a capture. @throws FormatError for anything else */
const pasted = (bytes: Uint8Array, path: string): CaptureFiles => {
  const files = isText(bytes)
    ? parsingFile(path, () => filesOfPaste(new TextDecoder().decode(bytes)))
    : undefined;
  if (files !== undefined) return files;
  throw fault(
    path,
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
const withConfig = (
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
): ReadonlyMap<string, Uint8Array> => {
  const packed = files.get(PACKED_CONFIG);
  if (packed === undefined || files.has(CONFIG)) return files;
  const file = `${path.replace(/\/+$/, '')}/${PACKED_CONFIG}`;
  return new Map([...files, [CONFIG, expanded(packed, file, 'what gzip wrote, whole', LARGEST_CONFIG)]]);
};

const fault = (path: string, found: string, advice: string): FormatError =>
  new FormatError({
    format: 'capture',
    file: path,
    field: 'it',
    found,
    allowed: 'a directory, a tar or a tar.gz, or a text of /proc/iomem or of a kernel’s log',
    advice,
  });

const tooLarge = (path: string, limit = LARGEST_CAPTURE): FormatError =>
  new FormatError({
    format: 'capture',
    file: path,
    field: 'the size',
    found: `more than ${humanSize(limit)}`,
    allowed: `at most ${humanSize(limit)}, unpacked`,
    advice: 'Is this a capture? `warmboot capture` prints the script that makes one.',
  });

const GZIP = [0x1f, 0x8b] as const;

const expanded = (
  bytes: Uint8Array,
  path: string,
  allowed = 'a whole tar.gz',
  limit = LARGEST_CAPTURE,
): Uint8Array => {
  if (bytes[0] !== GZIP[0] || bytes[1] !== GZIP[1]) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path, limit);
    throw new FormatError(
      {
        format: 'gzip',
        file: path,
        field: 'the data',
        found: `broken (${(error as Error).message})`,
        allowed,
        advice: 'The file was cut off or changed on its way here: copy it again.',
      },
      { cause: error },
    );
  }
};

/** Archives keep their files in one directory, as good manners want it. */
const withoutTop = (files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> => {
  const tops = new Set([...files.keys()].map((name) => name.slice(0, name.indexOf('/') + 1)));
  const [top] = tops;
  if (tops.size !== 1 || top === undefined || top === '' || top === 'proc/' || top === 'sys/') return files;
  return withoutTop(new Map([...files].map(([name, bytes]) => [name.slice(top.length), bytes])));
};
