import { Nonconformity } from './nonconformity.js';
import { unforeseen } from './whose-fault.js';

/** One thing that a plugin must hold. */
export interface Check<S> {
  /** Unique in its kit; how a skip names it. */
  readonly name: string;
  /** Names that it had before, which a skip may still use. */
  readonly former?: readonly string[];
  /** The part of the way that it belongs to: `2. place it`. */
  readonly tier: string;
  /** What is missing for this to be checked, which is what to do next; undefined where nothing is. */
  missing?(subject: S): string | undefined;
  /** Why it cannot be asked of this subject, whatever its author adds; undefined where it can. */
  without?(subject: S): string | undefined;
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
  const current = new Map(
    checks.flatMap(({ name, former = [] }) => [name, ...former].map((one) => [one, name])),
  );
  for (const { test, reason } of skips) {
    if (!current.has(test)) {
      throw new TypeError(`skip names no test of the kit: "${test}". The tests are: ${names.join('; ')}`);
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new TypeError(`skip of "${test}" has no reason: say why it cannot hold here`);
    }
  }
  return new Map(skips.map(({ test, reason }) => [current.get(test)!, reason]));
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
    const without = check.without?.(subject);
    if (without !== undefined) return { status: 'skipped', reason: without };
    const next = check.missing?.(subject);
    if (next !== undefined) return { status: 'todo', next };
    check.run(subject);
    return { status: 'passed' };
  } catch (error) {
    return { status: 'failed', error: error instanceof Nonconformity ? error : unforeseen(error) };
  }
};

/** What is missing, in the order in which it is best added; the same thing once. */
export const nextSteps = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(
    findings.flatMap(({ tier, outcome }) => (outcome.status === 'todo' ? [`${tier}: ${outcome.next}`] : [])),
  ),
];
