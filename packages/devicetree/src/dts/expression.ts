import { integerLiteral, unescape } from './literal.js';
import type { Scanner } from './scanner.js';
import { sourceFault } from './source-text.js';

const LITERAL = /(?:0[xX][0-9a-fA-F]+|\d+)U?L{0,2}(?![0-9a-zA-Z_])/y;
const CHARACTER = /'((?:[^\\'\n]|\\[^])+)'/y;
const OPEN = /\(/y;
const CLOSE = /\)/y;
const UNARY = /[-~!]/y;
const QUESTION = /\?/y;
const COLON = /:/y;

/** Parentheses and signs within one another. */
const MAX_DEPTH = 200;

const U64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

interface Operator {
  readonly pattern: RegExp;
  readonly apply: Readonly<Record<string, (left: bigint, right: bigint) => bigint>>;
}

/** Binary operators of C on unsigned numbers of 64 bits, those that bind least first. Devicetree Specification v0.4, 6.3. */
const LEVELS: readonly Operator[] = [
  { pattern: /\|\|/y, apply: { '||': (left, right) => truth(left !== 0n || right !== 0n) } },
  { pattern: /&&/y, apply: { '&&': (left, right) => truth(left !== 0n && right !== 0n) } },
  { pattern: /\|(?!\|)/y, apply: { '|': (left, right) => left | right } },
  { pattern: /\^/y, apply: { '^': (left, right) => left ^ right } },
  { pattern: /&(?!&)/y, apply: { '&': (left, right) => left & right } },
  {
    pattern: /==|!=/y,
    apply: { '==': (left, right) => truth(left === right), '!=': (left, right) => truth(left !== right) },
  },
  {
    pattern: /<=|>=|<(?!<)|>(?!>)/y,
    apply: {
      '<': (left, right) => truth(left < right),
      '>': (left, right) => truth(left > right),
      '<=': (left, right) => truth(left <= right),
      '>=': (left, right) => truth(left >= right),
    },
  },
  {
    pattern: /<<|>>/y,
    apply: {
      '<<': (left, right) => (right < 64n ? U64(left << right) : 0n),
      '>>': (left, right) => (right < 64n ? left >> right : 0n),
    },
  },
  {
    pattern: /[+-]/y,
    apply: { '+': (left, right) => U64(left + right), '-': (left, right) => U64(left - right) },
  },
  {
    pattern: /[*/%]/y,
    apply: {
      '*': (left, right) => U64(left * right),
      '/': (left, right) => left / right,
      '%': (left, right) => left % right,
    },
  },
];

/** A number, a character or an expression in parentheses, in 64 bits; nothing when something else comes. */
export const takeInteger = (scanner: Scanner): bigint | undefined => {
  if (scanner.take(OPEN) === undefined) return takeLiteral(scanner);
  const value = conditional(scanner, 1);
  scanner.expect(CLOSE, 'an expression', ')');
  return value;
};

/** A number alone, as `/bits/` wants it. */
export const takeLiteral = (scanner: Scanner): bigint | undefined => {
  const place = scanner.place();
  const literal = scanner.take(LITERAL)?.[0];
  if (literal !== undefined) {
    const value = integerLiteral(literal);
    if (value === undefined)
      throw sourceFault(place, 'a number', literal, 'digits of its base, up to 64 bits');
    return value;
  }
  const quoted = scanner.take(CHARACTER)?.[1];
  if (quoted === undefined) return undefined;
  const [byte, ...more] = unescape(quoted);
  if (byte === undefined || more.length > 0) {
    throw sourceFault(place, 'a character', `'${quoted}'`, 'one byte, or one escape');
  }
  return BigInt(byte);
};

const conditional = (scanner: Scanner, depth: number): bigint => {
  const condition = binary(scanner, 0, depth);
  if (scanner.take(QUESTION) === undefined) return condition;
  const whenTrue = conditional(scanner, deeper(scanner, depth));
  scanner.expect(COLON, 'an expression', ':');
  const whenFalse = conditional(scanner, deeper(scanner, depth));
  return condition === 0n ? whenFalse : whenTrue;
};

const binary = (scanner: Scanner, level: number, depth: number): bigint => {
  const operators = LEVELS[level];
  if (operators === undefined) return unary(scanner, depth);
  let left = binary(scanner, level + 1, depth);
  for (;;) {
    const place = scanner.place();
    const operator = scanner.take(operators.pattern)?.[0];
    if (operator === undefined) return left;
    const right = binary(scanner, level + 1, depth);
    if (right === 0n && (operator === '/' || operator === '%')) {
      throw sourceFault(place, 'an expression', 'a division by zero', 'another divisor');
    }
    left = operators.apply[operator]?.(left, right) ?? left;
  }
};

const unary = (scanner: Scanner, depth: number): bigint => {
  const sign = scanner.take(UNARY)?.[0];
  if (sign !== undefined) {
    const value = unary(scanner, deeper(scanner, depth));
    return sign === '-' ? U64(-value) : sign === '~' ? U64(~value) : truth(value === 0n);
  }
  if (scanner.take(OPEN) !== undefined) {
    const value = conditional(scanner, deeper(scanner, depth));
    scanner.expect(CLOSE, 'an expression', ')');
    return value;
  }
  const literal = takeLiteral(scanner);
  if (literal === undefined) throw scanner.unexpected('an expression', 'a number, a sign or (');
  return literal;
};

const deeper = (scanner: Scanner, depth: number): number => {
  if (depth >= MAX_DEPTH) {
    throw sourceFault(
      scanner.place(),
      'an expression',
      `nested over ${MAX_DEPTH} deep`,
      `up to ${MAX_DEPTH}`,
    );
  }
  return depth + 1;
};
