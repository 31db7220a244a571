import { Nonconformity } from './nonconformity.js';

/** One thing that a plugin must hold. */
export interface Check<S> {
  /** Unique in its kit; how a skip names it. */
  readonly name: string;
  /** The part of the way that it belongs to: `2. place it`. */
  readonly tier: string;
  /** What is missing for this to be checked, which is what to do next; undefined where nothing is. */
  missing?(subject: S): string | undefined;
  /** @throws Nonconformity, or whatever the plugin throws */
  run(subject: S): void;
}

/** A check that is left out, and why. */
export interface Skip {
  /** Name of the check. */
  readonly test: string;
  readonly reason: string;
}

/** What came of a check. */
export type Outcome =
  | { readonly status: 'passed' }
  | { readonly status: 'failed'; readonly error: Nonconformity }
  /** Something is missing: what to do next. */
  | { readonly status: 'todo'; readonly next: string }
  | { readonly status: 'skipped'; readonly reason: string };

/** A check and what came of it. */
export interface Finding {
  readonly check: string;
  readonly tier: string;
  readonly outcome: Outcome;
}

/** @throws TypeError for a skip that has no reason or names no check */
const checkedSkips = (
  checks: readonly Check<never>[],
  skips: readonly Skip[] = [],
): ReadonlyMap<string, string> => {
  const names = checks.map(({ name }) => name);
  for (const { test, reason } of skips) {
    if (!names.includes(test)) {
      throw new TypeError(`skip names no test of the kit: "${test}". The tests are: ${names.join('; ')}`);
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new TypeError(`skip of "${test}" has no reason: say why it cannot hold here`);
    }
  }
  return new Map(skips.map(({ test, reason }) => [test, reason]));
};

/** Runs every check in order. @throws TypeError as {@link checkedSkips} */
export const examine = <S>(
  checks: readonly Check<S>[],
  subject: S,
  skips?: readonly Skip[],
): readonly Finding[] => {
  const reasons = checkedSkips(checks, skips);
  return checks.map((check) => ({
    check: check.name,
    tier: check.tier,
    outcome: outcomeOf(check, subject, reasons.get(check.name)),
  }));
};

const outcomeOf = <S>(check: Check<S>, subject: S, skipped: string | undefined): Outcome => {
  if (skipped !== undefined) return { status: 'skipped', reason: skipped };
  try {
    const next = check.missing?.(subject);
    if (next !== undefined) return { status: 'todo', next };
    check.run(subject);
    return { status: 'passed' };
  } catch (error) {
    return { status: 'failed', error: inSentence(error) };
  }
};

/** What nobody foresaw is told like the rest, with the error itself as its cause. */
const inSentence = (error: unknown): Nonconformity =>
  error instanceof Nonconformity
    ? error
    : new Nonconformity(
        error instanceof Error ? error.message : String(error),
        'look at the error below, which the plugin threw or caused',
        { cause: error },
      );

/** What is missing, in the order in which it is best added; the same thing once. */
export const nextSteps = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(
    findings.flatMap(({ tier, outcome }) => (outcome.status === 'todo' ? [`${tier}: ${outcome.next}`] : [])),
  ),
];
