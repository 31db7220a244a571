import { FormatError } from '@warmboot/format';
import { CommanderError } from 'commander';
import type { Terminal } from '../print/terminal.js';

/** What the command tells its caller. */
export const EXIT = { fine: 0, failed: 1, badInput: 2 } as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** System errors that a path on the command line can cause, in words. */
const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  ENOTDIR: 'it is not a directory',
  EISDIR: 'it is a directory, and a file is wanted',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
};

/** Errors whose message is for the user. By name: those of parts that were not needed are not loaded to be told apart. */
const FOR_THE_USER: readonly string[] = ['LabError', 'PluginError', 'QueueError', 'UnknownNameError'];

/** What is wrong with the input, and on a line of its own what to do about it; undefined for what is our own mistake. */
const inWords = (error: unknown): string | undefined => {
  if (error instanceof FormatError) {
    const { advice } = error.fault;
    return advice === undefined ? error.message : `${error.message}\n  ${advice}`;
  }
  if (error instanceof Error && FOR_THE_USER.includes(error.name)) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  const words = SYSTEM_ERRORS[code ?? ''];
  return words === undefined ? undefined : `${path ?? 'a file'}: ${words}`;
};

/** Reports what ended a command. @throws whatever is not the user's input: a bug must not look like one */
export const reportFailure = (terminal: Terminal, error: unknown): ExitStatus => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
  const words = inWords(error);
  if (words === undefined) throw error;
  terminal.complain(`warmboot: ${words}`);
  return EXIT.badInput;
};
