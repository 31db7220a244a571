import { ByteReader } from '@warmboot/format';
import { AmlDecoder } from '../aml/decoder.js';
import type { NamePath } from '../aml/name-path.js';
import { regionSpaceName } from '../aml/region-handler.js';
import type { DeclarationTerm, IfTerm, Term, TermRange } from '../aml/term.js';
import { parseDefinitionBlock } from '../tables/definition-block.js';
import { TABLE_HEADER_SIZE } from '../tables/table-header.js';
import { bare, expression, statementText } from './expression.js';
import { fieldElementLines, fieldFlagsText } from './field-list.js';
import { eisaIdText, integerText, stringText } from './literal.js';
import { absolute, MethodCounts, shortPath } from './method-counts.js';

const INDENT = '    ';

/** Blocks nested deeper than this are refused; the text would be indented out of sight. */
const MAX_DEPTH = 200;

const EXTERNAL_TYPE = [
  'UnknownObj',
  'IntObj',
  'StrObj',
  'BuffObj',
  'PkgObj',
  'FieldUnitObj',
  'DeviceObj',
  'EventObj',
  'MethodObj',
  'MutexObj',
  'OpRegionObj',
  'PowerResObj',
  'ProcessorObj',
  'ThermalZoneObj',
  'BuffFieldObj',
  'DDBHandleObj',
];

const hex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;

const block = (head: string, lines: readonly string[]): string[] => {
  if (lines.length === 0) return `${head} {}`.split('\n');
  return [...head.split('\n'), '{', ...lines.map((line) => (line === '' ? '' : INDENT + line)), '}'];
};

/** Turns the byte code of one table into text. */
class Disassembler {
  readonly #reader: ByteReader;
  readonly #counts: MethodCounts;
  #depth = 0;

  constructor(bytes: Uint8Array) {
    this.#reader = new ByteReader(bytes, 'AML', 'little');
    this.#counts = new MethodCounts(bytes);
  }

  list(range: TermRange, scope: readonly string[]): string[] {
    if (++this.#depth > MAX_DEPTH) {
      throw this.#reader.fault(range.start, 'nesting', `deeper than ${MAX_DEPTH}`, `${MAX_DEPTH} levels`);
    }
    const decoder = new AmlDecoder(this.#reader, range, (path) => this.#counts.find(path, scope));
    const lines: string[] = [];
    while (!decoder.atEnd) {
      const statement = this.#statement(decoder.term(), scope);
      if (statement.length > 1 && lines.length > 0 && lines.at(-1) !== '') lines.push('');
      lines.push(...statement);
      if (statement.length > 1 && !decoder.atEnd) lines.push('');
    }
    this.#depth--;
    return lines;
  }

  #statement(term: Term, scope: readonly string[]): string[] {
    switch (term.kind) {
      case 'if':
        return this.#externals(term, scope) ?? this.#if(term, scope);
      case 'while':
        return block(`While (${bare(term.predicate)})`, this.list(term.body, scope));
      case 'operator':
        if (term.name === 'Return' && term.operands[0] !== undefined) {
          return `Return (${bare(term.operands[0])})`.split('\n');
        }
        return statementText(term).split('\n');
      case 'name':
      case 'call':
      case 'integer':
      case 'ones':
      case 'revision':
      case 'debug':
      case 'string':
      case 'buffer':
      case 'package':
      case 'local':
      case 'argument':
      case 'no-target':
        return expression(term).split('\n');
      default:
        return this.#declaration(term, scope);
    }
  }

  /** If, every ElseIf that follows, and Else. */
  #if(first: IfTerm, scope: readonly string[]): string[] {
    const lines: string[] = [];
    let word = 'If';
    for (let term: IfTerm | undefined = first; term !== undefined; word = 'ElseIf') {
      lines.push(...block(`${word} (${bare(term.predicate)})`, this.list(term.whenTrue, scope)));
      const { whenFalse }: IfTerm = term;
      term = whenFalse === undefined ? undefined : this.#onlyIf(whenFalse, scope);
      if (term === undefined && whenFalse !== undefined)
        lines.push(...block('Else', this.list(whenFalse, scope)));
    }
    return lines;
  }

  /** Compilers put External declarations into an If that never runs; they are written without it. */
  #externals(term: IfTerm, scope: readonly string[]): string[] | undefined {
    const { predicate, whenTrue, whenFalse } = term;
    const never = predicate.kind === 'integer' && predicate.value === 0n && whenFalse === undefined;
    if (!never || whenTrue.start === whenTrue.end) return undefined;
    const decoder = new AmlDecoder(this.#reader, whenTrue, (path) => this.#counts.find(path, scope));
    const terms = decoder.list();
    if (!terms.every(({ kind }) => kind === 'external')) return undefined;
    return terms.flatMap((one) => this.#statement(one, scope));
  }

  /** The If that is all there is in an Else. */
  #onlyIf(range: TermRange, scope: readonly string[]): IfTerm | undefined {
    if (range.start === range.end || this.#reader.u8(range.start, 'opcode') !== 0xa0) return undefined;
    const decoder = new AmlDecoder(this.#reader, range, (path) => this.#counts.find(path, scope));
    const term = decoder.term();
    return term.kind === 'if' && decoder.atEnd ? term : undefined;
  }

  #declaration(term: DeclarationTerm, scope: readonly string[]): string[] {
    const inside = (path: NamePath, body: TermRange): string[] => this.list(body, absolute(path, scope));
    const name = shortPath(term.kind === 'field' || term.kind === 'bank-field' ? term.region : pathOf(term));
    switch (term.kind) {
      case 'scope':
        return block(`Scope (${name})`, inside(term.path, term.body));
      case 'device':
        return block(`Device (${name})`, inside(term.path, term.body));
      case 'thermal-zone':
        return block(`ThermalZone (${name})`, inside(term.path, term.body));
      case 'processor': {
        const { id, blockAddress, blockLength } = term;
        const head = `Processor (${name}, ${hex(id)}, ${hex(blockAddress)}, ${hex(blockLength)})`;
        return block(head, inside(term.path, term.body));
      }
      case 'power-resource': {
        const head = `PowerResource (${name}, ${hex(term.systemLevel)}, ${hex(term.resourceOrder)})`;
        return block(head, inside(term.path, term.body));
      }
      case 'method': {
        this.#counts.declare(term.path, scope, term.argumentCount);
        const level = term.syncLevel === 0 ? '' : `, ${term.syncLevel}`;
        const rule = term.serialized ? `, Serialized${level}` : ', NotSerialized';
        return block(`Method (${name}, ${term.argumentCount}${rule})`, inside(term.path, term.body));
      }
      case 'define-name':
        return `Name (${name}, ${namedValue(term.path, term.value)})`.split('\n');
      case 'alias':
        return [`Alias (${shortPath(term.source)}, ${name})`];
      case 'external': {
        if (term.type === 8) this.#counts.declare(term.path, scope, term.argumentCount);
        const note = term.type === 8 ? ` // ${term.argumentCount} arguments` : '';
        return [`External (${name}, ${EXTERNAL_TYPE[term.type] ?? 'UnknownObj'})${note}`];
      }
      case 'mutex':
        return [`Mutex (${name}, ${hex(term.syncLevel)})`];
      case 'event':
        return [`Event (${name})`];
      case 'operation-region': {
        const space = regionSpaceName(term.space).replace(/^RegionSpace /, '');
        return [`OperationRegion (${name}, ${space}, ${expression(term.base)}, ${expression(term.length)})`];
      }
      case 'data-region':
        return [`DataTableRegion (${name}, ${term.operands.map(expression).join(', ')})`];
      case 'create-field':
        return `${term.operator} (${term.operands.map(expression).join(', ')}, ${name})`.split('\n');
      case 'field':
        return block(`Field (${name}, ${fieldFlagsText(term.flags)})`, fieldElementLines(term.elements));
      case 'index-field': {
        const registers = `${shortPath(term.index)}, ${shortPath(term.data)}`;
        return block(
          `IndexField (${registers}, ${fieldFlagsText(term.flags)})`,
          fieldElementLines(term.elements),
        );
      }
      case 'bank-field': {
        const bank = `${shortPath(term.bank)}, ${expression(term.value)}`;
        const head = `BankField (${name}, ${bank}, ${fieldFlagsText(term.flags)})`;
        return block(head, fieldElementLines(term.elements));
      }
    }
  }
}

const pathOf = (term: Exclude<DeclarationTerm, { kind: 'field' | 'bank-field' }>): NamePath =>
  term.kind === 'index-field' ? term.index : term.path;

/** Identifiers are written as such: only the name they are given to tells an identifier from a number. */
const namedValue = (path: NamePath, value: Term): string => {
  const name = path.segments.at(-1);
  const identifies = name === '_HID' || name === '_CID';
  const identifier = identifies && value.kind === 'integer' ? eisaIdText(value.value) : undefined;
  return identifier ?? expression(value);
};

/**
 * Writes a DSDT or SSDT as ACPI source language, in the C-like style of ACPI 6.4 section 19.2. iasl compiles the text
 * to the same code again; resource templates stay buffers, with a comment for each resource.
 * @throws FormatError for a broken table or byte code that cannot be read; AmlLimitError for a table that uses up the
 * limits of the interpreter while it is loaded to learn its methods
 */
export const disassemble = (bytes: Uint8Array): string => {
  const { kind, header } = parseDefinitionBlock(bytes);
  const oem = `${stringText(header.oemId.replace(/[\0 ]+$/, ''))}, ${stringText(header.oemTableId.replace(/[\0 ]+$/, ''))}`;
  const revision = integerText(BigInt(header.oemRevision));
  const head = `DefinitionBlock ("", "${kind}", ${header.revision}, ${oem}, ${revision})`;
  const lines = new Disassembler(bytes).list({ start: TABLE_HEADER_SIZE, end: bytes.length }, []);
  return `${block(head, lines).join('\n')}\n`;
};
