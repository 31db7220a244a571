import type { Basic, Conversion } from '../conversion.js';
import { stringBytes, wrongType } from '../conversion.js';
import { AmlError } from '../aml-error.js';
import { operandAt, type Operator } from './operator.js';

const compareBytes = (left: Uint8Array, right: Uint8Array): number => {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};

/** Compares after converting `right` to the type of `left`. @returns negative, zero or positive */
const compare = (conversion: Conversion, left: Basic, right: Basic): number => {
  switch (left.type) {
    case 'integer': {
      const difference = left.value - conversion.toInteger(right).value;
      return difference === 0n ? 0 : difference < 0n ? -1 : 1;
    }
    case 'string':
      return compareBytes(stringBytes(left.value), stringBytes(conversion.toString(right).value));
    case 'buffer':
      return compareBytes(left.bytes, conversion.toBuffer(right).bytes);
  }
};

const comparison =
  (holds: (order: number) => boolean): Operator =>
  (run, operands) => {
    const left = run.basic(operandAt(operands, 0));
    const right = run.basic(operandAt(operands, 1));
    return run.context.conversion.truth(holds(compare(run.context.conversion, left, right)));
  };

const connective =
  (holds: (left: boolean, right: boolean) => boolean): Operator =>
  (run, operands) => {
    const left = run.integer(operandAt(operands, 0)) !== 0n;
    const right = run.integer(operandAt(operands, 1)) !== 0n;
    return run.context.conversion.truth(holds(left, right));
  };

/** The tests of Match by number (ACPI 6.4 table 19.28): how an element compares with the wanted value. */
const MATCH_TESTS: readonly ((order: number) => boolean)[] = [
  () => true,
  (order) => order === 0,
  (order) => order <= 0,
  (order) => order < 0,
  (order) => order >= 0,
  (order) => order > 0,
];

/** Logical operators; true is all ones, and both operands are always evaluated. */
export const logic = {
  LAnd: connective((left, right) => left && right),
  LOr: connective((left, right) => left || right),
  LNot: (run, operands) => run.context.conversion.truth(run.integer(operandAt(operands, 0)) === 0n),
  LEqual: comparison((order) => order === 0),
  LGreater: comparison((order) => order > 0),
  LLess: comparison((order) => order < 0),
  Match: (run, operands) => {
    const { conversion, budget } = run.context;
    const list = run.value(operandAt(operands, 0));
    if (list.type !== 'package') throw wrongType(list, 'Package');
    const tests = [1, 3].map((at) => MATCH_TESTS[Number(run.integer(operandAt(operands, at)))]);
    const [first, second] = tests;
    const wantedFirst = run.basic(operandAt(operands, 2));
    const wantedSecond = run.basic(operandAt(operands, 4));
    const start = run.integer(operandAt(operands, 5));
    if (first === undefined || second === undefined) {
      throw new AmlError('AE_AML_OPERAND_VALUE', 'a match operator above 5');
    }
    if (start >= BigInt(list.elements.length)) {
      const count = list.elements.length;
      throw new AmlError('AE_AML_PACKAGE_LIMIT', `start ${start} of a package of ${count} elements`);
    }
    // The element is converted to the type of the wanted value, so the comparison is the other way round.
    const matches = (test: (order: number) => boolean, wanted: Basic, element: Basic): boolean => {
      if (test === MATCH_TESTS[0]) return true;
      if (element.type === 'buffer' && element.bytes.length === 0 && wanted.type === 'integer') return false;
      return test(-compare(conversion, wanted, element));
    };
    for (let index = Number(start); index < list.elements.length; index++) {
      budget.step();
      const element = list.elements[index];
      const comparable =
        element?.type === 'integer' || element?.type === 'string' || element?.type === 'buffer'
          ? element
          : undefined;
      if (comparable === undefined) continue;
      if (matches(first, wantedFirst, comparable) && matches(second, wantedSecond, comparable)) {
        return conversion.integer(BigInt(index));
      }
    }
    return conversion.integer(conversion.ones);
  },
} satisfies Record<string, Operator>;
