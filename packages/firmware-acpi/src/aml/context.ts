import { AmlLimitError, type AmlError, type AmlFatalError } from './aml-error.js';
import { Conversion, type IntegerWidth } from './conversion.js';
import { FieldAccess } from './field-access.js';
import { findTable, type TableKey } from './find-table.js';
import type { Frame } from './frame.js';
import { Budget, type AmlLimits } from './limits.js';
import { Namespace } from './namespace.js';
import type { AmlMutex, AmlObject, NamespaceNode, TableCode } from './objects.js';
import type { RegionHandlers } from './region-handler.js';
import type { Term, TermRange } from './term.js';

/** A Notify that byte code asked for. */
export interface QueuedNotification {
  readonly node: NamespaceNode;
  readonly value: number;
}

export interface AmlContextOptions {
  readonly limits: AmlLimits;
  readonly handlers: RegionHandlers;
  readonly slack: boolean;
  /** Tables that LoadTable and DataTableRegion may ask for beside those that are loaded. */
  readonly tables: readonly Uint8Array[];
  readonly debug: (object: AmlObject) => void;
  /** Runs a list of terms in a frame. */
  readonly run: (context: AmlContext, frame: Frame, range: TermRange) => void;
  /** When given, an error in one statement of a table does not stop the rest from loading. */
  readonly loadError: ((error: AmlError) => void) | undefined;
  /** Told of Fatal; whether the code goes on behind it. */
  readonly fatal: (error: AmlFatalError) => boolean;
  /** Another table for one that is to be loaded; undefined for one that is not to be loaded at all. */
  readonly override: (table: Uint8Array) => Uint8Array | undefined;
  /** Whether to pass over the operation that failed; when not given, nothing is passed over. */
  readonly passOver: ((error: AmlError) => boolean) | undefined;
}

/** A decoded statement and where the next one starts. */
export interface DecodedStatement {
  /** Absent where there are only bytes that were passed over. */
  readonly term: Term | undefined;
  readonly end: number;
  /** State of the namespace in which it was decoded. */
  readonly generation: number;
}

/** A table whose names are in the namespace. */
export interface LoadedTable {
  readonly owner: number;
  readonly bytes: Uint8Array;
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
  /** Tables loaded so far and not unloaded, in order. */
  readonly loaded: LoadedTable[] = [];
  /** In units of 100 ns; only Sleep, Stall and reading it let it go on. */
  time = 0n;
  /** The error that the listener was asked about and did not pass over: it ends everything that runs. */
  #stopping: AmlError | undefined;
  #asking = false;
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

  /**
   * Whether the operation that failed is passed over. Asked once for each error, where it happens; an error of the sandbox
   * is never passed over, nor is one that comes up while the question is being answered.
   */
  passesOver(error: AmlError): boolean {
    const { passOver } = this.options;
    if (passOver === undefined || this.#asking || error === this.#stopping || error instanceof AmlLimitError)
      return false;
    this.#asking = true;
    try {
      if (passOver(error)) return true;
    } finally {
      this.#asking = false;
    }
    this.#stopping = error;
    return false;
  }

  debug(object: AmlObject): void {
    this.options.debug(object);
  }

  /** The first table with these identifiers, of those that are loaded and then of those that the caller gave. */
  findTable(key: TableKey): Uint8Array | undefined {
    return findTable([...this.loaded.map(({ bytes }) => bytes), ...this.options.tables], key);
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
