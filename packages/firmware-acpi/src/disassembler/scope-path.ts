import type { NamePath } from '../aml/name-path.js';

/** Segments from the root of a path seen from a scope. */
export const absolute = (path: NamePath, scope: readonly string[]): string[] => {
  const base = path.absolute ? [] : scope.slice(0, Math.max(0, scope.length - path.parents));
  return [...base, ...path.segments];
};

/** Segments from the root as one text, to look a name up by. */
export const pathKey = (segments: readonly string[]): string => segments.join('.');

/** A path with short segments, as people write it: `\_SB.MHPC`. */
export const shortPath = ({ absolute: root, parents, segments }: NamePath): string =>
  `${root ? '\\' : ''}${'^'.repeat(parents)}${segments.map(shortSegment).join('.')}`;

/** A segment without its padding. */
export const shortSegment = (segment: string): string => segment.replace(/_+$/, '') || '_';
