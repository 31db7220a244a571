/** A name as byte code writes it (ACPI 6.4 section 20.2.2): `\_SB.MHPC`, `^^FOO`, `_STA`, or nothing at all. */
export interface NamePath {
  /** Starts at the root (`\`). */
  readonly absolute: boolean;
  /** Number of `^` in front. */
  readonly parents: number;
  /** Four characters each, padded with `_`. */
  readonly segments: readonly string[];
}

const SEGMENT = /^[A-Z_][A-Z0-9_]{0,3}$/;

/** Whether a name is one segment without prefix, the only kind that is searched upwards (ACPI 6.4 section 5.3). */
export const isSearchable = (path: NamePath): boolean =>
  !path.absolute && path.parents === 0 && path.segments.length === 1;

/** Reads a path as people write it, with short segments: `\_SB.MHPC.MP00._CRS`. @returns undefined when it is none */
export const namePathFromText = (text: string): NamePath | undefined => {
  const match = /^(\\?)(\^*)(.*)$/.exec(text);
  if (match === null) return undefined;
  const [, root = '', carets = '', rest = ''] = match;
  if (root !== '' && carets !== '') return undefined;
  const segments = rest === '' ? [] : rest.split('.');
  if (!segments.every((segment) => SEGMENT.test(segment))) return undefined;
  return {
    absolute: root !== '',
    parents: carets.length,
    segments: segments.map((segment) => segment.padEnd(4, '_')),
  };
};

/** Prints a path with padded segments, as ACPICA does: `\_SB_.MHPC`. */
export const namePathText = ({ absolute, parents, segments }: NamePath): string =>
  `${absolute ? '\\' : ''}${'^'.repeat(parents)}${segments.join('.')}`;
