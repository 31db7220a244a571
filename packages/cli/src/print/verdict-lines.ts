import type { PlayedScenario } from '@warmboot/scenario';
import type { Terminal } from './terminal.js';

/** Every expectation of a performance. */
const verdictsOf = ({ steps, atEnd }: PlayedScenario) => [
  ...steps.flatMap(({ verdicts }) => verdicts),
  ...atEnd,
];

/** How the expectations of a performance came out: one line, and one for each that did not hold. */
export const verdictLines = ({ colour }: Terminal, played: PlayedScenario): readonly string[] => {
  const verdicts = verdictsOf(played);
  const missed = verdicts.filter(({ held }) => !held);
  if (verdicts.length === 0) return [];
  if (missed.length === 0) {
    return [
      colour.green(
        verdicts.length === 1 ? 'The expectation held.' : `All ${verdicts.length} expectations held.`,
      ),
    ];
  }
  return [
    colour.red(`${missed.length} of ${verdicts.length} expectations did not hold on ${played.architecture}:`),
    ...missed.flatMap(({ line, misses }) =>
      misses.map((miss) => `  ${played.scenario.file}:${line}: ${miss}`),
    ),
  ];
};
