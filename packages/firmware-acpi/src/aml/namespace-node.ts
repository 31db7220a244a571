import type { AmlObject, Container } from './objects.js';

/** One name of the ACPI namespace: its object, if it has one yet, and the names below it. */
export class NamespaceNode implements Container {
  /** Four characters; a backslash for the root. */
  readonly name: string;
  readonly parent: NamespaceNode | undefined;
  /** Table or running method that made it, for removing what it made. */
  readonly owner: number;
  object: AmlObject | undefined;
  /** The node this one is another name for. */
  aliasOf: NamespaceNode | undefined;
  readonly #children = new Map<string, NamespaceNode>();

  constructor(name: string, parent: NamespaceNode | undefined, owner: number) {
    this.name = name;
    this.parent = parent;
    this.owner = owner;
  }

  /** Children in the order in which they were made. */
  get children(): readonly NamespaceNode[] {
    return [...this.#children.values()];
  }

  /** The node of that name segment below this one. */
  child(name: string): NamespaceNode | undefined {
    return this.#children.get(name);
  }

  /** Puts a node below this one. */
  add(child: NamespaceNode): void {
    this.#children.set(child.name, child);
  }

  /** Takes this node out of its parent. */
  remove(child: NamespaceNode): void {
    this.#children.delete(child.name);
  }

  /** Full path with padded segments: `\_SB_.MHPC`. */
  get path(): string {
    if (this.parent === undefined) return this.name;
    return this.parent.parent === undefined ? `\\${this.name}` : `${this.parent.path}.${this.name}`;
  }

  /** The node that holds the object: the target of an alias, or this one. */
  get target(): NamespaceNode {
    return this.aliasOf ?? this;
  }
}
