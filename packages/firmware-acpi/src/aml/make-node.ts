import type { Evaluation } from './evaluation.js';
import type { NamePath } from './name-path.js';
import type { NamespaceNode } from './objects.js';

/** Makes a name that belongs to the running table or method. */
export const makeNode = (run: Evaluation, path: NamePath): NamespaceNode => {
  const { context, frame } = run;
  const node = context.namespace.create(path, frame.scope, frame.owner);
  frame.made.push(node);
  return node;
};
