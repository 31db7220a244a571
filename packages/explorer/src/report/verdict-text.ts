import { memRange } from '@warmboot/address';
import type { TaskResult } from '../campaign/run-task.js';
import type { Counterexample } from '../counterexample/counterexample.js';

/** A counterexample as lines for people, as a story: numbered steps, who did what, then the addresses at the moment of failure. */
export const counterexampleLines = ({
  steps,
  reason,
  map,
  situation,
  architecture,
  policies,
  waits = [],
}: Counterexample): string[] => {
  const who = Math.max(0, ...[...steps, ...waits].map(({ actor }) => actor.length));
  const number = String(steps.length).length;
  return [
    `${situation} on ${architecture}, ${policies.join(' + ')}:`,
    ...steps.flatMap(({ actor, label, log }, index) => [
      `${String(index + 1).padStart(number + 2)}. ${actor.padEnd(who)}  ${label}`,
      ...log.map((line) => `${' '.repeat(number + who + 6)}| ${line}`),
    ]),
    ...waits.map(({ actor, words }) => `${' '.repeat(number + 4)}${actor.padEnd(who)}  ${words}`),
    `${' '.repeat(number + 2)}  ${waits.length === 0 ? reason : 'so nobody can do anything any more'}`,
    '',
    ...map.map((line) => `    ${memRange(line)} ${line.what}${line.gone === true ? '  <- gone' : ''}`),
  ];
};

/** A search that a limit ended, in a line: `unknown so far: 1,000,000 states, depth 14 (the limit on states)`. */
export const stoppedLine = ({ states, depth, stoppedBy }: TaskResult): string | undefined =>
  stoppedBy === undefined
    ? undefined
    : `unknown so far: ${states.toLocaleString('en')} states, depth ${depth} (the limit on ${stoppedBy})`;
