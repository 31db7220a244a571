import { AmlError } from './aml-error.js';
import { Slot, type Operand } from './frame.js';
import type { AmlContext } from './context.js';
import { stringBytes } from './conversion.js';
import {
  buffer,
  integer,
  NamespaceNode,
  type AmlBuffer,
  type AmlObject,
  type AmlString,
  type BufferField,
  type IndexReference,
} from './objects.js';

/** References are followed at most this far: a chain that is longer goes in a circle. */
const MAX_CHAIN = 64;

const slotValue = (context: AmlContext, slot: Slot): AmlObject => {
  if (slot.object !== undefined) return slot.object;
  if (context.slack) return integer(0);
  const code = slot.role === 'local' ? 'AE_AML_UNINITIALIZED_LOCAL' : 'AE_AML_UNINITIALIZED_ARG';
  throw new AmlError(code, `${slot.role === 'local' ? 'Local' : 'Arg'}${slot.index} has no value`);
};

const nodeObject = (node: NamespaceNode): AmlObject => {
  const { object } = node.target;
  if (object !== undefined) return object;
  throw new AmlError('AE_AML_UNINITIALIZED_NODE', `${node.path} has no value`);
};

/** What an index reference points at. @throws AmlError AE_AML_UNINITIALIZED_ELEMENT */
const indexedElement = ({ source, index }: IndexReference): AmlObject => {
  if (source.type === 'buffer') return integer(source.bytes[index] ?? 0);
  if (source.type === 'string') return integer(source.value.charCodeAt(index) || 0);
  const element = source.elements[index];
  if (element !== undefined) return element;
  throw new AmlError('AE_AML_UNINITIALIZED_ELEMENT', `element ${index} of a package has no value`);
};

/**
 * Turns an operand into a value: names, locals and arguments give what they hold, fields are read. References stay
 * references, except that an index into a package gives the element where it is itself the operand and `keepIndex` is not
 * set; one that a local holds has to be dereferenced (ACPICA exresolv.c).
 */
export const resolve = (context: AmlContext, operand: Operand, keepIndex = false): AmlObject => {
  let object: AmlObject;
  if (operand instanceof Slot) object = slotValue(context, operand);
  else if (operand instanceof NamespaceNode) object = nodeObject(operand);
  else object = operand;
  if (object.type === 'field-unit' || object.type === 'buffer-field') return context.fields.read(object);
  if (
    !keepIndex &&
    object === operand &&
    object.type === 'reference' &&
    object.to === 'index' &&
    object.source.type === 'package'
  ) {
    return indexedElement(object);
  }
  return object;
};

/** An element of a buffer or string as the field that it counts as (ACPI 6.4 table 19.33: Buffer Field). */
const byteField = (source: AmlBuffer | AmlString, index: number): BufferField => ({
  type: 'buffer-field',
  source: source.type === 'buffer' ? source : buffer(stringBytes(source.value)),
  bitOffset: index * 8,
  bitLength: 8,
  alwaysBuffer: false,
});

/** The object a chain of references ends at; undefined when that has no value (ACPICA exresolv.c, resolve_multiple). */
export const resolveChain = (operand: Operand): AmlObject | undefined => {
  let current: Operand | undefined = operand;
  for (let link = 0; link < MAX_CHAIN; link++) {
    if (current instanceof Slot) current = current.object;
    else if (current instanceof NamespaceNode) current = current.target.object;
    else if (current?.type !== 'reference') return current;
    else if (current.to === 'container') current = current.container as Operand;
    else {
      const { source, index }: IndexReference = current;
      if (source.type !== 'package') return byteField(source, index);
      current = source.elements[index];
    }
  }
  throw new AmlError('AE_AML_OPERAND_TYPE', 'a reference that points at itself');
};

/** A name that has a value, which one that went with its method has not. @throws AmlError AE_TYPE */
const valued = (operand: Operand): Operand => {
  if (!(operand instanceof NamespaceNode)) return operand;
  const { object } = operand.target;
  if (object !== undefined && object.type !== 'scope') return operand;
  throw new AmlError('AE_TYPE', `${operand.path} has no value`);
};

/** The object a reference stands for. @throws AmlError for anything that is not a reference or the path of a name */
export const dereference = (
  context: AmlContext,
  operand: Operand,
  find: (path: string) => Operand,
): AmlObject => {
  let reference: AmlObject | undefined;
  if (operand instanceof Slot) reference = slotValue(context, operand);
  else if (operand instanceof NamespaceNode) {
    reference = operand.target.object;
    if (reference?.type !== 'string' && reference?.type !== 'reference') {
      throw new AmlError('AE_AML_OPERAND_TYPE', `${operand.path} holds no reference`);
    }
  } else reference = operand;
  if (reference.type === 'string') return resolve(context, valued(find(reference.value)));
  if (reference.type !== 'reference') {
    const code = operand instanceof Slot ? 'AE_TYPE' : 'AE_AML_OPERAND_TYPE';
    throw new AmlError(code, `needed Reference, found ${reference.type}`);
  }
  if (reference.to === 'index') return indexedElement(reference);
  return resolve(context, valued(reference.container as Operand), true);
};
