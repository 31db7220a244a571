import { EXTENDED_PREFIX, OPERATORS, type OperatorName } from '../aml/opcodes.js';
import { joined, littleEndian, nameString, sized, type Aml } from './encoding.js';

const OPCODES = new Map([...OPERATORS.values()].map((opcode) => [opcode.name, opcode]));

/** Bytes of the operands that are literals: `B`, `W` and `D` in the table of operators. */
const LITERAL_SIZE: Readonly<Record<string, number>> = { B: 1, W: 2, D: 4 };

/** What an operator without a target stores to. */
const NO_TARGET = [0];

/**
 * An operator and its operands, in the order of ACPI 6.4 section 20.2.5. Numbers stand where the byte code has a literal
 * and not a term (the timeout of Acquire); targets at the end may be left out.
 * @throws TypeError for operands that the operator does not have
 */
export const operation = (name: OperatorName, ...operands: readonly (Aml | number)[]): Aml => {
  const { code, operands: shapes } = OPCODES.get(name)!;
  if (operands.length > shapes.length) throw new TypeError(`${name} has ${shapes.length} operands`);
  const written = Array.from(shapes, (shape, index) => {
    const operand = operands[index];
    const size = LITERAL_SIZE[shape];
    if (size !== undefined && typeof operand === 'number') return littleEndian(operand, size);
    if (size === undefined && operand instanceof Uint8Array) return operand;
    if (shape === 'R' && operand === undefined) return NO_TARGET;
    throw new TypeError(`operand ${index} of ${name} is to be ${size === undefined ? 'a term' : 'a number'}`);
  });
  const opcode = code > 0xff ? [EXTENDED_PREFIX, code & 0xff] : [code];
  return joined(opcode, ...written);
};

/** Local0 to Local7. */
export const local = (index: number): Aml => joined([0x60 + index]);

/** Arg0 to Arg6. */
export const argument = (index: number): Aml => joined([0x68 + index]);

/** Calls a method. The byte code does not say how many arguments follow: the declaration does. */
export const call = (method: string, ...operands: readonly Aml[]): Aml =>
  joined(nameString(method), ...operands);

/** If, and Else where there is something for it. */
export const whenever = (predicate: Aml, then: readonly Aml[], otherwise: readonly Aml[] = []): Aml =>
  joined(
    [0xa0],
    sized(joined(predicate, ...then)),
    otherwise.length === 0 ? [] : joined([0xa1], sized(joined(...otherwise))),
  );

/** While. */
export const loop = (predicate: Aml, ...body: readonly Aml[]): Aml =>
  joined([0xa2], sized(joined(predicate, ...body)));
