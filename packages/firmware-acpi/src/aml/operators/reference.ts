import { AmlError } from '../aml-error.js';
import { wrongType } from '../conversion.js';
import type { Evaluation } from '../evaluation.js';
import { Slot, type Operand } from '../frame.js';
import { namePathFromText } from '../name-path.js';
import { NamespaceNode } from '../objects.js';
import { integer, OBJECT_TYPE_CODE, type AmlObject, type NameReference } from '../objects.js';
import { dereference, resolveChain } from '../resolve.js';
import { store } from '../store.js';
import type { Term } from '../term.js';
import { operandAt, type Operator } from './operator.js';

const refer = (operand: Operand): NameReference => {
  if (operand instanceof Slot) return { type: 'reference', to: 'container', container: operand };
  if (operand instanceof NamespaceNode) {
    return { type: 'reference', to: 'container', container: operand.target };
  }
  throw new AmlError(
    'AE_AML_OPERAND_TYPE',
    `RefOf takes a name, a local or an argument, not a ${operand.type}`,
  );
};

/**
 * Finds the name that a string spells, as DerefOf does with a string: in any case, with short segments. Four characters
 * are a segment whatever they are; there is just no such name. ACPICA nsutils.c: acpi_ns_build_internal_name.
 */
const findText = (run: Evaluation, text: string): NamespaceNode => {
  if (text === '') throw new AmlError('AE_BAD_PARAMETER', 'an empty string names nothing');
  if (text.split('.').some((segment) => segment.replace(/^[\\^]+/, '').length > 4)) {
    throw new AmlError('AE_BAD_PATHNAME', `${JSON.stringify(text)} has a segment of more than 4 characters`);
  }
  const path = namePathFromText(text.toUpperCase());
  if (path === undefined) throw new AmlError('AE_NOT_FOUND', `no name is ${JSON.stringify(text)}`);
  return run.find(path);
};

/** The object that SizeOf and ObjectType look at, or undefined when it has no value. */
const described = (run: Evaluation, term: Term): AmlObject | undefined => resolveChain(run.operand(term));

/** Whether a term names something that is not there. */
const isMissing = (run: Evaluation, term: Term): boolean =>
  term.kind === 'name' && run.context.namespace.find(term.path, run.frame.scope) === undefined;

const LIMIT_CODE = {
  package: 'AE_AML_PACKAGE_LIMIT',
  buffer: 'AE_AML_BUFFER_LIMIT',
  string: 'AE_AML_STRING_LIMIT',
} as const;

/** References and what they stand for (ACPI 6.4 section 19.6). */
export const reference = {
  Store: (run, operands) => {
    const source = run.valueKeepingIndex(operandAt(operands, 0));
    return run.give(source, operandAt(operands, 1), 'store');
  },
  CopyObject: (run, operands) => {
    const source = run.valueKeepingIndex(operandAt(operands, 0));
    return run.give(source, operandAt(operands, 1), 'copy');
  },
  RefOf: (run, operands) => refer(run.operand(operandAt(operands, 0))),
  CondRefOf: (run, operands) => {
    const source = operandAt(operands, 0);
    if (isMissing(run, source)) return integer(0);
    const target = operandAt(operands, 1);
    const found = refer(run.operand(source));
    if (target.kind !== 'no-target') store(run.context, found, run.operand(target), 'copy');
    return run.context.conversion.truth(true);
  },
  DerefOf: (run, operands) => {
    const operand = run.operand(operandAt(operands, 0));
    return dereference(run.context, operand, (text) => findText(run, text));
  },
  Index: (run, operands) => {
    const source = run.value(operandAt(operands, 0));
    const index = run.integer(operandAt(operands, 1));
    if (source.type !== 'package' && source.type !== 'buffer' && source.type !== 'string') {
      throw wrongType(source, 'String/Buffer/Package');
    }
    const elements =
      source.type === 'package' ? source.elements : source.type === 'buffer' ? source.bytes : source.value;
    if (index >= BigInt(elements.length)) {
      const what = `index ${index} of a ${source.type} of ${elements.length}`;
      throw new AmlError(LIMIT_CODE[source.type], what);
    }
    return run.give({ type: 'reference', to: 'index', source, index: Number(index) }, operands[2]);
  },
  SizeOf: (run, operands) => {
    const object = described(run, operandAt(operands, 0));
    switch (object?.type) {
      case 'integer':
        return integer(run.context.conversion.integerBytes);
      case 'string':
        return integer(object.value.length);
      case 'buffer':
        return integer(object.bytes.length);
      case 'package':
        return integer(object.elements.length);
      default:
        throw new AmlError('AE_AML_OPERAND_TYPE', `SizeOf of a ${object?.type ?? 'name without value'}`);
    }
  },
  ObjectType: (run, operands) => {
    const object = described(run, operandAt(operands, 0));
    if (object?.type === 'scope') {
      throw new AmlError('AE_AML_UNINITIALIZED_NODE', `${object.node.path} has no object`);
    }
    return integer(object === undefined ? 0 : OBJECT_TYPE_CODE[object.type]);
  },
} satisfies Record<string, Operator>;
