import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FormatError } from '@warmboot/format';
import { Argument, Command } from 'commander';
import { architectureSkeleton } from '../new/architecture-skeleton.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';
import { ownVersion } from '../session/version.js';

const EXAMPLES = `
Examples:
  warmboot new arch loongarch64
  warmboot new arch s390x plugins/s390x`;

/** `warmboot new arch NAME [DIR]`: the beginning of a plugin. */
export const newCommand = (session: Session): Command =>
  new Command('new')
    .description('write the skeleton of a plugin: it builds, and its tests list what to write next')
    .addArgument(new Argument('<kind>', 'what to write').choices(['arch']))
    .argument('<name>', 'of the architecture, as uname -m prints it')
    .argument('[directory]', 'where to; warmboot-arch-NAME by default')
    .addHelpText('after', EXAMPLES)
    .action(async (_kind: string, name: string, directory = `warmboot-arch-${name}`) => {
      const { architectures } = await openFramework(session.plugins);
      mustBeName(
        name,
        architectures.all().flatMap((one) => [one.name, ...one.aliases]),
      );
      mustBeFree(directory);
      const files = architectureSkeleton({
        architecture: name,
        packageName: `warmboot-arch-${name}`,
        version: ownVersion(),
      });
      for (const [path, text] of files) {
        const file = join(directory, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      const { terminal } = session;
      terminal.print(
        `${terminal.colour.bold(directory)}: a plugin that loads and knows next to nothing yet.`,
      );
      for (const path of files.keys()) terminal.print(`  ${path}`);
      terminal.print('');
      terminal.print('Go on there with');
      terminal.print('  npm install');
      terminal.print('  npm run build');
      terminal.print('  npm test                           lists what to write next, in order');
      terminal.print('  npx warmboot plugins --plugin .');
    });

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'warmboot new', field, found, allowed });

const mustBeName = (name: string, taken: readonly string[]): void => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw fault('the name', JSON.stringify(name), 'small letters, digits and _, as uname -m prints it');
  }
  if (taken.includes(name)) throw fault('the name', name, `a new one: there is ${taken.join(', ')}`);
};

const mustBeFree = (directory: string): void => {
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw fault('the directory', `${directory}, which is not empty`, 'a new or an empty one');
  }
};
