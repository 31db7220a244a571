import { ByteReader, type FormatError } from '@warmboot/format';
import { AmlDecoder } from '../aml/decoder.js';
import type { NamePath } from '../aml/name-path.js';
import { regionSpaceName } from '../aml/region-handler.js';
import { isDeclaration, type DeclarationTerm, type IfTerm, type Term, type TermRange } from '../aml/term.js';
import { parseDefinitionBlock } from '../tables/definition-block.js';
import { TABLE_HEADER_SIZE, withRightChecksum } from '../tables/table-header.js';
import { bare, expression, statementText } from './expression.js';
import { fieldElementLines, fieldFlagsText } from './field-list.js';
import { eisaIdText, integerText, stringText } from './literal.js';
import { externalText, Externals } from './externals.js';
import { externalType } from './external-type.js';
import { NameSketch } from './name-sketch.js';
import { absolute, shortPath } from './scope-path.js';
import { withoutStatement } from './short-call.js';
import { supposeArguments } from './suppose-arguments.js';

const INDENT = '    ';

/** Blocks nested deeper than this are refused; the text would be indented out of sight. */
const MAX_DEPTH = 200;

const hex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;

const block = (head: string, lines: readonly string[]): string[] => {
  if (lines.length === 0) return `${head} {}`.split('\n');
  return [...head.split('\n'), '{', ...lines.map((line) => (line === '' ? '' : INDENT + line)), '}'];
};

/** Turns the byte code of one table into text. */
class Disassembler {
  readonly #reader: ByteReader;
  readonly #sketch: NameSketch;
  readonly #missing: Externals;
  #depth = 0;

  constructor(bytes: Uint8Array, others: readonly Uint8Array[]) {
    this.#reader = new ByteReader(bytes, 'AML', 'little');
    this.#sketch = new NameSketch(bytes, others);
    supposeArguments(this.#sketch);
    this.#missing = new Externals(this.#sketch);
  }

  /** The whole table: what it uses and does not declare is told behind the External declarations that it has itself. */
  table(range: TermRange): string[] {
    const lines = this.list(range, []);
    const missing = this.#missing.lines();
    const at = lines.findIndex((line) => !line.startsWith('External ('));
    const declared = at < 0 ? lines : lines.slice(0, at);
    const rest = at < 0 ? [] : lines.slice(lines[at] === '' ? at + 1 : at);
    const externals = [...declared, ...missing];
    return externals.length === 0 || rest.length === 0
      ? [...externals, ...rest]
      : [...externals, '', ...rest];
  }

  list(range: TermRange, scope: readonly string[]): string[] {
    if (++this.#depth > MAX_DEPTH) {
      throw this.#reader.fault(range.start, 'nesting', `deeper than ${MAX_DEPTH}`, `${MAX_DEPTH} levels`);
    }
    const decoder = this.#decoder(range, scope);
    const lines: string[] = [];
    while (!decoder.atEnd) {
      const term = decoder.term();
      this.#missing.note(term, scope);
      const statement = this.#statement(term, scope);
      if (statement.length > 1 && lines.length > 0 && lines.at(-1) !== '') lines.push('');
      for (const line of statement) lines.push(line);
      if (statement.length > 1 && !decoder.atEnd) lines.push('');
    }
    this.#depth--;
    return lines;
  }

  #decoder(range: TermRange, scope: readonly string[]): AmlDecoder {
    return new AmlDecoder(this.#reader, range, (path) => this.#sketch.argumentCount(path, scope));
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
      case 'call': {
        const { call, statement } = withoutStatement(term);
        const lines = expression(call).split('\n');
        return statement === undefined ? lines : [...lines, ...this.#statement(statement, scope)];
      }
      case 'name':
        // A value that nothing is done with: the language has no statement for it, but the code of a call without arguments.
        return [`${expression(term)} ()`];
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
        // Byte code may have a value that nothing is done with; the language has no statement for it.
        return expression(term)
          .split('\n')
          .map((line) => `// ${line}`);
      default:
        return this.#declaration(term, scope);
    }
  }

  /** If, every ElseIf that follows, and Else. */
  #if(first: IfTerm, scope: readonly string[]): string[] {
    let lines: string[] = [];
    let word = 'If';
    for (let term: IfTerm | undefined = first; term !== undefined; word = 'ElseIf') {
      lines = lines.concat(block(`${word} (${bare(term.predicate)})`, this.list(term.whenTrue, scope)));
      const { whenFalse }: IfTerm = term;
      term = whenFalse === undefined ? undefined : this.#onlyIf(whenFalse, scope);
      if (term === undefined && whenFalse !== undefined)
        lines = lines.concat(block('Else', this.list(whenFalse, scope)));
    }
    return lines;
  }

  /** Compilers put External declarations into an If that never runs; they are written without it. */
  #externals(term: IfTerm, scope: readonly string[]): string[] | undefined {
    const { predicate, whenTrue, whenFalse } = term;
    const never = predicate.kind === 'integer' && predicate.value === 0n && whenFalse === undefined;
    if (!never || whenTrue.start === whenTrue.end) return undefined;
    const terms = this.#decoder(whenTrue, scope).list();
    // Some compilers leave a constant between them.
    const externals = terms.filter(({ kind }) => kind === 'external');
    if (externals.length === 0 || terms.some(({ kind }) => kind !== 'external' && kind !== 'integer'))
      return undefined;
    return externals.flatMap((one) => this.#statement(one, scope));
  }

  /** The If that is all there is in an Else. */
  #onlyIf(range: TermRange, scope: readonly string[]): IfTerm | undefined {
    if (range.start === range.end || this.#reader.u8(range.start, 'opcode') !== 0xa0) return undefined;
    const decoder = this.#decoder(range, scope);
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
        const level = term.syncLevel === 0 ? '' : `, ${term.syncLevel}`;
        const rule = term.serialized ? `, Serialized${level}` : ', NotSerialized';
        return block(`Method (${name}, ${term.argumentCount}${rule})`, inside(term.path, term.body));
      }
      case 'define-name':
        return [
          ...`Name (${name}, ${namedValue(term.path, term.value)})`.split('\n'),
          ...declarationsIn(term.value).flatMap((inner) => this.#declaration(inner, scope)),
        ];
      case 'alias':
        return [`Alias (${shortPath(term.source)}, ${name})`];
      case 'external':
        return [externalText(absolute(term.path, scope), externalType(term.type), term.argumentCount)];
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

/** Declarations that a package takes in whose length is too large; they are written behind it. */
const declarationsIn = (term: Term): DeclarationTerm[] =>
  term.kind === 'package'
    ? term.elements.flatMap((element) => (isDeclaration(element) ? [element] : declarationsIn(element)))
    : [];

const pathOf = (term: Exclude<DeclarationTerm, { kind: 'field' | 'bank-field' }>): NamePath =>
  term.kind === 'index-field' ? term.index : term.path;

/** Identifiers are written as such: only the name they are given to tells an identifier from a number. */
const namedValue = (path: NamePath, value: Term): string => {
  const name = path.segments.at(-1);
  const identifies = name === '_HID' || name === '_CID';
  const identifier = identifies && value.kind === 'integer' ? eisaIdText(value.value) : undefined;
  return identifier ?? expression(value);
};

/** What the disassembler is told besides the table. */
export interface DisassembleOptions {
  /**
   * The machine's other definition blocks. What the table uses of them is declared External with its type, and calls of
   * their methods have their arguments. Without them a count is found that the code makes sense with.
   */
  readonly tables?: readonly Uint8Array[];
  /** When given, a table whose bytes do not sum to zero is reported here and written all the same. */
  readonly onWrongChecksum?: (fault: FormatError) => void;
}

/**
 * Writes a DSDT or SSDT as ACPI source language, in the C-like style of ACPI 6.4 section 19.2. iasl compiles the text
 * to the same code again; resource templates stay buffers, with a comment for each resource. No code of a table is run.
 * @throws FormatError for a broken table or byte code that cannot be read
 */
export const disassemble = (
  table: Uint8Array,
  { tables = [], onWrongChecksum }: DisassembleOptions = {},
): string => {
  const bytes = withRightChecksum(table, onWrongChecksum);
  const { kind, header } = parseDefinitionBlock(bytes);
  const oem = `${stringText(header.oemId.replace(/[\0 ]+$/, ''))}, ${stringText(header.oemTableId.replace(/[\0 ]+$/, ''))}`;
  const revision = integerText(BigInt(header.oemRevision));
  const head = `DefinitionBlock ("", "${kind}", ${header.revision}, ${oem}, ${revision})`;
  const range = { start: TABLE_HEADER_SIZE, end: bytes.length };
  const lines = new Disassembler(bytes, tables).table(range);
  return `${block(head, lines).join('\n')}\n`;
};
