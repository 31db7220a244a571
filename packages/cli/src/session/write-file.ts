import { writeFileSync } from 'node:fs';
import { withPath } from './with-path.js';

/**
 * Writes a file, and names it where that fails: a full disk has an error without a path.
 * @param isNew whether a file that is there already is an error
 */
export const writeFile = (path: string, content: Uint8Array | string, { isNew = false } = {}): void =>
  withPath(path, () => writeFileSync(path, content, { flag: isNew ? 'wx' : 'w' }));
