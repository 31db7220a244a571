import type { Architecture } from '@warmboot/core';
import { parsingFile } from '@warmboot/format';

/**
 * Finds a broken file before anything is made of it.
 * @param path where the file was on the machine
 * @param name what messages call it
 * @throws FormatError that names the file
 */
export const checkFile = (
  { files = [] }: Architecture,
  path: string,
  name: string,
  bytes: Uint8Array,
): void => {
  const format = files.find((candidate) => candidate.path === path);
  if (format !== undefined) parsingFile(name, () => format.check(bytes));
};
