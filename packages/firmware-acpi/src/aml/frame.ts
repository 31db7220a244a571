import type { AmlMethod, AmlObject, Container, TableCode } from './objects.js';
import type { NamespaceNode } from './objects.js';

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

/** A running method, or a table while it is loaded. */
export class Frame {
  readonly code: TableCode;
  /** Absent while a table is loaded. */
  readonly method: AmlMethod | undefined;
  /** Owner of the names it makes. */
  readonly owner: number;
  readonly locals = Array.from({ length: LOCALS }, (_, index) => new Slot('local', index));
  readonly operands: readonly Slot[];
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
    method?: AmlMethod,
    operands: readonly AmlObject[] = [],
  ) {
    this.code = code;
    this.scope = scope;
    this.owner = owner;
    this.method = method;
    this.operands = Array.from(
      { length: ARGUMENTS },
      (_, index) => new Slot('argument', index, operands[index]),
    );
  }
}
