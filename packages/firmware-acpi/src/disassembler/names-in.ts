import type { NamePath } from '../aml/name-path.js';
import type { FieldElement, Term } from '../aml/term.js';
import type { ExternalType } from './external-type.js';

/** A name that a term refers to, and what it must be to stand there. */
export interface NameUse {
  readonly path: NamePath;
  readonly type: ExternalType;
  /** Of a call. */
  readonly argumentCount?: number;
}

const inElements = function* (elements: readonly FieldElement[]): Generator<NameUse> {
  for (const element of elements) {
    if (element.kind !== 'connection') continue;
    if ('segments' in element.resource) yield { path: element.resource, type: 'BuffObj' };
    else yield* namesIn(element.resource);
  }
};

/**
 * The names that a term refers to, itself and its operands; what stands in its blocks is not looked into. A name that
 * CondRefOf asks for need not be there, so it is none of them.
 */
export function* namesIn(term: Term): Generator<NameUse> {
  switch (term.kind) {
    case 'name':
      yield { path: term.path, type: 'UnknownObj' };
      break;
    case 'call':
      yield { path: term.path, type: 'MethodObj', argumentCount: term.operands.length };
      for (const operand of term.operands) yield* namesIn(operand);
      break;
    case 'operator': {
      const asked = term.name === 'CondRefOf' && term.operands[0]?.kind === 'name';
      for (const operand of asked ? term.operands.slice(1) : term.operands) yield* namesIn(operand);
      break;
    }
    case 'buffer':
      yield* namesIn(term.size);
      break;
    case 'package':
      yield* namesIn(term.count);
      for (const element of term.elements) yield* namesIn(element);
      break;
    case 'if':
    case 'while':
      yield* namesIn(term.predicate);
      break;
    case 'scope':
      yield { path: term.path, type: 'DeviceObj' };
      break;
    case 'define-name':
      yield* namesIn(term.value);
      break;
    case 'alias':
      yield { path: term.source, type: 'UnknownObj' };
      break;
    case 'operation-region':
      yield* namesIn(term.base);
      yield* namesIn(term.length);
      break;
    case 'data-region':
    case 'create-field':
      for (const operand of term.operands) yield* namesIn(operand);
      break;
    case 'field':
      yield { path: term.region, type: 'OpRegionObj' };
      yield* inElements(term.elements);
      break;
    case 'index-field':
      yield { path: term.index, type: 'FieldUnitObj' };
      yield { path: term.data, type: 'FieldUnitObj' };
      yield* inElements(term.elements);
      break;
    case 'bank-field':
      yield { path: term.region, type: 'OpRegionObj' };
      yield { path: term.bank, type: 'FieldUnitObj' };
      yield* namesIn(term.value);
      yield* inElements(term.elements);
      break;
    default:
      break;
  }
}
