import { aliasTarget, matchesComponent, splitPath } from '../node-path.js';
import { StringsReader } from '../strings-block.js';
import { readToken, type StructureToken } from '../structure-token.js';
import type { FlatBlob } from './flat-blob.js';

type NodeToken = StructureToken & { readonly kind: 'beginNode' };
type PropertyToken = StructureToken & { readonly kind: 'property' };

/** The tokens of the structure block from `start` on. */
function* tokensFrom(blob: FlatBlob, start: number): Generator<StructureToken, void> {
  const reader = blob.reader();
  const end = blob.structEnd;
  for (let offset = start; offset < end;) {
    const token = readToken(reader, offset, end);
    yield token;
    offset = token.next;
  }
}

const rootToken = (blob: FlatBlob): NodeToken | undefined => {
  for (const token of tokensFrom(blob, blob.field('off_dt_struct'))) {
    if (token.kind === 'beginNode') return token;
  }
  return undefined;
};

/** The first child of `parent` that `component` names. */
export const findChild = (blob: FlatBlob, parent: NodeToken, component: string): NodeToken | undefined => {
  let depth = 0;
  for (const token of tokensFrom(blob, parent.next)) {
    if (token.kind === 'beginNode') {
      if (depth === 0 && matchesComponent(token.name, component)) return token;
      depth++;
    } else if (token.kind === 'endNode') {
      if (depth === 0) return undefined;
      depth--;
    }
  }
  return undefined;
};

const descend = (
  blob: FlatBlob,
  from: NodeToken | undefined,
  components: readonly string[],
): NodeToken | undefined => {
  let node = from;
  for (const component of components) {
    if (node === undefined) return undefined;
    node = findChild(blob, node, component);
  }
  return node;
};

/** The node at `path`, by the same rules as in the value tree. */
export const findNodeToken = (blob: FlatBlob, path: string): NodeToken | undefined => {
  const { alias, components } = splitPath(path);
  const root = rootToken(blob);
  if (alias === undefined) return descend(blob, root, components);
  const aliases = root && findChild(blob, root, 'aliases');
  const property = aliases && findPropertyToken(blob, aliases, alias);
  const target = aliasTarget(property && valueOf(blob, property));
  return target === undefined
    ? undefined
    : descend(blob, root, [...splitPath(target).components, ...components]);
};

/** The first property of that name in a node. */
export const findPropertyToken = (
  blob: FlatBlob,
  node: NodeToken,
  name: string,
): PropertyToken | undefined => {
  const strings = new StringsReader(
    blob.reader(),
    blob.field('off_dt_strings'),
    blob.field('size_dt_strings'),
  );
  for (const token of tokensFrom(blob, node.next)) {
    if (token.kind === 'nop') continue;
    if (token.kind !== 'property') return undefined;
    if (strings.nameAt(token.nameOffset, token.offset + 8) === name) return token;
  }
  return undefined;
};

/** Where a new child goes: after the properties, before the first child. */
export const offsetAfterProperties = (blob: FlatBlob, node: NodeToken): number => {
  for (const token of tokensFrom(blob, node.next)) {
    if (token.kind !== 'property' && token.kind !== 'nop') return token.offset;
  }
  return blob.structEnd;
};

/** The offset of the first byte after a node's END_NODE. */
export const nodeEnd = (blob: FlatBlob, node: NodeToken): number => {
  let depth = 0;
  for (const token of tokensFrom(blob, node.offset)) {
    if (token.kind === 'beginNode') depth++;
    else if (token.kind === 'endNode' && --depth === 0) return token.next;
  }
  return blob.structEnd;
};

/** A view of a property's value. */
export const valueOf = (blob: FlatBlob, { valueOffset, valueSize }: PropertyToken): Uint8Array =>
  blob.bytes.subarray(valueOffset, valueOffset + valueSize);
