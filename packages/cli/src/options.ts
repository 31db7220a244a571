import { Option } from 'commander';
import type { Framework } from '@warmboot/core';

const collect = (word: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...word.split(',').filter((part) => part !== ''),
];

/** `--policy P`, any number of times: policies in force together. */
export const policyOption = (): Option =>
  new Option(
    '--policy <name...>',
    'policies in force instead of the scenario’s; none for mainline',
  ).argParser(collect);

/** `--arch A`, any number of times. */
export const archOption = (description: string): Option =>
  new Option('--arch <name...>', description).argParser(collect);

/** Architectures by the names that users typed; every one that is registered where they typed none. @throws UnknownNameError */
export const chosenArchitectures = (
  { architectures }: Framework,
  names: readonly string[] | undefined,
): readonly string[] =>
  (names ?? architectures.all().map(({ name }) => name)).map((name) => architectures.get(name).name);
