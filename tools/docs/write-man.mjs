// Writes the man pages of the command into a folder. They are made when the command is packed, and are in no commit.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manPages } from './man-pages.mjs';

const [folder] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of await manPages(version)) writeFileSync(join(folder, name), text);
