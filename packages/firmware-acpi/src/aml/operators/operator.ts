import type { Evaluation } from '../evaluation.js';
import type { AmlObject } from '../objects.js';
import type { Term } from '../term.js';

/** What one operator does. @returns its value, undefined when it has none */
export type Operator = (run: Evaluation, operands: readonly Term[]) => AmlObject | undefined;

/** The operand at `index`; the decoder made as many as the opcode has. */
export const operandAt = (operands: readonly Term[], index: number): Term => {
  const operand = operands[index];
  if (operand === undefined) throw new TypeError(`operator without operand ${index}`);
  return operand;
};
