import type { Architecture } from './architecture.js';
import type { KernelBuild } from './kernel-build.js';

/** What was put in place of a part of `original`, or taken out of it, is so in `made` too. */
const withChangesOf = (derived: Architecture, original: Architecture, made: Architecture): Architecture => {
  const keys = new Set([...Object.keys(original), ...Object.keys(derived)]) as Set<keyof Architecture>;
  const changed = [...keys].filter((key) => key !== 'forBuild' && derived[key] !== original[key]);
  if (changed.length === 0) return made;
  const kept = Object.entries(made).filter(([key]) => !changed.includes(key as keyof Architecture));
  const put = changed.flatMap((key) => (key in derived ? [[key, derived[key]] as const] : []));
  // The keys are those of an architecture, with values that were theirs.
  return Object.freeze(Object.fromEntries([...kept, ...put])) as unknown as Architecture;
};

/**
 * An architecture that is made for each build. A record that somebody derived from it by spreading keeps, for every
 * build, what they put in place of its parts.
 * @param parts what it consists of for a build, `forBuild` left out
 */
export const followingBuilds = (
  parts: (build: KernelBuild) => Omit<Architecture, 'forBuild'>,
): ((build: KernelBuild) => Architecture) => {
  const of = (build: KernelBuild): Architecture => {
    const made: Architecture = Object.freeze({
      ...parts(build),
      forBuild(this: Architecture | undefined, next: KernelBuild): Architecture {
        return withChangesOf(this ?? made, made, of(next));
      },
    });
    return made;
  };
  return of;
};
