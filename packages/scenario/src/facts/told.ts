import type { Architecture, Framework, Kernel, ToldFacts } from '@warmboot/core';
import { parsingDirectory } from '@warmboot/format';

/** Whatever tells of the kernel that a machine runs: a recording, a capture. */
export interface Teller {
  /** What it tells, in the order in which its parts are believed. @throws FormatError for a part that is broken */
  told(architecture: Architecture): readonly ToldFacts[];
}

/** A teller whose files are in a directory or a tar, so that messages name them with their paths. */
export const tellerIn = (directory: string, teller: Teller): Teller => ({
  told: (architecture) =>
    parsingDirectory(directory, () => teller.told(architecture)).map((told) => ({
      ...told,
      file: told.file === undefined ? directory : `${directory.replace(/\/+$/, '')}/${told.file}`,
    })),
});

/** Everything that is known when a kernel is chosen. */
export interface KernelQuestion {
  /** Name or alias. */
  readonly architecture: string;
  readonly policies?: readonly string[];
  /** What the user says, in the order in which it is believed: options, then what a file of his says. */
  readonly said?: readonly ToldFacts[];
  /** The record of the machine, where there is one. */
  readonly record?: Teller | undefined;
}

/**
 * The kernel that answers. Every command asks here, so that a trace, a capture and an option go the same way everywhere.
 * @throws UnknownNameError for a name that is not registered
 * @throws FormatError for facts that no kernel of the architecture has
 */
export const kernelFor = (
  framework: Framework,
  { architecture, policies = [], said = [], record }: KernelQuestion,
): Kernel => {
  const told = record?.told(framework.architectures.get(architecture)) ?? [];
  return framework.kernel({ architecture, policies, facts: [...said, ...told] });
};

/**
 * What is said first, then the rest. A release and a profile answer one question, so who says one of them first has
 * said both.
 */
export const saidBefore = (first: readonly ToldFacts[], then: readonly ToldFacts[]): readonly ToldFacts[] => {
  const names = (told: ToldFacts): boolean =>
    told.facts.profile !== undefined || told.facts.release !== undefined;
  if (!first.some(names)) return [...first, ...then];
  return [
    ...first,
    ...then.map((told) => ({ ...told, facts: { ...told.facts, profile: undefined, release: undefined } })),
  ];
};
