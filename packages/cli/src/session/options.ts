import type { Framework, ToldFacts } from '@warmboot/core';
import { KERNEL_PROFILES } from '@warmboot/core';
import { isPowerOfTwo, parseSize } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** A word that is a whole number above zero. @throws InvalidArgumentError for any other */
export const positive = (word: string): number => {
  const value = Number(word);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('A whole number above zero is wanted.');
};

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

/** `--boot N`: one of the boots that a log holds, counted as journalctl counts them. */
export const bootOption = (): Option =>
  new Option(
    '--boot <n>',
    'of a log with several boots: 1 the first, 0 the last, -1 the one before',
  ).argParser((text) => {
    if (!/^[+-]?\d{1,6}$/.test(text)) {
      throw new FormatError({
        format: 'log',
        field: '--boot',
        found: JSON.stringify(text),
        allowed: '1 for the first boot, 2 for the next; 0 for the last, -1 for the one before',
      });
    }
    return Number(text);
  });

/** An option that takes several words, apart by blanks or commas, any number of times. */
export const listOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(collect);

/** What options say of the kernel that runs. */
export interface KernelOptions {
  readonly profile?: string;
  readonly release?: string;
  readonly pageSize?: string;
  readonly vaBits?: string;
}

/** `--profile NAME`: the rules of another version of Linux. */
export const profileOption = (): Option =>
  new Option(
    '--profile <name>',
    `rules of this version of Linux: ${KERNEL_PROFILES.map(({ name }) => name).join(', ')}`,
  );

/** Adds what else options say of the kernel that runs, beside the profile. */
export const withBuildOptions = (command: Command): Command =>
  command
    .option('--release <release>', 'the kernel’s release, as uname -r prints it; picks the profile')
    .option('--page-size <size>', 'pages of the kernel: 4K, 16K or 64K, as the architecture has it')
    .option('--va-bits <bits>', 'bits of virtual addresses that the kernel was built for');

const broken = (option: string, text: string, allowed: string): FormatError =>
  new FormatError({ format: 'kernel build', field: option, found: JSON.stringify(text), allowed });

/**
 * What the options say, as facts.
 * @throws UnknownNameError for a profile that is not registered, FormatError for a value that is none
 */
export const saidByOptions = (
  { profiles }: Framework,
  { profile, release, pageSize, vaBits }: KernelOptions,
): readonly ToldFacts[] => {
  const said = (where: string, facts: ToldFacts['facts']): ToldFacts => ({ source: 'user', where, facts });
  const bytes = pageSize === undefined ? undefined : parseSize(pageSize);
  if (pageSize !== undefined && (bytes === undefined || !isPowerOfTwo(bytes))) {
    throw broken('--page-size', pageSize, 'a power of two, such as 4K or 64K');
  }
  if (vaBits !== undefined && !/^[1-9]\d?$/.test(vaBits)) {
    throw broken('--va-bits', vaBits, 'a number of bits, such as 48');
  }
  return [
    ...(profile === undefined ? [] : [said('--profile', { profile: profiles.get(profile).name })]),
    ...(release === undefined ? [] : [said('--release', { release })]),
    ...(bytes === undefined ? [] : [said('--page-size', { pageSize: bytes })]),
    ...(vaBits === undefined ? [] : [said('--va-bits', { vaBits: Number(vaBits) })]),
  ];
};

/** `--arch A`, any number of times. */
export const archOption = (description: string): Option => listOption('--arch <name...>', description);

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
