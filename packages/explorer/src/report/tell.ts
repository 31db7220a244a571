import { memRange } from '@warmboot/core';
import type { CellResult } from '../campaign/search-cell.js';
import type { Story } from '../counterexample/story.js';

/** A story as lines for people: numbered steps, who did what, then the addresses at the moment of failure. */
export const tellStory = ({ steps, reason, map, situation, architecture, policies }: Story): string[] => {
  const who = Math.max(0, ...steps.map(({ actor }) => actor.length));
  const number = String(steps.length).length;
  return [
    `${situation} on ${architecture}, ${policies.join(' + ')}:`,
    ...steps.flatMap(({ actor, label, log }, index) => [
      `${String(index + 1).padStart(number + 2)}. ${actor.padEnd(who)}  ${label}`,
      ...log.map((line) => `${' '.repeat(number + who + 6)}| ${line}`),
    ]),
    `${' '.repeat(number + 2)}  ${reason}`,
    '',
    ...map.map((line) => `    ${memRange(line)} ${line.what}${line.gone === true ? '  <- gone' : ''}`),
  ];
};

/** A search that a limit ended, in a line: `unknown so far: 1,000,000 states, depth 14 (the limit on states)`. */
export const tellUnknown = ({ states, depth, stoppedBy }: CellResult): string | undefined =>
  stoppedBy === undefined
    ? undefined
    : `unknown so far: ${states.toLocaleString('en')} states, depth ${depth} (the limit on ${stoppedBy})`;
