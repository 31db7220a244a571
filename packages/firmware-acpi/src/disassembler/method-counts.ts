import { AmlInterpreter } from '../aml/interpreter.js';
import { isSearchable, type NamePath } from '../aml/name-path.js';
import { listNamespace } from '../aml/namespace-list.js';

/**
 * How many arguments each method takes, which byte code does not say where it calls one. Known from loading the table
 * as far as it loads, and from its External declarations.
 */
export class MethodCounts {
  readonly #counts = new Map<string, number>();
  /** Names that are no methods: they hide a method of the same name further up. */
  readonly #others = new Set<string>();

  constructor(bytes: Uint8Array) {
    const interpreter = new AmlInterpreter({ onLoadError: () => undefined });
    interpreter.load(bytes);
    const entries = [...listNamespace(interpreter)];
    for (const { path, object } of entries) {
      if (object.type === 'method') this.#counts.set(path, object.argumentCount);
      else if (object.type !== 'alias') this.#others.add(path);
    }
    for (const { path, object } of entries) {
      const count = object.type === 'alias' ? this.#counts.get(object.target) : undefined;
      if (count === undefined) this.#others.add(path);
      else this.#counts.set(path, count);
    }
    for (const path of this.#counts.keys()) this.#others.delete(path);
  }

  /** Makes a method known, seen from a scope. */
  declare(path: NamePath, scope: readonly string[], count: number): void {
    this.#counts.set(text(absolute(path, scope)), count);
  }

  /** Argument count of a name seen from a scope; undefined when it is not known to be a method. */
  find(path: NamePath, scope: readonly string[]): number | undefined {
    if (!isSearchable(path)) return this.#counts.get(text(absolute(path, scope)));
    for (let depth = scope.length; depth >= 0; depth--) {
      const candidate = text([...scope.slice(0, depth), ...path.segments]);
      const count = this.#counts.get(candidate);
      if (count !== undefined || this.#others.has(candidate)) return count;
    }
    return undefined;
  }
}

const text = (segments: readonly string[]): string => `\\${segments.join('.')}`;

/** Segments from the root of a path seen from a scope. */
export const absolute = (path: NamePath, scope: readonly string[]): string[] => {
  const base = path.absolute ? [] : scope.slice(0, Math.max(0, scope.length - path.parents));
  return [...base, ...path.segments];
};

/** A path with short segments, as people write it: `\_SB.MHPC`. */
export const shortPath = ({ absolute: root, parents, segments }: NamePath): string =>
  `${root ? '\\' : ''}${'^'.repeat(parents)}${segments.map(shortSegment).join('.')}`;

/** A segment without its padding. */
export const shortSegment = (segment: string): string => segment.replace(/_+$/, '') || '_';
