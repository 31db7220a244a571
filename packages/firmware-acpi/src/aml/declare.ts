import { AmlError } from './aml-error.js';
import type { Evaluation } from './evaluation.js';
import { declareBankField, declareBufferField, declareField, declareIndexField } from './declare-field.js';
import { declareDataRegion, declareRegion } from './declare-region.js';
import { makeNode } from './make-node.js';
import type { NamePath } from './name-path.js';
import type { NamespaceNode } from './objects.js';
import { TYPE_NAME } from './objects.js';
import type { DeclarationTerm, Term, TermRange } from './term.js';

/** Runs a body in the scope of a node. */
const runIn = (run: Evaluation, node: NamespaceNode, body: TermRange): void => {
  const { frame } = run;
  const outer = frame.scope;
  frame.scope = node;
  try {
    run.run(body);
  } finally {
    frame.scope = outer;
  }
};

/** The types of object whose scope a Scope operator may open (ACPI 6.4 section 19.6.121). */
const SCOPED = new Set(['scope', 'device', 'thermal-zone', 'processor', 'power-resource', 'method']);

const openScope = (run: Evaluation, path: NamePath): NamespaceNode => {
  const root = path.segments.length === 0 && path.parents === 0;
  const node = root ? (path.absolute ? run.context.namespace.root : run.frame.scope) : run.find(path).target;
  const { object } = node;
  if (node.parent === undefined || object === undefined || SCOPED.has(object.type)) return node;
  throw new AmlError('AE_AML_OPERAND_TYPE', `${node.path} is a ${TYPE_NAME[object.type]} and has no scope`);
};

/** Runs a declaration: what it declares is there afterwards. */
export const declare = (run: Evaluation, term: Exclude<Term, { kind: 'operator' }>): void => {
  const { frame } = run;
  const declaration = term as DeclarationTerm;
  switch (declaration.kind) {
    case 'scope':
      runIn(run, openScope(run, declaration.path), declaration.body);
      break;
    case 'device':
    case 'thermal-zone': {
      const node = makeNode(run, declaration.path);
      node.object = { type: declaration.kind, node };
      runIn(run, node, declaration.body);
      break;
    }
    case 'processor': {
      const { id, blockAddress, blockLength, body, path } = declaration;
      const node = makeNode(run, path);
      node.object = { type: 'processor', node, id, blockAddress, blockLength };
      runIn(run, node, body);
      break;
    }
    case 'power-resource': {
      const { systemLevel, resourceOrder, body, path } = declaration;
      const node = makeNode(run, path);
      node.object = { type: 'power-resource', node, systemLevel, resourceOrder };
      runIn(run, node, body);
      break;
    }
    case 'define-name': {
      const node = makeNode(run, declaration.path);
      node.object = run.valueKeepingIndex(declaration.value);
      break;
    }
    case 'alias': {
      const source = run.find(declaration.source).target;
      makeNode(run, declaration.path).aliasOf = source;
      break;
    }
    case 'method': {
      const { argumentCount, serialized, syncLevel, body, path } = declaration;
      const node = makeNode(run, path);
      node.object = { type: 'method', node, argumentCount, serialized, syncLevel, body, code: frame.code };
      break;
    }
    case 'mutex':
      makeNode(run, declaration.path).object = {
        type: 'mutex',
        syncLevel: declaration.syncLevel,
        held: 0,
        previousLevel: 0,
      };
      break;
    case 'event':
      makeNode(run, declaration.path).object = { type: 'event', signals: 0 };
      break;
    case 'operation-region':
      declareRegion(run, declaration);
      break;
    case 'data-region':
      declareDataRegion(run, declaration);
      break;
    case 'field':
      declareField(run, declaration);
      break;
    case 'index-field':
      declareIndexField(run, declaration);
      break;
    case 'bank-field':
      declareBankField(run, declaration);
      break;
    case 'create-field':
      declareBufferField(run, declaration);
      break;
    case 'external':
      break;
    default:
      throw new AmlError('AE_AML_BAD_OPCODE', `a ${term.kind} is not a statement`, {
        ...run.place(term.offset),
      });
  }
};
