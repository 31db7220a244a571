import type { DeviceNode, Property } from '../device-tree.js';
import { encodeText } from '../text.js';
import { cellsValue, stringValue } from '../property-value.js';
import type { ParsedSource } from './parse-source.js';
import { sourceFault } from './source-text.js';
import { liveNodes, SourceNode, type SourceProperty, type SourceTree } from './source-tree.js';
import { isReference, type Reference, shownTarget } from './source-value.js';

/** A cell of which nobody knows the phandle yet. */
const UNRESOLVED = 0xffff_ffff;

/**
 * Bytes of all paths that references put into values: many references to a node far down would take more than any source
 * is long.
 */
const MAX_PATHS_SIZE = 2 ** 26;

/** Where a phandle stands that a loader must fill in, or move. */
interface PhandlePlace {
  readonly property: SourceProperty;
  readonly node: SourceNode;
  readonly reference: Reference;
  /** Bytes from the start of the value. */
  readonly offset: number;
  /** Nothing where only the base can tell. */
  readonly target: SourceNode | undefined;
}

/** Gives nodes their phandles and references their values, in dtc's order, so that the numbers are dtc's too. */
export class SourceResolver {
  readonly #tree: SourceTree;
  readonly #plugin: boolean;
  readonly #handles = new Map<number, SourceNode>();
  readonly #targets = new Map<Reference, SourceNode>();
  readonly #values = new Map<SourceProperty, Uint8Array>();
  readonly #places: PhandlePlace[] = [];
  #lastHandle = 1;
  #pathsSize = 0;

  constructor({ tree, plugin }: ParsedSource) {
    this.#tree = tree;
    this.#plugin = plugin;
  }

  /** @param symbols whether labels go to `/__symbols__`, as with dtc's `-@` */
  resolve(symbols: boolean): DeviceNode {
    const { root } = this.#tree;
    for (const node of liveNodes(root)) this.#readExplicitHandle(node);
    const resolved = [...liveNodes(root)];
    for (const node of resolved)
      for (const property of node.liveProperties) this.#findTargets(node, property);
    const referenced = new Set(this.#targets.values());
    for (const node of resolved) {
      const kept =
        !node.omitUnlessReferenced || referenced.has(node) || (symbols && node.liveLabels.length > 0);
      if (!kept) this.#tree.delete(node);
    }
    for (const node of liveNodes(root)) {
      for (const property of node.liveProperties) this.#writeValue(node, property);
    }
    const made = symbols ? this.#symbols() : [];
    const base = this.#nodeOf(root);
    const named = made.reduce((node, child) => withGenerated(node, child, keepWritten), base);
    if (!this.#plugin) return named;
    const fixups = [...this.#fixups(), ...this.#localFixups()];
    return fixups.reduce((node, child) => withGenerated(node, child, appendMade), named);
  }

  #readExplicitHandle(node: SourceNode): void {
    for (const name of ['phandle', 'linux,phandle']) {
      const property = node.property(name);
      if (property === undefined || property.deleted) continue;
      const [piece, ...more] = property.pieces;
      const refuse = (found: string) =>
        sourceFault(property.place, `${name} of ${node.path}`, found, 'one cell, neither 0 nor 0xffffffff');
      if (piece === undefined || more.length > 0) throw refuse('not one cell');
      if (isReference(piece)) {
        // A node may refer to itself: that asks for a phandle, whichever it is.
        if (piece.kind !== 'phandle' || this.#tree.find(piece.target) !== node)
          throw refuse(`&${shownTarget(piece.target)}`);
        continue;
      }
      if (piece.length !== 4) throw refuse(`${piece.length} bytes long`);
      const handle = new DataView(piece.buffer, piece.byteOffset, 4).getUint32(0);
      if (handle === 0 || handle === UNRESOLVED) throw refuse(`0x${handle.toString(16)}`);
      const other = this.#handles.get(handle);
      if (other !== undefined && other !== node)
        throw refuse(`0x${handle.toString(16)}, which ${other.path} has too`);
      if (node.phandle !== undefined && node.phandle !== handle) throw refuse(`other than its phandle`);
      node.phandle = handle;
      this.#handles.set(handle, node);
    }
  }

  #findTargets(node: SourceNode, property: SourceProperty): void {
    for (const piece of property.pieces) {
      if (!isReference(piece)) continue;
      const target = this.#tree.find(piece.target);
      if (target === undefined) {
        if (this.#plugin && piece.kind === 'phandle' && !piece.target.includes('/')) continue;
        throw sourceFault(
          piece.place,
          `property ${property.name} of ${node.path}`,
          `a reference to &${shownTarget(piece.target)}`,
          'a label or path of the source',
        );
      }
      if (piece.kind === 'phandle') this.#handleOf(target);
      this.#targets.set(piece, target);
    }
  }

  /** dtc's livetree.c, get_node_phandle: the lowest number from 1 on that nobody has. */
  #handleOf(node: SourceNode): number {
    if (node.phandle !== undefined) return node.phandle;
    while (this.#handles.has(this.#lastHandle)) this.#lastHandle += 1;
    node.phandle = this.#lastHandle;
    this.#handles.set(node.phandle, node);
    const property = node.property('phandle');
    if (property === undefined || property.deleted) {
      node.addProperty({
        name: 'phandle',
        place: node.place,
        labels: [],
        valueLabels: [],
        pieces: [cellsValue([node.phandle])],
        deleted: false,
      });
    }
    return node.phandle;
  }

  #writeValue(node: SourceNode, property: SourceProperty): void {
    const parts: Uint8Array[] = [];
    let offset = 0;
    for (const piece of property.pieces) {
      let bytes: Uint8Array;
      if (!isReference(piece)) bytes = piece;
      else {
        const target = this.#targets.get(piece);
        if (piece.kind === 'phandle') {
          this.#places.push({ property, node, reference: piece, offset, target });
          bytes = cellsValue([target === undefined ? UNRESOLVED : this.#handleOf(target)]);
        } else bytes = this.#pathValue(piece, target ?? node);
      }
      parts.push(bytes);
      offset += bytes.length;
    }
    const value = new Uint8Array(offset);
    let at = 0;
    for (const part of parts) {
      value.set(part, at);
      at += part.length;
    }
    this.#values.set(property, value);
  }

  #pathValue({ place }: Reference, target: SourceNode): Uint8Array {
    const path = target.path;
    this.#pathsSize += path.length + 1;
    if (this.#pathsSize > MAX_PATHS_SIZE) {
      throw sourceFault(place, 'paths that references give', `over ${MAX_PATHS_SIZE} bytes`, 'less in all');
    }
    return encodeText(`${path}\0`);
  }

  /** `/__symbols__`: the path of every label, and a phandle for every node that has one. */
  #symbols(): DeviceNode[] {
    const properties = new Map<string, Property>();
    let some = false;
    for (const node of liveNodes(this.#tree.root)) {
      // As dtc: a node whose labels were all deleted counts, though it adds no property.
      if (node.labels.length === 0) continue;
      some = true;
      for (const { name } of node.liveLabels) {
        if (!properties.has(name)) properties.set(name, { name, value: stringValue(node.path) });
      }
      if (node.phandle === undefined) {
        const handle = this.#handleOf(node);
        const added = node.property('phandle');
        if (added !== undefined) this.#values.set(added, cellsValue([handle]));
      }
    }
    return !some ? [] : [{ name: '__symbols__', properties: [...properties.values()], children: [] }];
  }

  /** `/__fixups__`: where the phandles of the base's labels go. */
  #fixups(): DeviceNode[] {
    const places = new Map<string, string>();
    for (const { node, property, reference, offset, target } of this.#places) {
      if (target !== undefined) continue;
      const before = places.get(reference.target) ?? '';
      places.set(reference.target, `${before}${node.path}:${property.name}:${offset}\0`);
    }
    const properties = [...places].map(([name, text]) => ({ name, value: encodeText(text) }));
    return properties.length === 0 ? [] : [{ name: '__fixups__', properties, children: [] }];
  }

  /** `/__local_fixups__`: where phandles of this very overlay stand, in a tree that looks like it. */
  #localFixups(): DeviceNode[] {
    const mirror = new SourceNode('__local_fixups__', this.#tree.root.place);
    for (const { node, property, offset, target } of this.#places) {
      if (target === undefined) continue;
      let level = mirror;
      for (const name of node.path.split('/').filter((part) => part !== '')) {
        const child = level.child(name) ?? new SourceNode(name, node.place);
        if (child.parent === undefined) level.addChild(child);
        level = child;
      }
      const cell = cellsValue([offset]);
      const entry = level.property(property.name);
      if (entry !== undefined) entry.pieces = [...entry.pieces, cell];
      else {
        const { name, place } = property;
        level.addProperty({ name, place, labels: [], valueLabels: [], pieces: [cell], deleted: false });
      }
    }
    if (mirror.properties.length === 0 && mirror.children.length === 0) return [];
    for (const node of liveNodes(mirror)) {
      for (const property of node.properties) this.#writeValue(node, property);
    }
    return [this.#nodeOf(mirror)];
  }

  #nodeOf(node: SourceNode): DeviceNode {
    return {
      name: node.name,
      properties: node.liveProperties.map((property) => ({
        name: property.name,
        value: this.#values.get(property) ?? new Uint8Array(),
      })),
      children: node.liveChildren.map((child) => this.#nodeOf(child)),
    };
  }
}

/** Adds a node that was made; one that the source has already is filled up. */
const withGenerated = (parent: DeviceNode, made: DeviceNode, known: KnownProperty): DeviceNode => {
  const index = parent.children.findIndex(({ name }) => name === made.name);
  const there = parent.children[index];
  if (there === undefined) return { ...parent, children: [...parent.children, made] };
  const properties = new Map(there.properties.map((property) => [property.name, property]));
  for (const property of made.properties) {
    const old = properties.get(property.name);
    properties.set(property.name, old === undefined ? property : known(old, property));
  }
  const filled = { ...there, properties: [...properties.values()] };
  const whole = made.children.reduce((node, child) => withGenerated(node, child, known), filled);
  return { ...parent, children: parent.children.with(index, whole) };
};

/** What becomes of a property that is written in the source and would be made. */
type KnownProperty = (written: Property, made: Property) => Property;

const keepWritten: KnownProperty = (written) => written;

const appendMade: KnownProperty = (written, made) => ({
  name: written.name,
  value: Uint8Array.from([...written.value, ...made.value]),
});
