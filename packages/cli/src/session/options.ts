import { Option } from 'commander';
import type { Framework } from '@warmboot/core';

/** Words of an option that may be given more than once, or with commas in between. */
export const collect = (word: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...word.split(',').filter((part) => part !== ''),
];

/** `--policy P`, any number of times: policies in force together. */
export const policyOption = (): Option =>
  new Option(
    '--policy <name...>',
    'policies in force instead of the scenario’s; none for mainline',
  ).argParser(collect);

/** `--machine M`: the scenario's steps on another machine. */
export const machineOption = (): Option =>
  new Option('--machine <machine>', 'instead of the scenario’s: a capture, or QEMU’s words for a machine');

/** An option that takes several words, apart by blanks or commas, any number of times. */
export const listOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(collect);

/** `--profile NAME`: another version of Linux under the same story. */
export const profileOption = (): Option =>
  new Option('--profile <name>', 'the version of Linux instead of the scenario’s: linux-6.1, ...');

/** `--arch A`, any number of times. */
export const archOption = (description: string): Option => listOption('--arch <name...>', description);

/** `--plugin P`, any number of times, on every command. One value each: what follows may be the command's argument. */
export const pluginOption = (): Option =>
  new Option(
    '--plugin <name>',
    'a plugin to load: its package, or a path that begins with ./ or ../; may be repeated',
  ).argParser((name: string, before: readonly string[] = []) => [...before, name]);

/**
 * Architectures by the names that users typed; where they typed none, those that the machine can be of, or every one that
 * is registered.
 * @throws UnknownNameError
 */
export const chosenArchitectures = (
  { architectures }: Framework,
  names: readonly string[] | undefined,
  own: readonly string[] | undefined,
): readonly string[] =>
  (names ?? own ?? architectures.all().map(({ name }) => name)).map((name) => architectures.get(name).name);
