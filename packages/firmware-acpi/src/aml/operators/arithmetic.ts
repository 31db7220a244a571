import { AmlError } from '../aml-error.js';
import { operandAt, type Operator } from './operator.js';

/** Two integers in, one out, to an optional target. */
const binary =
  (compute: (left: bigint, right: bigint, width: number) => bigint): Operator =>
  (run, operands) => {
    const left = run.integer(operandAt(operands, 0));
    const right = run.integer(operandAt(operands, 1));
    const { conversion } = run.context;
    return run.give(conversion.integer(compute(left, right, conversion.width)), operands[2]);
  };

/** One integer in, one out, to an optional target. */
const unary =
  (compute: (value: bigint, width: number) => bigint): Operator =>
  (run, operands) => {
    const { conversion } = run.context;
    const value = run.integer(operandAt(operands, 0));
    return run.give(conversion.integer(compute(value, conversion.width)), operands[1]);
  };

const divisor = (value: bigint): bigint => {
  if (value === 0n) throw new AmlError('AE_AML_DIVIDE_BY_ZERO', 'divide by zero');
  return value;
};

const highestBit = (value: bigint): bigint => (value === 0n ? 0n : BigInt(value.toString(2).length));
const lowestBit = (value: bigint): bigint => highestBit(value & -value);

const fromBcd = (value: bigint): bigint => {
  const digits = value.toString(16);
  if (/[a-f]/.test(digits)) throw new AmlError('AE_AML_NUMERIC_OVERFLOW', `0x${digits} has a digit above 9`);
  return BigInt(digits);
};

const toBcd = (value: bigint, width: number): bigint => {
  const digits = value.toString();
  if (digits.length > width / 4) {
    throw new AmlError('AE_AML_NUMERIC_OVERFLOW', `${digits} has more than ${width / 4} digits`);
  }
  return BigInt(`0x${digits}`);
};

const step =
  (by: bigint): Operator =>
  (run, operands) => {
    const target = operandAt(operands, 0);
    return run.give(run.context.conversion.integer(run.integer(target) + by), target);
  };

const explicitBcd =
  (compute: (value: bigint, width: number) => bigint): Operator =>
  (run, operands) => {
    const { conversion } = run.context;
    const value = run.integer(operandAt(operands, 0));
    return run.give(conversion.integer(compute(value, conversion.width)), operands[1], 'explicit');
  };

/** Integer operators (ACPI 6.4 section 19.6); all results wrap to the integer width. */
export const arithmetic = {
  Add: binary((left, right) => left + right),
  Subtract: binary((left, right) => left - right),
  Multiply: binary((left, right) => left * right),
  Mod: binary((left, right) => left % divisor(right)),
  And: binary((left, right) => left & right),
  NAnd: binary((left, right) => ~(left & right)),
  Or: binary((left, right) => left | right),
  NOr: binary((left, right) => ~(left | right)),
  XOr: binary((left, right) => left ^ right),
  ShiftLeft: binary((left, right, width) => (right >= BigInt(width) ? 0n : left << right)),
  ShiftRight: binary((left, right, width) => (right >= BigInt(width) ? 0n : left >> right)),
  Not: unary((value) => ~value),
  FindSetLeftBit: unary(highestBit),
  FindSetRightBit: unary(lowestBit),
  FromBCD: explicitBcd(fromBcd),
  ToBCD: explicitBcd(toBcd),
  Increment: step(1n),
  Decrement: step(-1n),
  Divide: (run, operands) => {
    const dividend = run.integer(operandAt(operands, 0));
    const by = divisor(run.integer(operandAt(operands, 1)));
    run.give(run.context.conversion.integer(dividend % by), operands[2]);
    return run.give(run.context.conversion.integer(dividend / by), operands[3]);
  },
} satisfies Record<string, Operator>;
