import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Framework } from '@warmboot/core';
import { ACTOR, PROPERTY } from '@warmboot/explorer';
import { FormatError } from '@warmboot/format';
import { Argument, Command } from 'commander';
import { architectureSkeleton } from '../new/architecture-skeleton.js';
import type { PartKind } from '../new/part-skeleton.js';
import { PARTS, partSkeleton } from '../new/part-skeleton.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';
import { ownVersion } from '../session/version.js';

const EXAMPLES = `
Examples:
  warmboot new arch loongarch64
  warmboot new arch s390x plugins/s390x
  warmboot new policy refuse-at-night
  warmboot new actor night-shift
  warmboot new property nobody-is-surprised`;

type Kind = PartKind | 'arch';

/** `warmboot new KIND NAME [DIR]`: the beginning of a plugin. */
export const newCommand = (session: Session): Command =>
  new Command('new')
    .description(
      'write the skeleton of a plugin: it loads, and its tests say what holds and what to write next',
    )
    .addArgument(new Argument('<kind>', 'what to write').choices(['arch', ...PARTS]))
    .argument('<name>', 'of an architecture, as uname -m prints it; of anything else, as it is to be chosen')
    .argument('[directory]', 'where to; warmboot-KIND-NAME by default')
    .addHelpText('after', EXAMPLES)
    .action(async (kind: Kind, name: string, directory = `warmboot-${kind}-${name}`) => {
      mustBeName(kind, name, namesOf(kind, await openFramework(session.plugins)));
      mustBeFree(directory);
      const facts = { packageName: `warmboot-${kind}-${name}`, version: ownVersion() };
      const files =
        kind === 'arch'
          ? architectureSkeleton({ architecture: name, ...facts })
          : partSkeleton({ kind, name, ...facts });
      for (const [path, text] of files) {
        const file = join(directory, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      const { terminal } = session;
      const what =
        kind === 'arch' ? 'a plugin that loads and knows next to nothing yet' : `a plugin with one ${kind}`;
      terminal.print(`${terminal.colour.bold(directory)}: ${what}.`);
      for (const path of files.keys()) terminal.print(`  ${path}`);
      terminal.print('');
      terminal.print('Go on there with');
      terminal.print('  npm install');
      if (kind === 'arch') {
        terminal.print('  npm run build');
        terminal.print('  npm test                           lists what to write next, in order');
      } else terminal.print('  npm test                           what the kit finds of it');
      terminal.print('  npx warmboot plugins --plugin .');
      if (kind !== 'arch') terminal.print('  npx warmboot explore SCENARIO --plugin .');
    });

/** Names that are taken. */
const namesOf = (kind: Kind, framework: Framework): readonly string[] => {
  const named = {
    arch: () => framework.architectures.all().flatMap((one) => [one.name, ...one.aliases]),
    actor: () =>
      framework
        .parts(ACTOR)
        .all()
        .map((part) => part.name),
    property: () =>
      framework
        .parts(PROPERTY)
        .all()
        .map((part) => part.name),
    policy: () => framework.policies.all().map((policy) => policy.name),
  };
  return named[kind]();
};

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'warmboot new', field, found, allowed });

const mustBeName = (kind: Kind, name: string, taken: readonly string[]): void => {
  if (kind === 'arch' && !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw fault('the name', JSON.stringify(name), 'small letters, digits and _, as uname -m prints it');
  }
  if (kind !== 'arch' && !/^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/.test(name)) {
    throw fault('the name', JSON.stringify(name), 'words of small letters and digits with - between them');
  }
  if (taken.includes(name)) throw fault('the name', name, `a new one: there is ${taken.join(', ')}`);
};

const mustBeFree = (directory: string): void => {
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw fault('the directory', `${directory}, which is not empty`, 'a new or an empty one');
  }
};
