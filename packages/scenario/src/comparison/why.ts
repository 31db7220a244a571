import type { ComparedStep } from './compare.js';

/** One reason as reports print it. */
export interface WhyEntry {
  /** The aspect; empty for a reason where nothing differs. */
  readonly label: string;
  /** The architecture, or `all`. */
  readonly who: string;
  readonly sentence: string;
}

/** What differs at a step and why; where nothing does, why it came out as it did on all. */
export const whyEntries = (
  { differences, reasons }: ComparedStep,
  architectures: readonly string[],
): readonly WhyEntry[] => [
  ...differences.flatMap(({ aspect, on }) =>
    on.map(({ architecture, shown, because }) => ({
      label: aspect,
      who: architecture,
      sentence: sentence(shown, because),
    })),
  ),
  ...together(
    reasons.map(({ architecture, because }) => ({
      label: '',
      who: architecture,
      sentence: `${because.join('; ')}.`,
    })),
    architectures,
  ),
];

/** `What is shown, because of the first reason; of the second.` */
const sentence = (shown: string, because: readonly string[]): string =>
  because.length === 0 ? `${shown}.` : `${shown}, because ${because.join('; ')}.`;

/** What is true of all architectures is said once. */
const together = (entries: readonly WhyEntry[], architectures: readonly string[]): readonly WhyEntry[] => {
  const [first] = entries;
  const same = entries.every((entry) => entry.sentence === first?.sentence);
  return first !== undefined && same && entries.length === architectures.length && entries.length > 1
    ? [{ ...first, who: 'all' }]
    : entries;
};
