import type { AmlErrorPlace } from './aml-error.js';
import type { AmlContext } from './context.js';
import type { Basic } from './conversion.js';
import type { Frame, Operand } from './frame.js';
import type { NamePath } from './name-path.js';
import type { AmlObject, NamespaceNode } from './objects.js';
import type { StoreRule } from './store.js';
import type { Term, TermRange } from './term.js';

/** How a statement ended. */
export type Completion = 'next' | 'break' | 'continue' | 'return';

/** The frame that runs, as operators, calls and declarations see it: evaluation is recursive, and this is its knot. */
export interface Evaluation {
  readonly context: AmlContext;
  readonly frame: Frame;
  /** Runs a list of terms. @throws AmlError */
  run(range: TermRange): Completion;
  /** What a term gives, before it is resolved to a value. @throws AmlError */
  operand(term: Term): Operand;
  /** A value: names, locals and arguments give what they hold, fields are read. @throws AmlError */
  value(term: Term): AmlObject;
  /** As {@link value}, but an index into a package stays the reference it is. @throws AmlError */
  valueKeepingIndex(term: Term): AmlObject;
  /** An integer, implicitly converted. @throws AmlError */
  integer(term: Term): bigint;
  /** An integer, string or buffer. @throws AmlError */
  basic(term: Term): Basic;
  /** Gives a result to an optional target and hands it on. @throws AmlError */
  give<T extends AmlObject>(result: T, target: Term | undefined, rule?: StoreRule): T;
  /** The node that a path names from where the code runs. @throws AmlError */
  find(path: NamePath): NamespaceNode;
  /** Where the running code is, for errors. */
  place(offset: number): AmlErrorPlace;
}
