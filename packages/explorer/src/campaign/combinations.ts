/** The policy that is no policy: together with others it adds nothing. */
const NONE = 'none';

/**
 * Every policy by itself, then every pair, and so on up to sets of that many: in the order of the names, smaller sets first.
 * @param names of policies
 * @param most policies in a set, from 1
 */
export const combinations = (names: readonly string[], most: number): readonly (readonly string[])[] => {
  const proper = names.filter((name) => name !== NONE);
  const sets: (readonly string[])[] = names.map((name) => [name]);
  let last: readonly (readonly number[])[] = proper.map((_, at) => [at]);
  for (let size = 2; size <= most; size += 1) {
    last = last.flatMap((set) => proper.flatMap((_, at) => (at > set.at(-1)! ? [[...set, at]] : [])));
    sets.push(...last.map((set) => set.map((at) => proper[at]!)));
  }
  return sets;
};
