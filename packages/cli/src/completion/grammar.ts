import type { Architecture, Framework } from '@warmboot/core';
import { KiB } from '@warmboot/address';

import type { Command, Option } from 'commander';

/** What a shell has to know of the command to finish words. */
export interface Grammar {
  readonly name: string;
  readonly commands: readonly CommandGrammar[];
}

export interface CommandGrammar {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionGrammar[];
  /** Words that its arguments are chosen from; undefined for files. */
  readonly choices: readonly string[] | undefined;
}

export interface OptionGrammar {
  /** With its dashes. */
  readonly long: string;
  readonly short: string | undefined;
  readonly description: string;
  readonly takesValue: boolean;
  /** Words that its value is chosen from; undefined for a file or a free text. */
  readonly choices: readonly string[] | undefined;
}

/** `4K`, `64K`: what some architecture can be built with, ascending. */
const pageSizes = (architectures: readonly Architecture[]): readonly string[] => {
  const sizes = architectures.flatMap(({ builds, memory }) => builds?.pageSizes ?? [memory.pageSize]);
  return [...new Set(sizes)].sort((a, b) => a - b).map((size) => `${size / KiB}K`);
};

/** Values of options whose words plugins register. */
const registered = ({
  architectures,
  policies,
  profiles,
}: Framework): Readonly<Record<string, readonly string[]>> => ({
  '--arch': architectures.all().map(({ name }) => name),
  '--policy': policies.all().map(({ name }) => name),
  '--profile': profiles.all().map(({ name }) => name),
  '--page-size': pageSizes(architectures.all()),
});

/** The command as commander knows it. */
export const grammarOf = (program: Command, framework: Framework): Grammar => {
  const values = registered(framework);
  const option = ({ long, short, description, required, optional, argChoices }: Option): OptionGrammar => ({
    long: long ?? short ?? '',
    short: long === undefined ? undefined : short,
    description,
    takesValue: required || optional,
    choices: argChoices ?? values[long ?? ''],
  });
  const help = program.createHelp();
  return {
    name: program.name(),
    commands: help
      .visibleCommands(program)
      .filter((command) => command.name() !== 'help')
      .map((command) => ({
        name: command.name(),
        description: command.description(),
        options: help.visibleOptions(command).map(option),
        choices: command.registeredArguments[0]?.argChoices,
      })),
  };
};
