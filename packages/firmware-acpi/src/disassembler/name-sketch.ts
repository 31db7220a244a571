import { ByteReader, FormatError } from '@warmboot/format';
import { AmlDecoder } from '../aml/decoder.js';
import { isSearchable, type NamePath } from '../aml/name-path.js';
import type { FieldElement, Term, TermRange } from '../aml/term.js';
import { TABLE_HEADER_SIZE } from '../tables/table-header.js';
import { externalType, typeOfValue, type ExternalType } from './external-type.js';
import { absolute, pathKey } from './scope-path.js';

/** A name as declarations tell of it, which nobody has run. */
export interface SketchedName {
  /** Segments from the root. */
  readonly segments: readonly string[];
  readonly type: ExternalType;
  /** Of a method. */
  readonly argumentCount: number | undefined;
  /** Where it comes from: the table itself, another one, an External, or how it is used. */
  readonly from: 'table' | 'other' | 'external' | 'use';
}

/** A list of terms in one table and the scope it stands in. */
export interface Block {
  readonly reader: ByteReader;
  readonly range: TermRange;
  readonly scope: readonly string[];
  readonly own: boolean;
}

/** A method may call one that is declared further down, and what it declares may be called as well. */
const MAX_PASSES = 5;

const RANK: Readonly<Record<SketchedName['from'], number>> = { table: 3, other: 2, external: 1, use: 0 };

/**
 * The names of a machine's tables and what they are, from their declarations alone: no code is run. Byte code does not say
 * how many arguments follow the name of a method, so the tables are read again until all that can be known is.
 */
export class NameSketch {
  readonly #names = new Map<string, SketchedName>();
  /** Names that the table itself declares, or says with an External that it uses: all that its compiler knew. */
  readonly #ofTable = new Set<string>();
  /** The table itself and each of its methods. */
  bodies: readonly Block[] = [];

  /** @param others the machine's other tables; what cannot be read in them is passed over */
  constructor(table: Uint8Array, others: readonly Uint8Array[]) {
    const blocks = [
      ...[table].map((bytes) => [bytes, true] as const),
      ...others.map((bytes) => [bytes, false] as const),
    ].map(([bytes, own]): Block => ({
      reader: new ByteReader(bytes, 'AML', 'little'),
      range: { start: TABLE_HEADER_SIZE, end: bytes.length },
      scope: [],
      own,
    }));
    this.suppose(['_OSI'], 1);
    let known = '';
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      for (const block of blocks) this.#scan(block);
      const now = this.#signature();
      if (now === known) break;
      known = now;
    }
  }

  /** Argument count of a name seen from a scope; undefined when it is not known to be a method. */
  argumentCount(path: NamePath, scope: readonly string[]): number | undefined {
    return this.find(path, scope)?.argumentCount;
  }

  /**
   * What is known of a name seen from a scope. One that the table's compiler knew is meant, however near another table has one
   * of the same name.
   */
  find(path: NamePath, scope: readonly string[]): SketchedName | undefined {
    if (!isSearchable(path)) return this.#names.get(pathKey(absolute(path, scope)));
    const keys = Array.from({ length: scope.length + 1 }, (_, up) =>
      pathKey([...scope.slice(0, scope.length - up), ...path.segments]),
    );
    const key = keys.find((one) => this.#ofTable.has(one)) ?? keys.find((one) => this.#names.has(one));
    return key === undefined ? undefined : this.#names.get(key);
  }

  /** Takes a name that no declaration tells of for a method, because of how it is used. */
  suppose(segments: readonly string[], argumentCount: number): void {
    const key = pathKey(segments);
    const from = this.#names.get(key)?.from ?? 'use';
    this.#names.set(key, { segments, type: 'MethodObj', argumentCount, from });
  }

  /** Puts back what was known of a name before something was supposed. */
  restore(segments: readonly string[], known: SketchedName | undefined): void {
    if (known === undefined) this.#names.delete(pathKey(segments));
    else this.#names.set(pathKey(segments), known);
  }

  #signature(): string {
    return [...this.#names].map(([key, { argumentCount }]) => `${key}${argumentCount ?? '-'}`).join();
  }

  #add(path: NamePath, block: Block, type: ExternalType, argumentCount?: number): void {
    this.#put(absolute(path, block.scope), block, block.own ? 'table' : 'other', type, argumentCount);
  }

  #put(
    segments: readonly string[],
    block: Block,
    from: SketchedName['from'],
    type: ExternalType,
    argumentCount: number | undefined,
  ): void {
    const key = pathKey(segments);
    if (block.own) this.#ofTable.add(key);
    const known = this.#names.get(key);
    if (known !== undefined && RANK[known.from] >= RANK[from]) return;
    this.#names.set(key, { segments, type, argumentCount, from });
  }

  /** Reads a table from its outermost block inwards, methods last. */
  #scan(table: Block): void {
    const waiting = [table];
    const methods: Block[] = [];
    const bodies = [table];
    const nextBody = (): Block | undefined => {
      const method = methods.pop();
      if (method !== undefined) bodies.push(method);
      return method;
    };
    for (let block = waiting.pop(); block !== undefined; block = waiting.pop() ?? nextBody()) {
      for (const term of this.#terms(block)) this.#take(term, block, waiting, methods);
    }
    if (table.own) this.bodies = bodies;
  }

  *#terms({ reader, range, scope }: Block): Generator<Term> {
    for (let at = range.start; at < range.end;) {
      const decoder = new AmlDecoder(
        reader,
        { start: at, end: range.end },
        (path) => this.argumentCount(path, scope),
        () => undefined,
      );
      try {
        const term = decoder.statement();
        if (term !== undefined) yield term;
        at = decoder.position;
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        at = decoder.endOfBlock(at) ?? range.end;
      }
    }
  }

  #take(term: Term, block: Block, waiting: Block[], methods: Block[]): void {
    const inside = (path: NamePath, range: TermRange): Block => ({
      ...block,
      range,
      scope: absolute(path, block.scope),
    });
    switch (term.kind) {
      case 'scope':
        waiting.push(inside(term.path, term.body));
        break;
      case 'device':
        this.#add(term.path, block, 'DeviceObj');
        waiting.push(inside(term.path, term.body));
        break;
      case 'thermal-zone':
        this.#add(term.path, block, 'ThermalZoneObj');
        waiting.push(inside(term.path, term.body));
        break;
      case 'processor':
        this.#add(term.path, block, 'ProcessorObj');
        waiting.push(inside(term.path, term.body));
        break;
      case 'power-resource':
        this.#add(term.path, block, 'PowerResObj');
        waiting.push(inside(term.path, term.body));
        break;
      case 'method':
        this.#add(term.path, block, 'MethodObj', term.argumentCount);
        methods.push(inside(term.path, term.body));
        break;
      case 'if':
        waiting.push({ ...block, range: term.whenTrue });
        if (term.whenFalse !== undefined) waiting.push({ ...block, range: term.whenFalse });
        break;
      case 'while':
        waiting.push({ ...block, range: term.body });
        break;
      case 'define-name':
        this.#add(term.path, block, typeOfValue(term.value));
        if (term.value.kind === 'package')
          for (const element of term.value.elements) this.#take(element, block, waiting, methods);
        break;
      case 'alias': {
        const source = this.find(term.source, block.scope);
        this.#add(term.path, block, source?.type ?? 'UnknownObj', source?.argumentCount);
        break;
      }
      case 'external':
        this.#put(
          absolute(term.path, block.scope),
          block,
          'external',
          externalType(term.type),
          externalType(term.type) === 'MethodObj' ? term.argumentCount : undefined,
        );
        break;
      case 'mutex':
        this.#add(term.path, block, 'MutexObj');
        break;
      case 'event':
        this.#add(term.path, block, 'EventObj');
        break;
      case 'operation-region':
      case 'data-region':
        this.#add(term.path, block, 'OpRegionObj');
        break;
      case 'create-field':
        this.#add(term.path, block, 'BuffFieldObj');
        break;
      case 'field':
      case 'index-field':
      case 'bank-field':
        this.#addUnits(term.elements, block);
        break;
      default:
        break;
    }
  }

  #addUnits(elements: readonly FieldElement[], block: Block): void {
    for (const element of elements) {
      if (element.kind !== 'unit') continue;
      this.#add({ absolute: false, parents: 0, segments: [element.name] }, block, 'FieldUnitObj');
    }
  }
}
