import { MAX_DEPTH } from '../limits.js';
import { type Place, sourceFault } from './source-text.js';
import type { Piece } from './source-value.js';

/** `name:` before a node, a property or a part of a value. */
export interface Label {
  readonly name: string;
  readonly place: Place;
  /** Whether what it stood before was deleted. It keeps its place, as in dtc. */
  deleted: boolean;
}

export interface SourceProperty {
  readonly name: string;
  readonly place: Place;
  labels: Label[];
  /** Labels within its value. */
  valueLabels: Label[];
  pieces: readonly Piece[];
  deleted: boolean;
}

/** What may be said of a node between its braces, in order. */
export type Statement =
  | { readonly kind: 'property'; readonly property: SourceProperty }
  | { readonly kind: 'node'; readonly node: SourceNode }
  | { readonly kind: 'delete-property' | 'delete-node'; readonly name: string };

/**
 * A node while source is read. What is deleted stays with a mark, as in dtc: a property or node that comes again gets its old
 * place back.
 */
export class SourceNode {
  readonly name: string;
  readonly place: Place;
  /** Those that were told last come first. */
  labels: Label[] = [];
  readonly properties: SourceProperty[] = [];
  readonly children: SourceNode[] = [];
  parent: SourceNode | undefined = undefined;
  /** The root is level 1. */
  #level = 1;
  deleted = false;
  omitUnlessReferenced = false;
  /** Its phandle, once it has one. */
  phandle: number | undefined = undefined;
  /** What comes between its braces, until that is made part of a tree. */
  statements: readonly Statement[] = [];
  readonly #childOf = new Map<string, SourceNode>();
  readonly #propertyOf = new Map<string, SourceProperty>();

  constructor(name: string, place: Place) {
    this.name = name;
    this.place = place;
  }

  get path(): string {
    const names: string[] = [];
    let level: SourceNode | undefined = this as SourceNode;
    for (; level?.parent !== undefined; level = level.parent) names.unshift(level.name);
    return `/${names.join('/')}`;
  }

  get liveChildren(): SourceNode[] {
    return this.children.filter((child) => !child.deleted);
  }

  get liveLabels(): Label[] {
    return this.labels.filter((label) => !label.deleted);
  }

  get liveProperties(): SourceProperty[] {
    return this.properties.filter((property) => !property.deleted);
  }

  /** The first of that name, deleted or not. */
  child(name: string): SourceNode | undefined {
    return this.#childOf.get(name);
  }

  /** The first of that name, deleted or not. */
  property(name: string): SourceProperty | undefined {
    return this.#propertyOf.get(name);
  }

  addChild(child: SourceNode): void {
    child.parent = this;
    child.#level = this.#level + 1;
    if (child.#level > MAX_DEPTH) {
      throw sourceFault(child.place, 'a node', `${child.#level} levels deep`, `up to ${MAX_DEPTH}`);
    }
    this.children.push(child);
    if (!this.#childOf.has(child.name)) this.#childOf.set(child.name, child);
  }

  addProperty(property: SourceProperty): void {
    this.properties.push(property);
    if (!this.#propertyOf.has(property.name)) this.#propertyOf.set(property.name, property);
  }

  removeProperty(property: SourceProperty): void {
    this.properties.splice(this.properties.indexOf(property), 1);
    this.#propertyOf.delete(property.name);
  }
}

/** Every node that was not deleted, parents before children. */
export function* liveNodes(root: SourceNode): Generator<SourceNode> {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    for (const child of node.liveChildren.reverse()) pending.push(child);
  }
}

/** The nodes of a source, and who has which label. */
export class SourceTree {
  readonly root: SourceNode;
  readonly #labelled = new Map<string, SourceNode>();

  constructor(root: SourceNode) {
    this.root = root;
  }

  /** The node that a reference means: a label, a path, or a label and a path below it. */
  find(target: string): SourceNode | undefined {
    const [first = '', ...names] = target.split('/');
    let node = first === '' ? this.root : this.#labelled.get(first);
    for (const name of names) {
      if (name !== '') node = node?.child(name);
      if (node?.deleted === true) return undefined;
    }
    return node;
  }

  addLabel(node: SourceNode, label: Label): void {
    const known = node.labels.find(({ name }) => name === label.name);
    if (known === undefined) node.labels.unshift(label);
    else known.deleted = false;
    if (!this.#labelled.has(label.name)) this.#labelled.set(label.name, node);
  }

  /** Makes what was read between braces part of a node that is new. */
  adopt(node: SourceNode): SourceNode {
    const { labels, statements } = node;
    node.labels = [];
    for (const label of labels.toReversed()) this.addLabel(node, label);
    node.statements = [];
    for (const statement of statements) {
      if (statement.kind === 'property') node.addProperty(statement.property);
      if (statement.kind === 'node') {
        node.addChild(statement.node);
        this.adopt(statement.node);
      }
    }
    return node;
  }

  /** Makes what was read between braces part of a node that is there. dtc's livetree.c, merge_nodes. */
  merge(node: SourceNode, { labels, statements }: SourceNode): void {
    node.deleted = false;
    for (const label of labels) this.addLabel(node, label);
    for (const statement of statements) {
      switch (statement.kind) {
        case 'property':
          this.#mergeProperty(node, statement.property);
          break;
        case 'delete-property': {
          const property = node.property(statement.name);
          if (property !== undefined) deleteProperty(property);
          break;
        }
        case 'node': {
          const child = node.child(statement.node.name);
          if (child !== undefined) this.merge(child, statement.node);
          else {
            node.addChild(statement.node);
            this.adopt(statement.node);
          }
          break;
        }
        case 'delete-node': {
          const child = node.child(statement.name);
          if (child !== undefined) this.delete(child);
          break;
        }
      }
    }
  }

  delete(node: SourceNode): void {
    node.deleted = true;
    for (const child of node.liveChildren) this.delete(child);
    for (const property of node.liveProperties) deleteProperty(property);
    for (const label of node.labels) {
      label.deleted = true;
      if (this.#labelled.get(label.name) === node) this.#labelled.delete(label.name);
    }
  }

  #mergeProperty(node: SourceNode, property: SourceProperty): void {
    const old = node.property(property.name);
    if (old === undefined) {
      node.addProperty(property);
      return;
    }
    old.labels = [...property.labels, ...old.labels];
    old.valueLabels = property.valueLabels;
    old.pieces = property.pieces;
    old.deleted = false;
  }
}

const deleteProperty = (property: SourceProperty): void => {
  property.deleted = true;
  property.labels = [];
  property.valueLabels = [];
};
