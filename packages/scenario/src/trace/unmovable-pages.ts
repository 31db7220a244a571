import type { Machine } from '@warmboot/core';
import type { RecordedArguments } from './trace.js';

type Pfns = NonNullable<RecordedArguments['unmovable_pfns']>;

const byPass = (pfns: Pfns): pfns is readonly (readonly string[])[] =>
  pfns.some((item) => Array.isArray(item));

const numbers = (pfns: readonly string[]): ReadonlySet<number> => new Set(pfns.map(Number));

/**
 * Which page could not move, and how often, is chance, so a recording gives it as an input of the step: pages that could
 * not at any try, or a list for each pass of an ejection.
 */
export const withUnmovablePages = (
  machine: Machine,
  { unmovable_pfns: pfns = [] }: Pick<RecordedArguments, 'unmovable_pfns'>,
): Machine => {
  const { unmovableAgain: _, ...memory } = machine.memory;
  if (pfns.length === 0 && memory.unmovable.size === 0) return machine;
  if (!byPass(pfns)) return { ...machine, memory: { ...memory, unmovable: numbers(pfns) } };
  const [first = [], second = first] = pfns;
  return { ...machine, memory: { ...memory, unmovable: numbers(first), unmovableAgain: numbers(second) } };
};
