import { KnownAnswers } from '../answer/known-answers.js';
import type { Architecture } from '../contract/architecture.js';
import type { KernelBuild } from '../contract/kernel-build.js';
import type { KernelParameter } from '../contract/kernel-parameter.js';
import type { KernelVersion } from '../contract/release.js';
import { compareVersions, versionOf } from '../contract/release.js';
import { bootOptions } from './command-line.js';
import { COMMON_PARAMETERS } from './kernel-parameters.js';

/** What has to be said of a word on a command line. */
export interface ParameterRemark {
  /** As it stands there: `kho=on`. */
  readonly word: string;
  /** What the kernel does with it, and what of that is not modelled; no full stop. */
  readonly effect: string;
}

const canonical = (name: string): string => name.replaceAll('-', '_');

const isCalled = ({ name }: KernelParameter, word: string): boolean =>
  name.endsWith('*')
    ? canonical(word).startsWith(canonical(name.slice(0, -1)))
    : canonical(name) === canonical(word);

/**
 * The rows about a parameter, an architecture's own before those that all have: what is said of its value, else what is said
 * of it whatever its value. Empty for what is no parameter of this field.
 * @param value undefined for a word without `=`
 */
export const parameterRows = (
  { parameters = [] }: Pick<Architecture, 'parameters'>,
  name: string,
  value: string | undefined,
): readonly KernelParameter[] => {
  for (const table of [parameters, COMMON_PARAMETERS]) {
    const rows = table.filter((row) => isCalled(row, name));
    const about = rows.filter((row) => row.value?.test(value ?? '') === true);
    const found = about.length > 0 ? about : rows.filter((row) => row.value === undefined);
    if (rows.length > 0) return found;
  }
  return [];
};

const unknownTo = (
  { since, until }: KernelParameter,
  version: KernelVersion | undefined,
): string | undefined => {
  const isBefore = (text: string): boolean => {
    const other = versionOf(text);
    return version !== undefined && other !== undefined && compareVersions(version, other) < 0;
  };
  if (since !== undefined && isBefore(since))
    return `this kernel does not know it: Linux ${since} brought it`;
  if (until !== undefined && version !== undefined && !isBefore(until)) {
    return `this kernel does not know it any more: Linux ${until} took it away`;
  }
  return undefined;
};

/** Command lines kept of one architecture: those of a few machines, and of the kernels that they load. */
const MOST_COMMAND_LINES = 32;

type KnownRemarks = KnownAnswers<readonly ParameterRemark[]>;

const ofArchitectures = new WeakMap<Pick<Architecture, 'parameters'>, KnownRemarks>();

const knownRemarks = (architecture: Pick<Architecture, 'parameters'>): KnownRemarks => {
  const known = ofArchitectures.get(architecture) ?? new KnownAnswers(MOST_COMMAND_LINES);
  ofArchitectures.set(architecture, known);
  return known;
};

/**
 * What a command line says that the kernel does not do, or does and the model does not: nothing for words that are modelled,
 * that do not matter, or that are no parameters of this field. Each word once, in order.
 */
export const parameterRemarks = (
  architecture: Pick<Architecture, 'parameters'>,
  { release, profile }: Pick<KernelBuild, 'release' | 'profile'>,
  cmdline: string,
): readonly ParameterRemark[] => {
  const version = release ?? profile.name;
  return knownRemarks(architecture).once({ version, cmdline }, () =>
    remarksOn(architecture, version, cmdline),
  );
};

const remarksOn = (
  architecture: Pick<Architecture, 'parameters'>,
  versionText: string,
  cmdline: string,
): readonly ParameterRemark[] => {
  const version = versionOf(versionText);
  const remarks = new Map<string, ParameterRemark>();
  for (const { name, value } of bootOptions(cmdline)) {
    const word = value === undefined ? name : `${name}=${value}`;
    for (const row of parameterRows(architecture, name, value)) {
      const unknown = row.standing === 'immaterial' ? undefined : unknownTo(row, version);
      if (unknown !== undefined) remarks.set(`${word} ${unknown}`, { word, effect: unknown });
      else if (row.standing === 'reported')
        remarks.set(`${word} ${row.effect}`, { word, effect: row.effect });
    }
  }
  return [...remarks.values()];
};
