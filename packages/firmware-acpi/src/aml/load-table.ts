import { ByteReader } from '@warmboot/format';
import { parseDefinitionBlock } from '../tables/definition-block.js';
import { TABLE_HEADER_SIZE } from '../tables/table-header.js';
import type { AmlError } from './aml-error.js';
import type { AmlContext } from './context.js';
import { Frame, type TableLoad } from './frame.js';
import type { AmlTableHandle, NamespaceNode } from './objects.js';
import { resolveElement } from './package-elements.js';

/**
 * Runs a definition block from its first term to its last, as one long method: names come into being in order.
 * @param report receives what is wrong with a statement, the rest is loaded then; absent where the first error ends it all
 * @throws FormatError for a broken table or broken byte code, AmlError for what it does; its names are gone then
 */
export const loadTable = (
  context: AmlContext,
  bytes: Uint8Array,
  scope: NamespaceNode,
  report: ((error: AmlError) => void) | undefined,
): AmlTableHandle => {
  const { kind } = parseDefinitionBlock(bytes);
  const code = { reader: new ByteReader(bytes, kind, 'little'), signature: kind };
  const load: TableLoad = { report, pendingElements: [] };
  const frame = new Frame(code, scope, context.newOwner(), load);
  const handle: AmlTableHandle = { type: 'ddb-handle', owner: frame.owner };
  // A table may ask for itself while it is loaded (DataTableRegion).
  context.loaded.push({ owner: frame.owner, bytes });
  try {
    context.run(frame, { start: TABLE_HEADER_SIZE, end: bytes.length });
    for (const pending of load.pendingElements) resolveElement(context, pending);
  } catch (error) {
    unloadTable(context, handle);
    throw error;
  }
  return handle;
};

/** Takes away the names that a table made. */
export const unloadTable = ({ namespace, loaded }: AmlContext, { owner }: AmlTableHandle): void => {
  const made = Array.from(namespace.walk()).filter((node) => node.owner === owner);
  for (const node of made) namespace.remove(node);
  const at = loaded.findIndex((table) => table.owner === owner);
  if (at >= 0) loaded.splice(at, 1);
};
