import { AmlError } from './aml-error.js';
import type { AmlContext } from './context.js';
import type { Evaluation } from './evaluation.js';
import { Frame } from './frame.js';
import { integer, type AmlMethod, type AmlObject } from './objects.js';
import type { CallTerm } from './term.js';

/** Takes the mutex of a serialized method: the sync level may only rise (ACPI 6.4 section 19.6.85). */
const enterSerialized = (context: AmlContext, method: AmlMethod): void => {
  if (!method.serialized) return;
  if (context.syncLevel > method.syncLevel) {
    const levels = `level ${method.syncLevel} at level ${context.syncLevel}`;
    throw new AmlError('AE_AML_MUTEX_ORDER', `${method.node.path} is of sync ${levels}`);
  }
  context.syncLevel = method.syncLevel;
};

/** Runs a method with arguments that are values already. @returns undefined when it returned nothing */
export const runMethod = (
  context: AmlContext,
  method: AmlMethod,
  operands: readonly AmlObject[],
): AmlObject | undefined => {
  const { budget } = context;
  budget.beginCall();
  const level = context.syncLevel;
  const frame = new Frame(method.code, method.node, context.newOwner(), method, operands);
  try {
    enterSerialized(context, method);
    context.run(frame, method.body);
    return frame.returned ?? (context.slack ? frame.implicit : undefined);
  } finally {
    if (method.serialized) context.syncLevel = level;
    for (const node of frame.made.reverse()) context.namespace.remove(node);
    budget.endCall();
  }
};

/**
 * Runs a method call in byte code. Arguments are passed by reference: the method may change a buffer it is given. A name
 * that is an integer is passed by value, as everywhere.
 */
export const invoke = (run: Evaluation, term: CallTerm): AmlObject | undefined => {
  const { context } = run;
  const callee = run.find(term.path).target.object;
  const operands = term.operands.map((operand) => run.valueKeepingIndex(operand));
  if (callee?.type === 'method') {
    const returned = runMethod(context, callee, operands);
    // In slack mode a method that comes to its end without any value counts as returning 0.
    return returned === undefined && context.slack ? integer(0) : returned;
  }
  if (callee?.type === 'native-method') return callee.run(operands);
  throw new AmlError('AE_TYPE', `${run.find(term.path).path} is no longer a method`, run.place(term.offset));
};
