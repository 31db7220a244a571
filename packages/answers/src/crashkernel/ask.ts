import type { Framework, ToldFacts } from '@warmboot/core';
import { KERNEL_PROFILES } from '@warmboot/core';
import type { CaptureKernel, Reservation, CrashKernelSubject } from './reservation.js';
import { reserve } from './reservation.js';
import { checkGrammar, crashKernelWords } from './spec.js';

/** What is asked of `crashkernel=`. */
export interface CrashKernelQuestion {
  /** What people type: `512M,high 64M,low`, with `crashkernel=` before each or without. */
  readonly spec: string;
  readonly subject: CrashKernelSubject;
  /** By whose rules: names of architectures. */
  readonly architectures: readonly string[];
  /** By the rules of these profiles; where absent, of the kernel that `said` or the record tell of, or of each generation. */
  readonly profiles?: readonly string[];
  /** What is said of the kernel beside. */
  readonly said?: readonly ToldFacts[];
  readonly capture?: CaptureKernel;
}

/** The words as they stand on a command line, and what each kernel makes of them. */
export interface CrashKernelAnswer {
  readonly cmdline: string;
  readonly outcomes: readonly Reservation[];
}

/**
 * What `crashkernel=` reserves.
 * @throws FormatError for words that no kernel reads, UnknownNameError for a profile or an architecture that is not registered
 */
export const answerCrashKernel = (
  framework: Framework,
  { spec, subject, architectures, profiles, said = [], capture = {} }: CrashKernelQuestion,
): CrashKernelAnswer => {
  const cmdline = crashKernelWords(spec);
  checkGrammar(cmdline, subject.kind === 'ram' ? subject.bytes : Number.MAX_SAFE_INTEGER);
  const told = subject.kind === 'machine' || said.some(({ facts }) => facts.release !== undefined);
  const versions = versionsAsked(framework, profiles, told);
  const outcomes = architectures.flatMap((architecture) =>
    versions.map((version) =>
      reserve(framework, architecture, [...version, ...said], cmdline, subject, capture),
    ),
  );
  return { cmdline, outcomes };
};

/**
 * What is said of the version, for each kernel that is asked: the profiles that people name; nothing where a release picks
 * one; else the first of each generation of rules.
 * @throws UnknownNameError
 */
const versionsAsked = (
  { profiles }: Framework,
  names: readonly string[] | undefined,
  told: boolean,
): readonly (readonly ToldFacts[])[] => {
  if (names !== undefined) {
    return names.map((name) => [
      { source: 'user', where: '--profile', facts: { profile: profiles.get(name).name } },
    ]);
  }
  if (told) return [[]];
  return KERNEL_PROFILES.filter(
    ({ crashReservation }, index) =>
      KERNEL_PROFILES.findIndex((other) => other.crashReservation === crashReservation) === index,
  ).map(({ name: profile }) => [
    { source: 'user', where: 'the first of its generation of rules', facts: { profile } },
  ]);
};
