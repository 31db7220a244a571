import { AmlError } from './aml-error.js';
import type { AmlContext } from './context.js';
import { isBasic, stringBytes, type Basic } from './conversion.js';
import { Slot, type Operand } from './frame.js';
import { NamespaceNode, TYPE_NAME, type AmlBuffer, type AmlObject, type IndexReference } from './objects.js';
import { nestPackage, type PackageNesting } from './package-nesting.js';

/**
 * Which operator stores: Store and the arithmetic convert to the type that a name has; the explicit conversions
 * (ToHexString and its like) and CopyObject give the name the type of the value.
 */
export type StoreRule = 'store' | 'implicit' | 'explicit' | 'copy';

/** A copy that shares nothing with the original but what references point at. */
const copyObject = (
  context: AmlContext,
  object: AmlObject,
  within: PackageNesting | undefined = undefined,
): AmlObject => {
  switch (object.type) {
    case 'integer':
      return { type: 'integer', value: object.value };
    case 'string':
      return context.conversion.string(object.value);
    case 'buffer':
      return context.conversion.buffer(object.bytes.slice());
    case 'package': {
      const inside = nestPackage(object, within);
      context.budget.package(object.elements.length);
      const copy = (element: AmlObject | undefined): AmlObject | undefined => {
        context.budget.step();
        return element === undefined ? undefined : copyObject(context, element, inside);
      };
      return { type: 'package', elements: object.elements.map(copy) };
    }
    default:
      return object;
  }
};

const needBasic = (source: AmlObject, target: string): Basic => {
  if (isBasic(source)) return source;
  const found = TYPE_NAME[source.type];
  throw new AmlError(
    'AE_AML_OPERAND_TYPE',
    `cannot assign ${found} to ${target} (needs Integer/String/Buffer)`,
  );
};

/** A buffer keeps its length: what is missing becomes zero, what is too much is lost; only an empty one grows. */
const fillBuffer = (target: AmlBuffer, bytes: Uint8Array): void => {
  if (target.bytes.length === 0) target.bytes = bytes.slice();
  else {
    target.bytes.fill(0);
    target.bytes.set(bytes.subarray(0, target.bytes.length));
  }
};

const assign = (context: AmlContext, target: Basic, source: Basic): void => {
  const { conversion } = context;
  switch (target.type) {
    case 'integer':
      target.value = conversion.toInteger(source).value;
      break;
    case 'string':
      target.value = conversion.toString(source).value;
      break;
    case 'buffer':
      fillBuffer(target, conversion.toBuffer(source).bytes);
  }
};

/** Stores to a name (ACPI 6.4 section 19.3.5.8, ACPICA exstore.c). */
const storeToNode = (
  context: AmlContext,
  source: AmlObject,
  named: NamespaceNode,
  rule: StoreRule,
  convert: boolean,
): void => {
  const node = named.target;
  const target = node.object;
  if (target === undefined) {
    node.object = copyObject(context, source);
    return;
  }
  const refuse = (): never => {
    throw new AmlError(
      'AE_AML_TARGET_TYPE',
      `cannot store ${TYPE_NAME[source.type]} to ${node.path}, a ${TYPE_NAME[target.type]}`,
    );
  };
  switch (target.type) {
    case 'integer':
    case 'string':
    case 'buffer': {
      if (rule === 'copy') {
        node.object = copyObject(context, source);
        break;
      }
      const basic = needBasic(source, TYPE_NAME[target.type]);
      if (!convert || (rule === 'explicit' && basic.type !== target.type))
        node.object = copyObject(context, basic);
      else assign(context, target, basic);
      break;
    }
    case 'field-unit':
    case 'buffer-field':
      context.fields.write(target, needBasic(source, TYPE_NAME[target.type]));
      break;
    case 'package':
      if (rule === 'implicit' || rule === 'explicit') refuse();
      if (rule === 'store' && source.type !== 'package') refuse();
      node.object = copyObject(context, source);
      break;
    case 'reference':
    case 'ddb-handle':
    case 'debug':
      node.object = copyObject(context, source);
      break;
    default:
      if (rule !== 'copy') refuse();
      node.object = copyObject(context, source);
  }
};

const storeToElement = (
  context: AmlContext,
  source: AmlObject,
  { source: target, index }: IndexReference,
): void => {
  if (target.type === 'package') {
    target.elements[index] = copyObject(context, source);
    return;
  }
  const basic = needBasic(source, 'an element');
  const byte = byteOf(basic);
  if (target.type === 'buffer') target.bytes[index] = byte;
  else {
    const { value } = target;
    target.value = value.slice(0, index) + String.fromCharCode(byte) + value.slice(index + 1);
  }
};

const byteOf = (source: Basic): number => {
  if (source.type === 'integer') return Number(source.value & 0xffn);
  const bytes = source.type === 'buffer' ? source.bytes : stringBytes(source.value);
  return bytes[0] ?? 0;
};

/** Stores a value to whatever a target operand turned out to be. */
export const store = (context: AmlContext, source: AmlObject, target: Operand, rule: StoreRule): void => {
  if (target instanceof Slot) {
    const held = target.object;
    const through = target.role === 'argument' && held?.type === 'reference' && held.to === 'container';
    if (!through) target.object = copyObject(context, source);
    else if (held.container instanceof NamespaceNode)
      storeToNode(context, source, held.container, rule, false);
    else held.container.object = copyObject(context, source);
    return;
  }
  if (target instanceof NamespaceNode) {
    storeToNode(context, source, target, rule, true);
    return;
  }
  if (target.type === 'debug') context.debug(source);
  else if (target.type !== 'reference') {
    throw new AmlError(
      'AE_AML_OPERAND_TYPE',
      `the target is a ${TYPE_NAME[target.type]}, not a place to store to`,
    );
  } else if (target.to === 'index') storeToElement(context, source, target);
  else if (target.container instanceof NamespaceNode) {
    storeToNode(context, source, target.container, rule, true);
  } else target.container.object = copyObject(context, source);
};
