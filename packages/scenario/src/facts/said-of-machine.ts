import type { Architecture, KconfigOptions, KnownFacts, ToldFacts } from '@warmboot/core';
import { addressNames } from '@warmboot/core';

import type { MachineDescription } from '../written/machine-description.js';
import { factsOfOptions, optionsOfFacts } from './kernel-config.js';

/** A switch of a kernel's configuration as people write it in YAML or JSON. */
export type WrittenOption = string | number | boolean;

/** A value as a configuration file has it: YAML 1.1 takes `y` for true. */
const optionValue = (value: WrittenOption): string =>
  typeof value === 'boolean' ? (value ? 'y' : 'n') : String(value);

/** Options as a configuration file has them. */
export const writtenOptions = (config: Readonly<Record<string, WrittenOption>>): KconfigOptions =>
  new Map(Object.entries(config).map(([name, value]) => [name, optionValue(value)]));

/**
 * What the description of a machine says of its kernel.
 * @param place where the description stands in its file: `machine`, `machine.on.toy`
 * @param file the file, for messages
 */
export const saidOfMachine = (
  architecture: Architecture,
  description: MachineDescription,
  place: string,
  file?: string,
): readonly ToldFacts[] => {
  const said = (key: string, facts: KnownFacts): ToldFacts[] =>
    Object.values(facts).every((value) => value === undefined)
      ? []
      : [{ source: 'user', where: `${place}.${key}`, ...(file === undefined ? {} : { file }), facts }];
  const size = description['page-size'];
  return [
    ...said('page-size', { pageSize: size === undefined ? undefined : addressNames.size(size) }),
    ...said('va-bits', { vaBits: description['va-bits'] }),
    ...said('va-bits-in-use', { vaBitsInUse: description['va-bits-in-use'] }),
    ...said('pa-bits', { paBits: description['pa-bits'] }),
    ...said('config', factsOfOptions(architecture, writtenOptions(description.config ?? {}))),
  ];
};

/** Facts as a scenario says them: its release, and what stands in its machine. Of two that tell one fact, the first counts. */
export const writtenFacts = (
  told: readonly ToldFacts[],
): {
  readonly release?: string;
  readonly machine: Readonly<Record<string, string | number | Record<string, string | number>>>;
} => {
  const known = told.reduceRight<KnownFacts>(
    (facts, one) => ({
      ...facts,
      ...Object.fromEntries(Object.entries(one.facts).filter(([, value]) => value !== undefined)),
    }),
    {},
  );
  const { release, pageSize, vaBits, vaBitsInUse, paBits } = known;
  const config = optionsOfFacts(known);
  return {
    ...(release === undefined ? {} : { release }),
    machine: {
      ...(pageSize === undefined ? {} : { 'page-size': pageSize }),
      ...(vaBits === undefined ? {} : { 'va-bits': vaBits }),
      ...(vaBitsInUse === undefined ? {} : { 'va-bits-in-use': vaBitsInUse }),
      ...(paBits === undefined ? {} : { 'pa-bits': paBits }),
      ...(Object.keys(config).length === 0 ? {} : { config }),
    },
  };
};
