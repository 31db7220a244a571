import { isSearchable } from '../aml/name-path.js';
import type { Term } from '../aml/term.js';
import type { ExternalType } from './external-type.js';
import type { NameSketch } from './name-sketch.js';
import { namesIn, type NameUse } from './names-in.js';
import { absolute, pathKey, shortSegment } from './scope-path.js';

/** What every namespace has before any table (ACPI 6.4 sections 5.3.1 and 5.7). */
const PREDEFINED = new Set(['_GPE', '_PR_', '_SB_', '_SI_', '_TZ_', '_REV', '_OS_', '_GL_', '_OSI']);

interface External {
  readonly segments: readonly string[];
  readonly type: ExternalType;
  readonly argumentCount: number | undefined;
}

/** The names that a table uses and does not declare: a compiler must be told of them. */
export class Externals {
  readonly #sketch: NameSketch;
  readonly #found = new Map<string, External>();

  constructor(sketch: NameSketch) {
    this.#sketch = sketch;
  }

  /** Takes note of what a term refers to. */
  note(term: Term, scope: readonly string[]): void {
    for (const use of namesIn(term)) this.#use(use, scope);
  }

  /** One declaration for each name, in the order in which they are met. */
  lines(): string[] {
    return [...this.#found.values()].map(({ segments, type, argumentCount }) =>
      externalText(segments, type, argumentCount),
    );
  }

  #use({ path, type, argumentCount }: NameUse, scope: readonly string[]): void {
    if (path.segments.length === 0) return;
    const known = this.#sketch.find(path, scope);
    // What has an External of its own is declared by that.
    if (known?.from === 'table' || known?.from === 'external') return;
    // A name that is found nowhere is looked for up to the root, so there it can be.
    const segments = known?.segments ?? (isSearchable(path) ? path.segments : absolute(path, scope));
    if (segments.length === 1 && PREDEFINED.has(segments[0] ?? '')) return;
    const key = pathKey(segments);
    const earlier = this.#found.get(key);
    if (earlier !== undefined && earlier.type !== 'UnknownObj') return;
    this.#found.set(key, {
      segments,
      type: known?.type ?? type,
      argumentCount: known?.argumentCount ?? argumentCount,
    });
  }
}

/** `External (_SB.PCI0.LPCB, DeviceObj)`; the arguments of a method are told in a comment, as iasl does. */
export const externalText = (
  segments: readonly string[],
  type: ExternalType,
  argumentCount: number | undefined,
): string => {
  const count = argumentCount ?? 0;
  const note = type === 'MethodObj' ? ` // ${count} argument${count === 1 ? '' : 's'}` : '';
  return `External (\\${segments.map(shortSegment).join('.')}, ${type})${note}`;
};
