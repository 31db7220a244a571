import { describe, it } from 'vitest';
import type { Check, Finding, Outcome, Skip } from './check.js';
import { examine, nextSteps } from './check.js';

/** For what nobody has written yet: the plugin's author, not the kit's. */
const { todo } = it;

/** How an outcome shows; what is missing shows as what to do next, once, after everything else. */
const DECLARE: Readonly<Record<Outcome['status'], ((name: string, body: () => void) => void) | undefined>> = {
  passed: it,
  failed: it,
  skipped: it.skip,
  todo: undefined,
};

/** A suite of one test a check. What is missing shows as `todo`, in the order in which it is best added. */
export const describeChecks = <S>(
  title: string,
  checks: readonly Check<S>[],
  subject: S,
  skips?: readonly Skip[],
): void => {
  const findings = examine(checks, subject, skips);
  describe(title, () => {
    for (const finding of findings) {
      DECLARE[finding.outcome.status]?.(titleOf(finding), bodyOf(finding));
    }
    nextSteps(findings).forEach((step, index) => todo(`next ${index + 1}: ${step}`));
  });
};

const titleOf = ({ check, tier, outcome }: Finding): string =>
  `${tier}: ${check}${outcome.status === 'skipped' ? ` (skipped: ${outcome.reason})` : ''}`;

const bodyOf =
  ({ outcome }: Finding) =>
  (): void => {
    if (outcome.status === 'failed') throw outcome.error;
  };
