import { readFileSync } from 'node:fs';
import { withPath } from './with-path.js';

/** The bytes of a file. Where the path is a directory's, Node's own error does not name it; here it does. */
export const readFile = (path: string): Uint8Array => withPath(path, () => readFileSync(path));
