import type { OperatorName } from '../aml/opcodes.js';
import type { CallTerm, Term } from '../aml/term.js';

/** Operators that are statements and have no value. ACPI 6.4, 20.2.5.3 */
const STATEMENTS: ReadonlySet<OperatorName> = new Set<OperatorName>([
  'Break',
  'BreakPoint',
  'Continue',
  'Fatal',
  'Noop',
  'Notify',
  'Release',
  'Reset',
  'Return',
  'Signal',
  'Sleep',
  'Stall',
  'Unload',
]);

/**
 * A call that was written with too few arguments takes the statement that follows for its last one. In byte code that makes no
 * difference; as text it is the call, and then the statement.
 */
export const withoutStatement = (call: CallTerm): { call: CallTerm; statement: Term | undefined } => {
  const last = call.operands.at(-1);
  const others = call.operands.slice(0, -1);
  if (last?.kind === 'operator' && STATEMENTS.has(last.name)) {
    return { call: { ...call, operands: others }, statement: last };
  }
  if (last?.kind !== 'call') return { call, statement: undefined };
  const inner = withoutStatement(last);
  return { call: { ...call, operands: [...others, inner.call] }, statement: inner.statement };
};
