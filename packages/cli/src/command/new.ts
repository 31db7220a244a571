import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Framework } from '@warmboot/core';
import { ACTOR, PROPERTY } from '@warmboot/explorer';
import { FormatError } from '@warmboot/format';
import { Argument, Command } from 'commander';
import { architectureCommands, architectureSkeleton } from '../new/architecture-skeleton.js';
import { partCommands, partSkeleton } from '../new/part-skeleton.js';
import { commandLines, readme } from '../new/readme.js';
import type { SkeletonKind } from '../new/skeleton.js';
import { SKELETON_KINDS } from '../new/skeleton.js';
import { tarballsIn } from '../new/tarballs.js';
import type { Session } from '../session/session.js';
import { writeFile } from '../session/write-file.js';
import { openFramework } from '../session/standard-framework.js';
import { ownVersion } from '../session/version.js';

const EXAMPLES = `
Examples:
  warmboot new arch loongarch64
  warmboot new arch s390x plugins/s390x
  warmboot new policy refuse-at-night
  warmboot new policy refuse-at-night --from tarballs
  warmboot new actor night-shift
  warmboot new property nobody-is-surprised
  warmboot new firmware slot-table`;

/** Packages that every skeleton installs. */
const NEEDED = ['warmboot', '@warmboot/core', '@warmboot/conformance'];

/** `warmboot new KIND NAME [DIR]`: the beginning of a plugin. */
export const newCommand = (session: Session): Command =>
  new Command('new')
    .description(
      'write the skeleton of a plugin: it loads, and its tests say what holds and what to write next',
    )
    .addArgument(new Argument('<kind>', 'what to write').choices(SKELETON_KINDS))
    .argument('<name>', 'of an architecture, as uname -m prints it; of anything else, as it is to be chosen')
    .argument('[directory]', 'where to; warmboot-KIND-NAME by default')
    .option(
      '--from <folder>',
      'take Warmboot’s packages from the tarballs that "npm run pack" wrote, not from the registry',
    )
    .addHelpText('after', EXAMPLES)
    .action(
      async (
        kind: SkeletonKind,
        name: string,
        directory = `warmboot-${kind}-${name}`,
        { from }: { readonly from?: string },
      ) => {
        mustBeName(kind, name, namesOf(kind, await openFramework(session.plugins)));
        mustBeFree(directory);
        const facts = {
          name,
          packageName: `warmboot-${kind}-${name}`,
          version: ownVersion(),
          tarballs:
            from === undefined ? new Map<string, string>() : await tarballsIn(from, NEEDED, directory),
        };
        const files =
          kind === 'arch' ? architectureSkeleton({ kind, ...facts }) : partSkeleton({ kind, ...facts });
        const commands = kind === 'arch' ? architectureCommands(name) : partCommands(kind, name);
        const all = new Map([...files, ['README.md', readme({ kind, ...facts }, commands)]]);
        for (const [path, text] of all) {
          const file = join(directory, path);
          mkdirSync(dirname(file), { recursive: true });
          writeFile(file, text);
        }
        const { terminal } = session;
        const what =
          kind === 'arch' ? 'a plugin that loads and knows next to nothing yet' : `a plugin with one ${kind}`;
        terminal.print(`${terminal.colour.bold(directory)}: ${what}.`);
        for (const path of all.keys()) terminal.print(`  ${path}`);
        terminal.print('');
        terminal.print('Go on with');
        for (const line of [`cd ${directory}`, ...commandLines(commands)]) terminal.print(`  ${line}`);
      },
    );

/** Names that are taken. */
const namesOf = (kind: SkeletonKind, framework: Framework): readonly string[] => {
  const named = (parts: { all(): readonly { readonly name: string }[] }): readonly string[] =>
    parts.all().map(({ name }) => name);
  const taken = {
    arch: () => framework.architectures.all().flatMap((one) => [one.name, ...one.aliases]),
    actor: () => named(framework.parts(ACTOR)),
    property: () => named(framework.parts(PROPERTY)),
    policy: () => named(framework.policies),
    firmware: () => named(framework.hotplugFirmware),
  };
  return taken[kind]();
};

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'warmboot new', field, found, allowed });

const mustBeName = (kind: SkeletonKind, name: string, taken: readonly string[]): void => {
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
