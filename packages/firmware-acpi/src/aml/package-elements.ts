import type { PendingElement } from './frame.js';
import { AmlError } from './aml-error.js';
import type { Evaluation } from './evaluation.js';
import type { AmlObject, AmlPackage } from './objects.js';
import { resolve } from './resolve.js';
import type { AmlContext } from './context.js';
import { isDeclaration, type PackageTerm, type Term } from './term.js';
import { declare } from './declare.js';

/**
 * What a name in a package becomes: data names give the object they hold (the same object, not a copy), everything
 * else stays a reference, and a name that does not exist leaves the element without a value (ACPICA dspkginit.c).
 */
export const resolveElement = (
  context: AmlContext,
  { package: list, index, path, scope }: PendingElement,
): void => {
  const node = context.namespace.find(path, scope)?.target;
  if (node?.object === undefined) {
    list.elements[index] = undefined;
    return;
  }
  switch (node.object.type) {
    case 'integer':
    case 'string':
    case 'buffer':
    case 'package':
    case 'field-unit':
    case 'buffer-field':
    case 'reference':
      list.elements[index] = resolve(context, node, true);
      break;
    default:
      list.elements[index] = { type: 'reference', to: 'container', container: node };
  }
};

const literalKinds: ReadonlySet<Term['kind']> = new Set([
  'integer',
  'ones',
  'revision',
  'string',
  'buffer',
  'package',
  'local',
  'argument',
]);

/** Builds a package; elements beyond the list have no value, those beyond the count are dropped. */
export const makePackage = (run: Evaluation, term: PackageTerm): AmlPackage => {
  const { context, frame } = run;
  const count = context.budget.package(run.integer(term.count));
  const elements: (AmlObject | undefined)[] = Array.from({ length: count }, () => undefined);
  const list: AmlPackage = { type: 'package', elements };
  for (const [index, element] of term.elements.entries()) {
    // A length that somebody made too large takes in the declarations that follow: they are made all the same.
    if (isDeclaration(element)) declare(run, element);
    else if (index >= count) continue;
    else if (element.kind === 'name') {
      const pending = { package: list, index, path: element.path, scope: frame.scope };
      // Only a table that is being loaded has names still to come.
      if (frame.load === undefined) resolveElement(context, pending);
      else frame.load.pendingElements.push(pending);
    } else if (literalKinds.has(element.kind)) elements[index] = run.value(element);
    else if (element.kind === 'operator') {
      throw new AmlError('AE_SUPPORT', 'an expression in a package', run.place(element.offset));
    } else {
      throw new AmlError('AE_AML_BAD_OPCODE', `a ${element.kind} in a package`, run.place(element.offset));
    }
  }
  return list;
};
