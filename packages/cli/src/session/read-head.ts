import { closeSync, openSync, readSync } from 'node:fs';
import { HEAD_OF_LARGE_FILE } from '@warmboot/answers';

/** The first bytes of a file that is too large to be read whole: what tells its kind, and for a dump what it holds. */
export const readHead = (path: string): Uint8Array => {
  const file = openSync(path, 'r');
  try {
    const head = new Uint8Array(HEAD_OF_LARGE_FILE);
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
};
