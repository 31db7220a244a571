import type { AmlPackage, NamespaceNode } from './objects.js';
import type { NamePath } from './name-path.js';
import { AmlLimitError, type AmlError } from './aml-error.js';
import { Conversion, type IntegerWidth } from './conversion.js';
import { FieldAccess } from './field-access.js';
import type { Frame } from './frame.js';
import { Budget, type AmlLimits } from './limits.js';
import { Namespace } from './namespace.js';
import type { AmlMutex, AmlObject, TableCode } from './objects.js';
import type { RegionHandlers } from './region-handler.js';
import type { Term, TermRange } from './term.js';

/** A name in a package that may be declared further down in the table. */
export interface PendingElement {
  readonly package: AmlPackage;
  readonly index: number;
  readonly path: NamePath;
  readonly scope: NamespaceNode;
}

/** A Notify that byte code asked for. */
export interface QueuedNotification {
  readonly node: NamespaceNode;
  readonly value: number;
}

export interface AmlContextOptions {
  readonly limits: AmlLimits;
  readonly handlers: RegionHandlers;
  readonly slack: boolean;
  /** Tables that LoadTable and DataTableRegion may ask for. */
  readonly tables: readonly Uint8Array[];
  readonly debug: (object: AmlObject) => void;
  /** Runs a list of terms in a frame. */
  readonly run: (context: AmlContext, frame: Frame, range: TermRange) => void;
  /** When given, an error in one statement of a table does not stop the rest from loading. */
  readonly loadError: ((error: AmlError) => void) | undefined;
}

/** A decoded statement and where the next one starts. */
export interface DecodedStatement {
  readonly term: Term;
  readonly end: number;
  /** State of the namespace in which it was decoded. */
  readonly generation: number;
}

/** Everything one interpreter knows. There is nothing outside of it. */
export class AmlContext {
  readonly options: AmlContextOptions;
  readonly namespace: Namespace;
  readonly fields: FieldAccess;
  budget: Budget;
  conversion: Conversion;
  /** Sync level of the thread: that of the last mutex or serialized method taken (ACPI 6.4 section 19.6.2). */
  syncLevel = 0;
  readonly heldMutexes: AmlMutex[] = [];
  readonly notifications: QueuedNotification[] = [];
  /** Names in packages of a table that is being loaded. */
  readonly pendingElements: PendingElement[] = [];
  /** In units of 100 ns; only Sleep, Stall and reading it let it go on. */
  time = 0n;
  readonly #decoded = new WeakMap<TableCode, Map<number, DecodedStatement>>();
  #owners = 0;

  constructor(options: AmlContextOptions) {
    this.options = options;
    this.namespace = new Namespace(options.limits.namespaceNodes);
    this.budget = new Budget(options.limits);
    this.conversion = new Conversion(64, () => this.budget);
    this.fields = new FieldAccess({
      handlers: options.handlers,
      conversion: () => this.conversion,
      budget: () => this.budget,
      slack: options.slack,
    });
  }

  get slack(): boolean {
    return this.options.slack;
  }

  setIntegerWidth(width: IntegerWidth): void {
    this.conversion = new Conversion(width, () => this.budget);
  }

  run(frame: Frame, range: TermRange): void {
    this.options.run(this, frame, range);
  }

  /** Queues a notification for when byte code has come to its end. */
  notify(notification: QueuedNotification): void {
    const { notifications: allowed } = this.options.limits;
    if (this.notifications.length >= allowed) throw new AmlLimitError('notifications waiting', allowed);
    this.notifications.push(notification);
  }

  debug(object: AmlObject): void {
    this.options.debug(object);
  }

  /** A number for the names of one table or of one run of a method. */
  newOwner(): number {
    return ++this.#owners;
  }

  /** Statements of a table that were decoded before, by offset. */
  decoded(code: TableCode): Map<number, DecodedStatement> {
    let statements = this.#decoded.get(code);
    if (statements === undefined) {
      statements = new Map();
      this.#decoded.set(code, statements);
    }
    return statements;
  }
}
