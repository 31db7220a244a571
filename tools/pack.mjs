// `npm run pack -- FOLDER`: everything that somebody can install, as tarballs that need no registry for each other.
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packAll } from './check/published-package.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [folder, ...more] = process.argv.slice(2);
if (folder === undefined || more.length > 0 || folder.startsWith('-')) {
  process.stderr.write('usage: npm run pack -- FOLDER\n');
  process.exit(2);
}
// npm runs this in the root, wherever it was called.
const destination = resolve(process.env.INIT_CWD ?? '.', folder);
const tarballs = await packAll(root, destination);
for (const [name, file] of tarballs)
  process.stdout.write(`${name.padEnd(28)}${relative(destination, file)}\n`);
const shown = relative(process.env.INIT_CWD ?? '.', destination) || '.';
process.stdout.write(
  [
    '',
    'In an empty folder:',
    `  npm install ${join(destination, 'warmboot-*.tgz')}`,
    '  npx warmboot --help',
    `  npx warmboot new policy mine --from ${destination}`,
    '',
    `${tarballs.size} tarballs in ${shown}`,
    '',
  ].join('\n'),
);
