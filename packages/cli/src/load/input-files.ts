import { readFileSync, statSync } from 'node:fs';
import { parseSize } from '@warmboot/address';
import { initrdImage } from '@warmboot/answers';
import { aboutSize } from '@warmboot/answers/text';
import type { InitrdImage } from '@warmboot/core';
import { FormatError } from '@warmboot/format';

/** The largest file that is read whole. */
const LARGEST_INPUT = 1024 * 1024 * 1024;

const sizeOfInput = (path: string, what: string): number => {
  const info = statSync(path);
  if (info.isFile() && info.size > 0 && info.size <= LARGEST_INPUT) return info.size;
  throw new FormatError({
    format: what,
    file: path,
    field: 'it',
    found: info.isFile()
      ? info.size === 0
        ? 'an empty file'
        : `a file of ${info.size} bytes`
      : info.isDirectory()
        ? 'a directory'
        : 'no file',
    allowed: `a file of at most ${aboutSize(LARGEST_INPUT)}`,
    advice: 'Name the file itself, as kexec(8) wants it.',
  });
};

export const readInput = (path: string, what: string): Uint8Array => {
  sizeOfInput(path, what);
  return readFileSync(path);
};

/** A size or an address on the command line. @throws FormatError */
export const address = (option: string, text: string): number => {
  const value = parseSize(text);
  if (value !== undefined) return value;
  throw new FormatError({
    format: 'kexec',
    field: option,
    found: JSON.stringify(text),
    allowed: 'an address such as 0x100000000 or 4G',
    advice: 'kexec(8) says: Bad option value, and does nothing.',
  });
};

/** The initrd of a path. @param userSpace the value of `--user-space` */
export const initrdOf = (path: string, userSpace: string | undefined): InitrdImage =>
  initrdImage(
    readInput(path, 'initrd'),
    userSpace === undefined ? undefined : address('--user-space', userSpace),
  );
