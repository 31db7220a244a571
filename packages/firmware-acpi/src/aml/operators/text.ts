import type { AmlContext } from '../context.js';
import { isBasic, wrongType, type Basic, type Conversion } from '../conversion.js';
import type { Evaluation } from '../evaluation.js';
import { string, TYPE_NAME, type AmlBuffer, type AmlObject, type AmlString } from '../objects.js';
import type { Term } from '../term.js';
import { operandAt, type Operator } from './operator.js';
import { END_TAG_BYTES, withoutEndTag } from './resource-walk.js';

const join = (context: AmlContext, left: Uint8Array, right: Uint8Array): AmlBuffer => {
  const bytes = new Uint8Array(context.budget.buffer(left.length + right.length));
  bytes.set(left);
  bytes.set(right, left.length);
  return { type: 'buffer', bytes };
};

/** An operand of Concatenate: an object that is no data stands for the name of its type. */
const joinable = (run: Evaluation, term: Term): Basic => {
  const value = run.value(term);
  return isBasic(value) ? value : string(`[${TYPE_NAME[value.type]} Object]`);
};

const concatenate: Operator = (run, operands) => {
  const { context } = run;
  const { conversion } = context;
  const left = joinable(run, operandAt(operands, 0));
  const right = joinable(run, operandAt(operands, 1));
  const give = (result: AmlString | AmlBuffer): AmlObject => run.give(result, operands[2]);
  switch (left.type) {
    case 'integer': {
      const other = conversion.toInteger(right).value;
      return give(join(context, conversion.integerToBytes(left.value), conversion.integerToBytes(other)));
    }
    case 'string':
      return give(conversion.string(left.value + conversion.toString(right).value));
    case 'buffer':
      return give(join(context, left.bytes, conversion.toBuffer(right).bytes));
  }
};

const explicit =
  (convert: (conversion: Conversion, value: AmlObject) => AmlObject): Operator =>
  (run, operands) => {
    const value = run.basic(operandAt(operands, 0));
    return run.give(convert(run.context.conversion, value), operands[1], 'explicit');
  };

/** Operators on strings and buffers (ACPI 6.4 section 19.6). */
export const text = {
  Concatenate: concatenate,
  ConcatenateResTemplate: (run, operands) => {
    const parts = [0, 1].map((at) => {
      const { bytes } = run.context.conversion.toBuffer(run.value(operandAt(operands, at)));
      return withoutEndTag(bytes);
    });
    const [left = new Uint8Array(), right = new Uint8Array()] = parts;
    const joined = join(run.context, left, right);
    return run.give(join(run.context, joined.bytes, END_TAG_BYTES), operands[2]);
  },
  ToBuffer: explicit((conversion, value) => conversion.toBuffer(value)),
  ToDecimalString: explicit((conversion, value) => conversion.toDecimalString(value)),
  ToHexString: explicit((conversion, value) => conversion.toHexString(value)),
  ToInteger: explicit((conversion, value) => conversion.toIntegerExplicit(value)),
  ToString: (run, operands) => {
    const { bytes } = run.context.conversion.toBuffer(run.value(operandAt(operands, 0)));
    const length = run.integer(operandAt(operands, 1));
    const end = length > BigInt(bytes.length) ? bytes.length : Number(length);
    return run.give(run.context.conversion.text(bytes, end), operands[2], 'explicit');
  },
  Mid: (run, operands) => {
    const { conversion } = run.context;
    const value = run.value(operandAt(operands, 0));
    if (!isBasic(value)) throw wrongType(value, 'Buffer/String');
    const source = value.type === 'integer' ? conversion.toBuffer(value) : value;
    const size = source.type === 'string' ? source.value.length : source.bytes.length;
    const from = run.integer(operandAt(operands, 1));
    const length = run.integer(operandAt(operands, 2));
    const start = from > BigInt(size) ? size : Number(from);
    const end = length > BigInt(size - start) ? size : start + Number(length);
    const part =
      source.type === 'string'
        ? conversion.string(source.value.slice(start, end))
        : conversion.buffer(source.bytes.slice(start, end));
    return run.give(part, operands[3]);
  },
} satisfies Record<string, Operator>;
