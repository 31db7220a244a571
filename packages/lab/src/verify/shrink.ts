import type { TraceScore } from '@warmboot/scenario';

/**
 * What a difference is, apart from the numbers in it: the first action that was predicted otherwise, and which of its
 * answers. Undefined where everything is as predicted.
 */
export const differenceOf = ({ steps }: TraceScore): string | undefined => {
  const first = steps.find(({ mismatches }) => mismatches.length > 0);
  if (first === undefined) return undefined;
  const places = first.mismatches.map(({ group, path }) => `${group} ${path.replaceAll(/\d+/g, 'N')}`);
  return [first.action, ...[...new Set(places)].sort()].join('\n');
};

/**
 * Drops items while something holds of the rest: ever smaller runs of them, from the last to the first (delta debugging,
 * Zeller and Hildebrandt 2002, without its complements).
 * @param holds is asked of rests that may make no sense; then it is false
 * @returns a rest of which nothing can be dropped by itself
 */
export const shrunk = async <T>(
  items: readonly T[],
  holds: (rest: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> => {
  let rest = items;
  for (let run = Math.ceil(rest.length / 2); run >= 1;) {
    let dropped = false;
    for (let end = rest.length; end > 0; end -= run) {
      const fewer = [...rest.slice(0, Math.max(0, end - run)), ...rest.slice(end)];
      if (fewer.length === 0 || !(await holds(fewer))) continue;
      rest = fewer;
      dropped = true;
    }
    if (run === 1 && !dropped) break;
    run = run === 1 ? 1 : Math.ceil(run / 2);
  }
  return rest;
};
