import type { BuildFact, FactSource, Kernel, KernelBuild, KernelConfig } from '@warmboot/core';
import { extend } from '@warmboot/core';
import { buildWords } from './build-words.js';
import { decisiveFacts } from './decisive-facts.js';

/** Where a fact comes from. */
export interface SourceRecord {
  readonly source: FactSource;
  readonly where?: string;
}

/** One change of Linux, as JSON shows it. */
export type ChangeRecord = Pick<extend.KernelChange, 'since' | 'what' | 'source'>;

/** A build as JSON shows it. Sizes in bytes; what the architecture has no choice of is null. */
export interface BuildRecord {
  readonly release: string | null;
  readonly profile: string;
  readonly profile_fit: KernelBuild['profileFit'];
  readonly page_size: number;
  readonly va_bits: number | null;
  readonly va_bits_in_use: number | null;
  readonly pa_bits: number | null;
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** Who told each fact, by its name here. */
  readonly sources: Readonly<Record<string, SourceRecord>>;
  /** Names of the facts that decided the answer, where that was worked out. */
  readonly decided_by?: readonly string[];
  /** What a person has to be told about it. */
  readonly warning?: string;
  /** What changed between the release and the version whose rules answer, ascending. */
  readonly changes?: readonly ChangeRecord[];
  /** The same in a line for people. */
  readonly words: string;
}

/** `vaBitsInUse` as JSON names it: `va_bits_in_use`. */
const factName = (fact: BuildFact): string =>
  fact.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const configRecord = (config: KernelConfig): BuildRecord['config'] =>
  Object.fromEntries(
    (Object.entries(config) as [keyof KernelConfig, string | number | boolean][]).map(([name, value]) => [
      factName(name),
      value,
    ]),
  );

/**
 * What changed between the release of a build and the version whose rules answer for it, as far as it is known; nothing
 * where the rules are those of the release.
 */
const changesNotFollowed = ({ architecture, build }: Kernel): readonly ChangeRecord[] => {
  const { release, profile, profileFit } = build;
  if (profileFit === 'exact' || release === undefined) return [];
  const changes = extend.kernelChanges(architecture.builds?.changes ?? [], profile.name, release);
  return changes.map(({ since, what, source }) => ({ since, what, source }));
};

/**
 * What is wrong with answering for a release by the rules of another version; undefined where the version is known.
 */
export const profileWarning = ({ release, profile, profileFit }: KernelBuild): string | undefined =>
  profileFit === 'exact' || release === undefined
    ? undefined
    : `Linux ${release}: answered with the rules of ${profile.name}, the nearest known; what changed between them is not modelled`;

/**
 * The build of a kernel with who told each fact.
 * @param decisive the facts that decided an answer
 */
export const buildRecord = (kernel: Kernel, decisive?: readonly BuildFact[]): BuildRecord => {
  const { build } = kernel;
  const { release, profile, profileFit, pageSize, vaBits, vaBitsInUse, paBits, config, sources } = build;
  const warning = profileWarning(build);
  const changes = changesNotFollowed(kernel);
  return {
    release: release ?? null,
    profile: profile.name,
    profile_fit: profileFit,
    page_size: pageSize,
    va_bits: vaBits ?? null,
    va_bits_in_use: vaBitsInUse ?? null,
    pa_bits: paBits ?? null,
    config: configRecord(config),
    sources: Object.fromEntries(
      [...sources].map(([fact, { source, where }]) => [
        factName(fact),
        { source, ...(where === undefined ? {} : { where }) },
      ]),
    ),
    ...(decisive === undefined ? {} : { decided_by: decisive.map(factName) }),
    ...(warning === undefined ? {} : { warning }),
    ...(changes.length === 0 ? {} : { changes }),
    words: buildWords(kernel, decisive ?? decisiveFacts(kernel, undefined, {})),
  };
};
