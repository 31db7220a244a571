// Writes the pages that are made from the code: docs/errors, docs/architectures.md and docs/cases.md. `npm test` checks that they are
// what this would write.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './docs/generated-pages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
for (const [path, text] of await generatedPages(root)) writeFileSync(join(root, path), text);
