import { readFileSync } from 'node:fs';

/** The bytes of a file. Where the path is a directory's, Node's own error does not name it; here it does. */
export const readFile = (path: string): Uint8Array => {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') Object.assign(error as Error, { path });
    throw error;
  }
};
