import { ByteReader } from '@warmboot/format';
import { parseDefinitionBlock } from '../tables/definition-block.js';
import { TABLE_HEADER_SIZE } from '../tables/table-header.js';
import type { AmlContext } from './context.js';
import { Frame } from './frame.js';
import type { NamespaceNode } from './objects.js';
import type { AmlTableHandle } from './objects.js';
import { resolveElement } from './package-elements.js';

/**
 * Runs a definition block from its first term to its last, as one long method: names come into being in order.
 * @throws FormatError for a broken table or broken byte code, AmlError for what it does; its names are gone then
 */
export const loadTable = (context: AmlContext, bytes: Uint8Array, scope: NamespaceNode): AmlTableHandle => {
  const { kind } = parseDefinitionBlock(bytes);
  const code = { reader: new ByteReader(bytes, kind, 'little'), signature: kind };
  const frame = new Frame(code, scope, context.newOwner());
  const handle: AmlTableHandle = { type: 'ddb-handle', owner: frame.owner };
  try {
    context.run(frame, { start: TABLE_HEADER_SIZE, end: bytes.length });
    for (const pending of context.pendingElements) resolveElement(context, pending);
  } catch (error) {
    unloadTable(context, handle);
    throw error;
  } finally {
    context.pendingElements.length = 0;
  }
  return handle;
};

/** Takes away the names that a table made. */
export const unloadTable = ({ namespace }: AmlContext, { owner }: AmlTableHandle): void => {
  const made = Array.from(namespace.walk()).filter((node) => node.owner === owner);
  for (const node of made) namespace.remove(node);
};
