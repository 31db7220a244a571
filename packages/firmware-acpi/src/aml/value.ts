import { AmlError } from './aml-error.js';
import type { AmlContext } from './context.js';
import { namePathFromText } from './name-path.js';
import { buffer, integer, NamespaceNode, string, type AmlObject } from './objects.js';
import { nestPackage, type PackageNesting } from './package-nesting.js';
import { resolveChain } from './resolve.js';

/** A value as it goes in and out of the interpreter: plain, complete, and shared with nothing inside. */
export type AmlValue =
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'buffer'; readonly bytes: Uint8Array }
  /** Elements without a value are undefined. */
  | { readonly type: 'package'; readonly elements: readonly (AmlValue | undefined)[] }
  /** A device, a method or another thing that is known by its name only. */
  | { readonly type: 'object'; readonly kind: AmlObject['type']; readonly path?: string };

/** Takes an object out of the interpreter; references are followed to the data behind them. */
export const toValue = (
  context: AmlContext,
  object: AmlObject,
  within: PackageNesting | undefined = undefined,
): AmlValue => {
  context.budget.step();
  switch (object.type) {
    case 'integer':
      return { type: 'integer', value: object.value };
    case 'string':
      return { type: 'string', value: object.value };
    case 'buffer':
      return { type: 'buffer', bytes: object.bytes.slice() };
    case 'package': {
      context.budget.package(object.elements.length);
      const inside = nestPackage(object, within);
      const element = (one: AmlObject | undefined) =>
        one === undefined ? undefined : toValue(context, one, inside);
      return { type: 'package', elements: object.elements.map(element) };
    }
    case 'field-unit':
    case 'buffer-field':
      return toValue(context, context.fields.read(object), within);
    case 'reference': {
      const end = resolveChain(object);
      if (object.to === 'container' && object.container instanceof NamespaceNode) {
        const { path } = object.container;
        if (end === undefined || !isData(end))
          return { type: 'object', kind: end?.type ?? 'reference', path };
      }
      if (end !== undefined && end.type !== 'reference') return toValue(context, end, within);
      return { type: 'object', kind: 'reference' };
    }
    case 'device':
    case 'thermal-zone':
    case 'scope':
    case 'processor':
    case 'power-resource':
    case 'method':
    case 'operation-region':
      return { type: 'object', kind: object.type, path: object.node.path };
    default:
      return { type: 'object', kind: object.type };
  }
};

const isData = (object: AmlObject): boolean =>
  ['integer', 'string', 'buffer', 'package', 'field-unit', 'buffer-field'].includes(object.type);

/**
 * Puts a value into the interpreter, as an argument. An object goes in as a reference to its name.
 * @throws AmlError AE_NOT_FOUND for an object that is not there, AE_TYPE for one without a path
 */
export const fromValue = (context: AmlContext, value: AmlValue): AmlObject => {
  switch (value.type) {
    case 'integer':
      return integer(context.conversion.truncate(value.value));
    case 'string':
      return string(value.value);
    case 'buffer':
      return buffer(value.bytes.slice());
    case 'package': {
      const elements = value.elements.map((one) => (one === undefined ? undefined : fromValue(context, one)));
      return { type: 'package', elements };
    }
    case 'object': {
      const path = value.path === undefined ? undefined : namePathFromText(value.path);
      if (path === undefined) throw new AmlError('AE_TYPE', 'an object without a path cannot be an argument');
      const container = context.namespace.get(
        { ...path, absolute: true, parents: 0 },
        context.namespace.root,
      );
      return { type: 'reference', to: 'container', container };
    }
  }
};
