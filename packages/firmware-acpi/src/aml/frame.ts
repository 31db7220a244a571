import type { AmlError } from './aml-error.js';
import type { NamePath } from './name-path.js';
import type { AmlMethod, AmlObject, AmlPackage, Container, NamespaceNode, TableCode } from './objects.js';

/** A local variable or an argument. */
export class Slot implements Container {
  readonly role: 'local' | 'argument';
  readonly index: number;
  object: AmlObject | undefined;

  constructor(role: 'local' | 'argument', index: number, object?: AmlObject) {
    this.role = role;
    this.index = index;
    this.object = object;
  }
}

/** What a term gives before it is resolved to a value: a place that can be stored to, or an object. */
export type Operand = AmlObject | NamespaceNode | Slot;

const LOCALS = 8;
const ARGUMENTS = 7;

/** A name in a package that may be declared further down in the table. */
export interface PendingElement {
  readonly package: AmlPackage;
  readonly index: number;
  readonly path: NamePath;
  readonly scope: NamespaceNode;
}

/** What a table that is being loaded has besides what a method has. */
export interface TableLoad {
  /** Receives what is wrong with a statement; the rest is loaded then. Absent where the first error ends it all. */
  readonly report: ((error: AmlError) => void) | undefined;
  /** Names in its packages. */
  readonly pendingElements: PendingElement[];
}

/** A running method, or a table while it is loaded. */
export class Frame {
  readonly code: TableCode;
  /** Absent while a table is loaded. */
  readonly method: AmlMethod | undefined;
  /** Owner of the names it makes. */
  readonly owner: number;
  readonly locals = Array.from({ length: LOCALS }, (_, index) => new Slot('local', index));
  readonly operands: readonly Slot[];
  /** Absent while a method runs. */
  readonly load: TableLoad | undefined;
  /** Names made so far; those of a method go away with it. */
  readonly made: NamespaceNode[] = [];
  scope: NamespaceNode;
  returned: AmlObject | undefined;
  /** Value of the last expression, which counts as returned in slack mode. */
  implicit: AmlObject | undefined;

  constructor(
    code: TableCode,
    scope: NamespaceNode,
    owner: number,
    running: AmlMethod | TableLoad,
    operands: readonly AmlObject[] = [],
  ) {
    this.code = code;
    this.scope = scope;
    this.owner = owner;
    this.method = 'type' in running ? running : undefined;
    this.load = 'type' in running ? undefined : running;
    this.operands = Array.from(
      { length: ARGUMENTS },
      (_, index) => new Slot('argument', index, operands[index]),
    );
  }
}
