import type { UnknownNameError } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { CommanderError } from 'commander';
import { pluginAtFault } from '../plugins/plugin-at-fault.js';
import { systemWords } from '../print/system-words.js';
import type { Terminal } from '../print/terminal.js';

/** What the command tells its caller. */
export const EXIT = { fine: 0, failed: 1, badInput: 2 } as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Errors whose message is for the user. By name: those of parts that were not needed are not loaded to be told apart. */
const FOR_THE_USER: readonly string[] = ['LabError', 'PluginError', 'QueueError', 'UnknownNameError'];

/** What is wrong with the input, and on a line of its own what to do about it; undefined for what is our own mistake. */
const inWords = (error: unknown): string | undefined => {
  if (error instanceof FormatError) return error.inWords();
  if (error instanceof Error && FOR_THE_USER.includes(error.name))
    return `${error.message}${adviceOn(error)}`;
  const words = systemWords(error);
  const { path } = error as NodeJS.ErrnoException;
  return words === undefined ? undefined : `${path ?? 'a file'}: ${words}`;
};

/** An architecture that nobody loaded, and whose name is not that of another misspelt, has a plugin somewhere. */
const adviceOn = (error: Error): string => {
  const { kind, wanted, suggestions } = error as Partial<UnknownNameError>;
  return kind === 'architecture' && suggestions?.length === 0
    ? `\n  It comes with a plugin: --plugin warmboot-arch-${wanted}, where its package is named as usual, or --plugin and its folder.`
    : '';
};

/** Reports what ended a command. @throws whatever is not the user's input: a bug must not look like one */
export const reportFailure = (terminal: Terminal, error: unknown): ExitStatus => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
  const words = pluginAtFault(error) ?? inWords(error);
  if (words === undefined) throw error;
  terminal.complain(`warmboot: ${words}`);
  return EXIT.badInput;
};
