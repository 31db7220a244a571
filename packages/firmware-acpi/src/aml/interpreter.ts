import type { FormatError } from '@warmboot/format';
import { parseTableHeader, withRightChecksum } from '../tables/table-header.js';
import { AmlError, type AmlFatalError } from './aml-error.js';
import { AmlContext } from './context.js';
import { Evaluator } from './evaluator.js';
import { runMethod } from './invoke.js';
import { Budget, DEFAULT_AML_LIMITS, type AmlLimits } from './limits.js';
import { loadTable } from './load-table.js';
import { namePathFromText } from './name-path.js';
import type { NamespaceNode } from './objects.js';
import { releaseAll } from './operators/synchronisation.js';
import { OSI_LISTS, type OsiListName } from './osi.js';
import { addPredefined } from './predefined.js';
import { isRegionSpaceName, REGION_SPACE, type RegionHandlers } from './region-handler.js';
import { repairPredefined } from './repair/repair-predefined.js';
import { resolve } from './resolve.js';
import { fromValue, toValue, type AmlValue } from './value.js';

/** What an interpreter is given from outside. All of it is optional; a table that needs more ends in an AmlError. */
export interface AmlInterpreterOptions {
  /** What stands behind the operation regions, by address space. */
  readonly handlers?: RegionHandlers;
  /** Receives Notify, after the method that asked for it has ended (ACPI 6.4 section 5.6.6). */
  readonly onNotify?: (path: string, value: number) => void;
  /** Receives what is stored to the Debug object. */
  readonly onDebug?: (value: AmlValue) => void;
  /**
   * When given, what is wrong with one statement of a table is reported here and the rest is loaded, as Linux does; without
   * it the first error ends the loading, and none of the table's names are left. Code that can be read although it is not as
   * it should be (a block that runs past its table, a byte that is no opcode) is reported too and loses nothing.
   */
  readonly onLoadError?: (error: AmlError) => void;
  /**
   * Asked about each error in byte code where it happens, as ACPICA asks its exception handler: `go-on` passes over the
   * operation that failed, `stop` ends the evaluation with that error. What the operation was an operand of has nothing to
   * work on then, and is asked about as well. {@link askErrorMethod} lets the tables decide. Errors of the sandbox
   * ({@link AmlLimitError}) and errors while this is being answered always stop.
   */
  readonly onError?: (error: AmlError, interpreter: AmlInterpreter) => 'go-on' | 'stop';
  /** When given, a table whose bytes do not sum to zero is reported here and loaded all the same. */
  readonly onWrongChecksum?: (fault: FormatError) => void;
  readonly limits?: Partial<AmlLimits>;
  /**
   * The tolerance that Linux shows unless booted with `acpi=strict`: locals without a value are 0, the last expression
   * is the value of a method without Return, accesses may reach past the end of a region up to its next multiple.
   * On by default.
   */
  readonly slack?: boolean;
  /** What `_OSI` says yes to: a list, or the name of one in {@link OSI_LISTS}; that of Linux by default. */
  readonly osi?: OsiListName | readonly string[];
  /**
   * Told of the Fatal operator. The code goes on behind it, as in ACPICA, unless this answers `stop`: then the evaluation
   * ends with the error.
   */
  readonly onFatal?: (error: AmlFatalError) => 'go-on' | 'stop';
  /**
   * Asked about each table before it is loaded, those that byte code loads included: another table takes its place,
   * `refuse` keeps it out, undefined leaves it as it is.
   */
  readonly override?: (table: Uint8Array) => Uint8Array | 'refuse' | undefined;
  /** Whether answers of predefined names are repaired as ACPICA does it (see {@link repairPredefined}). On by default. */
  readonly repair?: boolean;
  /** Tables that LoadTable and DataTableRegion find. */
  readonly tables?: readonly Uint8Array[];
}

/** V8 and JavaScriptCore throw a RangeError, SpiderMonkey an InternalError. */
const isStackOverflow = (error: unknown): boolean =>
  error instanceof Error && /call stack|recursion/i.test(error.message) && !(error instanceof AmlError);

/**
 * Loads definition blocks and evaluates what they define (ACPI 6.4 chapters 5, 19 and 20). One interpreter is one
 * namespace; there is nothing outside of it, and nothing in it that reads a clock.
 */
export class AmlInterpreter {
  readonly #context: AmlContext;
  readonly #onNotify: ((path: string, value: number) => void) | undefined;
  readonly #repair: boolean;
  readonly #onWrongChecksum: ((fault: FormatError) => void) | undefined;
  #loaded = false;
  #active = 0;

  constructor(options: AmlInterpreterOptions = {}) {
    this.#onNotify = options.onNotify;
    this.#onWrongChecksum = options.onWrongChecksum;
    const { onError } = options;
    const context: AmlContext = new AmlContext({
      limits: { ...DEFAULT_AML_LIMITS, ...options.limits },
      handlers: options.handlers ?? {},
      slack: options.slack ?? true,
      tables: options.tables ?? [],
      run: (inside, frame, range) => void new Evaluator(inside, frame).run(range),
      debug: (object) => options.onDebug?.(toValue(context, object)),
      loadError: options.onLoadError,
      fatal: (error) => options.onFatal?.(error) !== 'stop',
      override: (table) => {
        const other = options.override?.(table);
        return other === 'refuse' ? undefined : (other ?? table);
      },
      passOver: onError === undefined ? undefined : (error) => onError(error, this) === 'go-on',
    });
    this.#context = context;
    const osi = options.osi ?? 'linux';
    addPredefined(context, typeof osi === 'string' ? OSI_LISTS[osi] : osi);
    this.#repair = options.repair ?? true;
  }

  /** Bits of an integer: 32 or 64, decided by the revision of the first table loaded. */
  get integerWidth(): 32 | 64 {
    return this.#context.conversion.width;
  }

  /** Root of the namespace, for {@link listNamespace} and the disassembler. */
  get root(): NamespaceNode {
    return this.#context.namespace.root;
  }

  /**
   * Loads a DSDT or SSDT. The first one decides the width of integers: 32 bits below revision 2, else 64.
   * @returns false for a table that {@link AmlInterpreterOptions.override} refused
   * @throws FormatError for a broken table or broken byte code, AmlError for what it does at load time
   */
  load(bytes: Uint8Array): boolean {
    const context = this.#context;
    const wanted = context.options.override(bytes);
    if (wanted === undefined) return false;
    const table = withRightChecksum(wanted, this.#onWrongChecksum);
    const { revision } = parseTableHeader(table);
    if (!this.#loaded) context.setIntegerWidth(revision < 2 ? 32 : 64);
    this.#enter(() => loadTable(context, table, this.root, context.options.loadError));
    this.#loaded = true;
    return true;
  }

  /** Numbers of the address spaces that have a handler. */
  get handledSpaces(): readonly number[] {
    return Object.keys(this.#context.options.handlers).flatMap((name) => {
      const space = isRegionSpaceName(name) ? REGION_SPACE[name] : Number(name);
      return Number.isInteger(space) ? [space] : [];
    });
  }

  /** Whether there is such a name. */
  has(path: string): boolean {
    return this.#find(path) !== undefined;
  }

  /**
   * Evaluates a name: runs a method, reads a field, or gives the value that is there.
   * @param path from the root, with short segments if you like: `\_SB.MHPC.MP00._CRS`
   * @returns undefined for a method that returned nothing (in slack mode that is 0)
   * @throws AmlError and nothing else: AE_NOT_FOUND when there is no such name, AE_BAD_PATHNAME when none can be
   */
  evaluate(path: string, operands: readonly AmlValue[] = []): AmlValue | undefined {
    const node = this.#find(path);
    if (node === undefined) throw new AmlError('AE_NOT_FOUND', `no ${path}`);
    const context = this.#context;
    const answer = this.#enter((): AmlValue | undefined => {
      const { object } = node.target;
      const given = operands.map((operand) => fromValue(context, operand));
      if (object?.type === 'native-method') return toValue(context, object.run(given));
      if (object?.type !== 'method') return toValue(context, resolve(context, node));
      const returned = runMethod(context, object, given.slice(0, object.argumentCount));
      if (returned !== undefined) return toValue(context, returned);
      // In slack mode a method that comes to its end without any value counts as returning 0 to the outside.
      return context.slack ? { type: 'integer', value: 0n } : undefined;
    });
    if (!this.#repair) return answer;
    const hasSibling = (name: string): boolean => node.parent?.child(name) !== undefined;
    return repairPredefined(node.name, answer, { width: this.integerWidth, hasSibling });
  }

  /** As {@link evaluate}, for a name whose value must be an integer. @throws AmlError AE_TYPE when it is another */
  evaluateInteger(path: string, operands: readonly AmlValue[] = []): bigint {
    const value = this.evaluate(path, operands);
    if (value?.type === 'integer') return value.value;
    throw new AmlError('AE_TYPE', `${path} gives ${value?.type ?? 'nothing'}, not an integer`);
  }

  /** As {@link evaluate}, for a name whose value must be a buffer, such as `_CRS`. @throws AmlError AE_TYPE */
  evaluateBuffer(path: string, operands: readonly AmlValue[] = []): Uint8Array {
    const value = this.evaluate(path, operands);
    if (value?.type === 'buffer') return value.bytes;
    throw new AmlError('AE_TYPE', `${path} gives ${value?.type ?? 'nothing'}, not a buffer`);
  }

  #find(path: string): NamespaceNode | undefined {
    const parsed = namePathFromText(path);
    if (parsed === undefined) throw new AmlError('AE_BAD_PATHNAME', `${JSON.stringify(path)} is not a path`);
    return this.#context.namespace.find({ ...parsed, absolute: true, parents: 0 }, this.root);
  }

  /** One call from outside has one budget; a handler that calls in again uses the same one. */
  #enter<T>(body: () => T): T {
    const context = this.#context;
    if (this.#active === 0) context.budget = new Budget(context.options.limits);
    this.#active++;
    try {
      return body();
    } catch (error) {
      // A caller that is deep in its own stack leaves less room than termDepth counts on.
      throw isStackOverflow(error)
        ? new AmlError('AE_LIMIT', 'the stack has no room for more nesting')
        : error;
    } finally {
      this.#active--;
      if (this.#active === 0) {
        releaseAll(context);
        this.#deliver();
      }
    }
  }

  #deliver(): void {
    for (const { node, value } of this.#context.notifications.splice(0)) this.#onNotify?.(node.path, value);
  }
}
