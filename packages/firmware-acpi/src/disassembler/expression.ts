import { FormatError } from '@warmboot/format';
import type { OperatorName } from '../aml/opcodes.js';
import {
  isDeclaration,
  type BufferTerm,
  type OperatorTerm,
  type PackageTerm,
  type Term,
} from '../aml/term.js';
import { byteRows, integerText, resourceLines, stringText, uuidText } from './literal.js';
import { shortPath } from './scope-path.js';

/** Operators that ASL writes between their operands. */
const INFIX: Partial<Record<OperatorName, string>> = {
  Add: '+',
  Subtract: '-',
  Multiply: '*',
  Divide: '/',
  Mod: '%',
  ShiftLeft: '<<',
  ShiftRight: '>>',
  And: '&',
  Or: '|',
  XOr: '^',
  LAnd: '&&',
  LOr: '||',
  LEqual: '==',
  LGreater: '>',
  LLess: '<',
};

/** The negated comparisons have no opcodes of their own. */
const NEGATED: Partial<Record<OperatorName, string>> = { LEqual: '!=', LGreater: '<=', LLess: '>=' };

const MATCH = ['MTR', 'MEQ', 'MLE', 'MLT', 'MGE', 'MGT'];
const INDENT = '    ';

const indented = (text: string): string => text.replace(/^(?=.)/gm, INDENT);

const isTarget = (term: Term | undefined): term is Term => term !== undefined && term.kind !== 'no-target';

/** What can stand left of an assignment or of an index in brackets. */
const isPlace = (term: Term): boolean => {
  switch (term.kind) {
    case 'name':
    case 'local':
    case 'argument':
    case 'debug':
      return true;
    case 'operator': {
      const { name, operands } = term;
      if (name === 'DerefOf') return true;
      return name === 'Index' && operands[0] !== undefined && isPlace(operands[0]) && !isTarget(operands[2]);
    }
    default:
      return false;
  }
};

/**
 * Operators into which a compiler puts the target of the assignment around them: one that has no target of its own must
 * stay in a Store to come out as it was.
 */
const FOLDED: ReadonlySet<OperatorName> = new Set<OperatorName>([
  'Add',
  'Subtract',
  'Multiply',
  'Divide',
  'Mod',
  'ShiftLeft',
  'ShiftRight',
  'And',
  'Or',
  'XOr',
  'Not',
  'Index',
]);

/** The operands of an operator that are targets begin here. */
const TARGETS_FROM: Partial<Record<OperatorName, number>> = { Not: 1 };

const isFolded = (term: Term): boolean =>
  term.kind === 'operator' &&
  FOLDED.has(term.name) &&
  !term.operands.slice(TARGETS_FROM[term.name] ?? 2).every(isTarget);

/** A buffer: its bytes, and what they say where they are a resource template. */
const bufferText = ({ size, initial }: BufferTerm): string => {
  const head = `Buffer (${expression(size)})`;
  if (initial.length === 0) return `${head} {}`;
  const uuid = size.kind === 'integer' && size.value === 16n ? uuidText(initial) : undefined;
  if (uuid !== undefined) return uuid;
  const rows = byteRows(initial);
  const notes = resourceLines(initial).map((line) => `// ${line}`);
  if (rows.length === 1 && notes.length === 0) return `${head} { ${rows[0] ?? ''} }`;
  return `${head}\n{\n${indented([...notes, ...rows].join('\n'))}\n}`;
};

const packageText = ({ count, elements }: PackageTerm): string => {
  const own = elements.filter((element) => !isDeclaration(element));
  const shown = own.map(expression);
  const whole = count.kind === 'integer' && count.value === BigInt(own.length);
  const head = `Package (${whole ? '' : expression(count)})`;
  if (shown.length === 0) return `${head} {}`;
  const line = `${head} { ${shown.join(', ')} }`;
  if (line.length <= 90 && !line.includes('\n') && !own.some(({ kind }) => kind === 'package')) return line;
  return `${head}\n{\n${indented(shown.join(',\n'))}\n}`;
};

/** `Name (operand, operand)`; targets at the end that are not there are left out. */
const callText = (name: string, operands: readonly Term[]): string => {
  const given = [...operands];
  while (given.length > 0 && !isTarget(given.at(-1))) given.pop();
  return `${name} (${given.map(expression).join(', ')})`;
};

/** An operator whose result is used where it stands: targets that are there make it a call. */
const operatorText = (term: OperatorTerm): string => {
  const { name, operands } = term;
  const [left, right] = operands;
  const symbol = INFIX[name];
  if (
    symbol !== undefined &&
    left !== undefined &&
    right !== undefined &&
    !operands.slice(2).some(isTarget)
  ) {
    return `(${expression(left)} ${symbol} ${expression(right)})`;
  }
  if (name === 'LNot' && left !== undefined) {
    const negated = left.kind === 'operator' ? NEGATED[left.name] : undefined;
    if (left.kind === 'operator' && negated !== undefined) {
      const [first, second] = left.operands.map(expression);
      return `(${first ?? ''} ${negated} ${second ?? ''})`;
    }
    return `!${expression(left)}`;
  }
  if (name === 'Not' && left !== undefined && !isTarget(right)) return `~${expression(left)}`;
  if (
    name === 'Index' &&
    left !== undefined &&
    right !== undefined &&
    isPlace(left) &&
    !isTarget(operands[2])
  ) {
    return `${expression(left)} [${expression(right)}]`;
  }
  if (name === 'Match') {
    const shown = operands.map((operand, at) =>
      (at === 1 || at === 3) && operand.kind === 'integer'
        ? (MATCH[Number(operand.value)] ?? expression(operand))
        : expression(operand),
    );
    return `Match (${shown.join(', ')})`;
  }
  if (operands.length === 0) return name === 'Timer' ? 'Timer ()' : name;
  return callText(name, operands);
};

/** A term as ASL writes it inside another one. */
export const expression = (term: Term): string => {
  switch (term.kind) {
    case 'integer':
      if (term.form === 'zero') return 'Zero';
      return term.form === 'one' ? 'One' : integerText(term.value);
    case 'ones':
      return 'Ones';
    case 'revision':
      return 'Revision';
    case 'debug':
      return 'Debug';
    case 'no-target':
      return '';
    case 'string':
      return stringText(term.value);
    case 'local':
      return `Local${term.index}`;
    case 'argument':
      return `Arg${term.index}`;
    case 'name':
      return shortPath(term.path);
    case 'call':
      return `${shortPath(term.path)} (${term.operands.map(expression).join(', ')})`;
    case 'buffer':
      return bufferText(term);
    case 'package':
      return packageText(term);
    case 'operator':
      return operatorText(term);
    default:
      throw new FormatError({
        format: 'AML',
        offset: term.offset,
        field: 'operand',
        found: `${/^[aeiou]/.test(term.kind) ? 'an' : 'a'} ${term.kind}`,
        allowed: 'a term that has a value',
      });
  }
};

/** The outer brackets of an expression are not needed where it stands alone. */
export const bare = (term: Term): string => {
  const text = expression(term);
  const infix = term.kind === 'operator' && text.startsWith('(') && text.endsWith(')');
  return infix ? text.slice(1, -1) : text;
};

/** An operator as a statement: assignments are written as such. */
export const statementText = (term: OperatorTerm): string => {
  const { name, operands } = term;
  const [first, second, third] = operands;
  if (first === undefined) return name;
  const symbol = INFIX[name];
  if (name === 'Store' && second !== undefined) {
    return isPlace(second) && !isFolded(first)
      ? `${expression(second)} = ${bare(first)}`
      : callText(name, operands);
  }
  if ((name === 'Increment' || name === 'Decrement') && isPlace(first))
    return `${expression(first)}${name === 'Increment' ? '++' : '--'}`;
  if (
    symbol !== undefined &&
    second !== undefined &&
    name !== 'Divide' &&
    isTarget(third) &&
    isPlace(third)
  ) {
    const target = expression(third);
    if (target === expression(first)) return `${target} ${symbol}= ${bare(second)}`;
    return `${target} = ${expression(first)} ${symbol} ${expression(second)}`;
  }
  if (name === 'Not' && isTarget(second) && isPlace(second))
    return `${expression(second)} = ~${expression(first)}`;
  if (symbol !== undefined) return callText(name, operands);
  return operatorText(term);
};
