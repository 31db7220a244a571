import { AmlError, AmlLimitError } from './aml-error.js';
import { isSearchable, namePathText, type NamePath } from './name-path.js';
import { NamespaceNode } from './objects.js';

/** Owner of the names that are there before any table (ACPI 6.4 section 5.3.1). */
export const ROOT_OWNER = 0;

/** The tree of names, and the rules for finding one (ACPI 6.4 section 5.3). */
export class Namespace {
  readonly root = new NamespaceNode('\\', undefined, ROOT_OWNER);
  readonly #limit: number;
  #count = 0;
  #generation = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Changes whenever a name comes or goes: what was decoded before may read differently now. */
  get generation(): number {
    return this.#generation;
  }

  /** Names below the root. */
  get size(): number {
    return this.#count;
  }

  /**
   * Finds a name seen from `scope`. A single segment without prefix is looked for in the scope and then in each
   * parent up to the root; every other path is followed exactly.
   */
  find(path: NamePath, scope: NamespaceNode): NamespaceNode | undefined {
    const [first] = path.segments;
    if (isSearchable(path) && first !== undefined) {
      for (let node: NamespaceNode | undefined = scope; node !== undefined; node = node.parent) {
        const found = node.child(first);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    let node = this.#start(path, scope);
    for (const segment of path.segments) {
      if (node === undefined) return undefined;
      node = node.target.child(segment);
    }
    return node;
  }

  /** As {@link find}. @throws AmlError AE_NOT_FOUND */
  get(path: NamePath, scope: NamespaceNode): NamespaceNode {
    const node = this.find(path, scope);
    if (node !== undefined) return node;
    throw new AmlError('AE_NOT_FOUND', `no ${namePathText(path)} seen from ${scope.path}`);
  }

  /**
   * Makes a new name. Declarations never search: the parent is exactly where the path says.
   * @throws AmlError AE_NOT_FOUND without the parent, AE_ALREADY_EXISTS, LIMIT
   */
  create(path: NamePath, scope: NamespaceNode, owner: number): NamespaceNode {
    const name = path.segments.at(-1);
    if (name === undefined) throw new AmlError('AE_AML_BAD_NAME', 'a declaration without a name');
    let parent = this.#start(path, scope);
    for (const segment of path.segments.slice(0, -1)) parent = parent?.target.child(segment);
    if (parent === undefined) {
      throw new AmlError('AE_NOT_FOUND', `no parent for ${namePathText(path)} seen from ${scope.path}`);
    }
    parent = parent.target;
    if (parent.child(name) !== undefined) {
      throw new AmlError('AE_ALREADY_EXISTS', `${parent.child(name)?.path ?? name} is declared twice`);
    }
    if (this.#count >= this.#limit) throw new AmlLimitError('names in the namespace', this.#limit);
    this.#count++;
    this.#generation++;
    const node = new NamespaceNode(name, parent, owner);
    parent.add(node);
    return node;
  }

  /** Takes a name away, with everything below it. */
  remove(node: NamespaceNode): void {
    if (node.parent?.child(node.name) !== node) return;
    node.parent.remove(node);
    this.#generation++;
    const doomed = [node];
    for (let next = doomed.pop(); next !== undefined; next = doomed.pop()) {
      this.#count--;
      next.object = undefined;
      for (const child of next.children) doomed.push(child);
    }
  }

  /** Every node below the root, parents before children, in the order of declaration. */
  *walk(): Generator<NamespaceNode> {
    const waiting = [...this.root.children].reverse();
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      yield node;
      for (const child of [...node.children].reverse()) waiting.push(child);
    }
  }

  #start({ absolute, parents }: NamePath, scope: NamespaceNode): NamespaceNode | undefined {
    if (absolute) return this.root;
    let node: NamespaceNode | undefined = scope;
    for (let level = 0; level < parents; level++) node = node?.parent;
    return node;
  }
}
