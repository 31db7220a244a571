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

/** Words of the language that are shorter than a segment: a name must not look like one. iasl's aslcompiler.l */
const WORDS = new Set(
  'ADD AND DMA FOR HZ IF IO IRQ KHZ LOR MEQ MGE MGT MHZ MID MLE MLT MOD MTR NOR NOT ONE OR PCC XOR'.split(
    ' ',
  ),
);

/** A segment without its padding; one underscore stays where the rest would be a word of the language: `MOD_`. */
export const shortSegment = (segment: string): string => {
  const short = segment.replace(/_+$/, '') || '_';
  return WORDS.has(short) ? `${short}_` : short;
};
