import { FormatError, type ByteReader } from '@warmboot/format';
import { decodeDeclaration } from './decode-declaration.js';
import type { NamePath } from './name-path.js';
import { EXTENDED_PREFIX, OPERATORS } from './opcodes.js';
import type { Term, TermRange } from './term.js';
import type { TermCursor } from './term-cursor.js';

/**
 * Tells how many arguments follow a name in byte code: the argument count when it names a method, undefined when
 * it does not. The encoding cannot be read without this knowledge (ACPI 6.4 section 20.2.5.5, UserTermObj).
 */
export type ArgumentCounts = (path: NamePath) => number | undefined;

/**
 * Terms nested deeper than this are refused, which saves the stack, also that of code that was not compiled yet: real expressions
 * stay below 20, and packages below 10.
 */
const MAX_NESTING = 500;

/** Blocks whose length stands right behind their opcode: where they end is known even if what is in them is not. */
const BLOCKS: ReadonlySet<number> = new Set([
  0x10, 0x14, 0xa0, 0xa1, 0xa2, 0x5b81, 0x5b82, 0x5b83, 0x5b84, 0x5b85, 0x5b86, 0x5b87,
]);

const isNameStart = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f;
const isNameLead = (byte: number): boolean =>
  isNameStart(byte) || byte === 0x5c || byte === 0x5e || byte === 0x2e || byte === 0x2f;

/** Reads terms from one range of a table, one at a time. */
export class AmlDecoder implements TermCursor {
  readonly reader: ByteReader;
  readonly argumentCounts: ArgumentCounts;
  position: number;
  readonly #tolerate: ((fault: FormatError) => void) | undefined;
  /** What is read must end here; a block inside may end earlier, which only says where the next term is not its own. */
  readonly #limit: number;
  #end: number;
  #nesting = 0;

  /**
   * @param tolerate receives what is wrong and can be read all the same: a block that runs past the one around it ends with
   * it, and a byte that is no opcode is passed over, as ACPICA does. When absent that is an error.
   */
  constructor(
    reader: ByteReader,
    { start, end }: TermRange,
    argumentCounts: ArgumentCounts,
    tolerate?: (fault: FormatError) => void,
  ) {
    this.reader = reader;
    this.argumentCounts = argumentCounts;
    this.position = start;
    this.#tolerate = tolerate;
    this.#limit = end;
    this.#end = end;
  }

  get atEnd(): boolean {
    return this.position >= this.#end;
  }

  peek(): number | undefined {
    return this.atEnd ? undefined : this.reader.u8(this.position, 'opcode');
  }

  byte(field: string): number {
    this.#need(1, field);
    return this.reader.u8(this.position++, field);
  }

  word(field: string): number {
    this.#need(2, field);
    this.position += 2;
    return this.reader.u16(this.position - 2, field);
  }

  dword(field: string): number {
    this.#need(4, field);
    this.position += 4;
    return this.reader.u32(this.position - 4, field);
  }

  /** PkgLength as a plain number (ACPI 6.4 section 20.2.4): field units count bits with it. */
  rawLength(field: string): number {
    const lead = this.byte(field);
    const following = lead >> 6;
    if (following === 0) return lead & 0x3f;
    let length = lead & 0x0f;
    for (let index = 0; index < following; index++) length |= this.byte(field) << (4 + 8 * index);
    return length;
  }

  /** PkgLength as a block: the length counts its own bytes, so it says where the block ends. */
  blockEnd(field: string): number {
    const start = this.position;
    const length = this.rawLength(field);
    const end = start + length;
    if (end >= this.position && end <= this.#limit) return end;
    const allowed = `${this.position - start} to ${this.#limit - start}, the room left`;
    const fault = this.reader.fault(start, `${field} length`, String(length), allowed);
    // Elements that are there make a package, whatever its length says.
    if (end < this.position || (this.#tolerate === undefined && field !== 'Package')) throw fault;
    this.#tolerate?.(fault);
    return this.#limit;
  }

  /** Where the block whose opcode is at `at` ends, at the latest where the range does; undefined for what is no block. */
  endOfBlock(at: number): number | undefined {
    this.position = at;
    try {
      const lead = this.byte('opcode');
      const code = lead === EXTENDED_PREFIX ? 0x5b00 | this.byte('extended opcode') : lead;
      if (!BLOCKS.has(code)) return undefined;
      const end = this.position + this.rawLength('block length');
      return end > this.position ? Math.min(end, this.#limit) : undefined;
    } catch (error) {
      if (error instanceof FormatError) return undefined;
      throw error;
    }
  }

  /** Takes the rest of a block without looking inside. */
  rest(end: number): TermRange {
    const range = { start: this.position, end };
    this.position = end;
    return range;
  }

  /** Runs `body` with the end moved to `end`, then goes on behind it; the last term inside may have gone further. */
  within<T>(end: number, body: () => T): T {
    const outer = this.#end;
    this.#end = end;
    const value = body();
    this.#end = outer;
    this.position = Math.max(end, this.position);
    return value;
  }

  nameSegment(): string {
    this.#need(4, 'name');
    const at = this.position;
    const bytes = this.reader.slice(at, 4, 'name');
    const segment = String.fromCharCode(...bytes);
    if (!/^[A-Z_][A-Z0-9_]{3}$/.test(segment)) {
      throw this.reader.fault(
        at,
        'name',
        JSON.stringify(segment),
        'a letter or _, then letters, digits or _',
      );
    }
    this.position += 4;
    return segment;
  }

  namePath(): NamePath {
    const absolute = this.peek() === 0x5c;
    if (absolute) this.position++;
    let parents = 0;
    while (this.peek() === 0x5e) {
      parents++;
      this.position++;
    }
    const count = this.#segmentCount();
    return { absolute, parents, segments: Array.from({ length: count }, () => this.nameSegment()) };
  }

  #segmentCount(): number {
    switch (this.peek()) {
      case 0x00:
        this.position++;
        return 0;
      case 0x2e:
        this.position++;
        return 2;
      case 0x2f:
        this.position++;
        return this.byte('segment count');
      default:
        return 1;
    }
  }

  /** Terms up to the end of the range. */
  list(): Term[] {
    const terms: Term[] = [];
    while (!this.atEnd) terms.push(this.term());
    return terms;
  }

  term(): Term {
    const term = this.statement();
    if (term !== undefined) return term;
    throw this.reader.fault(this.position, 'term', 'cut off by the end of its block', 'a term');
  }

  /** A term; undefined where there is none before the end, but bytes that were passed over. */
  statement(): Term | undefined {
    if (++this.#nesting > MAX_NESTING) {
      throw this.reader.fault(
        this.position,
        'nesting',
        `deeper than ${MAX_NESTING}`,
        `${MAX_NESTING} levels`,
      );
    }
    let term = this.#term();
    while (term === undefined && !this.atEnd) term = this.#term();
    this.#nesting--;
    return term;
  }

  /** A name or another thing that can be referred to; a method's name does not call it here. */
  superName(): Term {
    const lead = this.peek();
    if (lead === undefined || !isNameLead(lead)) return this.term();
    const offset = this.position;
    return { kind: 'name', offset, path: this.namePath() };
  }

  /** Undefined for a byte that is no opcode and is passed over. */
  #term(): Term | undefined {
    const offset = this.position;
    const lead = this.byte('opcode');
    if (isNameLead(lead)) {
      this.position = offset;
      return this.#nameOrCall(offset);
    }
    const code = lead === EXTENDED_PREFIX ? 0x5b00 | this.byte('extended opcode') : lead;
    const operator = OPERATORS.get(code);
    if (operator !== undefined) {
      const operands = Array.from(operator.operands, (letter) => this.#operand(letter, operator.name));
      return { kind: 'operator', name: operator.name, offset, operands };
    }
    if (code >= 0x60 && code <= 0x67) return { kind: 'local', offset, index: code - 0x60 };
    if (code >= 0x68 && code <= 0x6e) return { kind: 'argument', offset, index: code - 0x68 };
    const term =
      this.#literal(code, offset) ?? this.#block(code, offset) ?? decodeDeclaration(this, code, offset);
    if (term !== undefined) return term;
    const allowed = 'an opcode of ACPI 6.4 section 20.3';
    const fault = this.reader.fault(offset, 'opcode', `0x${code.toString(16)}`, allowed);
    if (this.#tolerate === undefined) throw fault;
    this.#tolerate(fault);
    return undefined;
  }

  #operand(letter: string, operator: string): Term {
    const offset = this.position;
    switch (letter) {
      case 'T':
        return this.term();
      case 'S':
        return this.term();
      case 'N':
        return this.superName();
      case 'R':
        if (this.peek() !== 0x00) return this.superName();
        this.position++;
        return { kind: 'no-target', offset };
      case 'B':
        return { kind: 'integer', offset, form: 'byte', value: BigInt(this.byte(operator)) };
      case 'W':
        return { kind: 'integer', offset, form: 'word', value: BigInt(this.word(operator)) };
      default:
        return { kind: 'integer', offset, form: 'dword', value: BigInt(this.dword(operator)) };
    }
  }

  #nameOrCall(offset: number): Term {
    const path = this.namePath();
    const count = this.argumentCounts(path);
    if (count === undefined) return { kind: 'name', offset, path };
    return { kind: 'call', offset, path, operands: Array.from({ length: count }, () => this.term()) };
  }

  #literal(code: number, offset: number): Term | undefined {
    switch (code) {
      case 0x00:
        return { kind: 'integer', offset, form: 'zero', value: 0n };
      case 0x01:
        return { kind: 'integer', offset, form: 'one', value: 1n };
      case 0x0a:
        return { kind: 'integer', offset, form: 'byte', value: BigInt(this.byte('byte constant')) };
      case 0x0b:
        return { kind: 'integer', offset, form: 'word', value: BigInt(this.word('word constant')) };
      case 0x0c:
        return { kind: 'integer', offset, form: 'dword', value: BigInt(this.dword('dword constant')) };
      case 0x0e: {
        const low = BigInt(this.dword('qword constant'));
        const value = low | (BigInt(this.dword('qword constant')) << 32n);
        return { kind: 'integer', offset, form: 'qword', value };
      }
      case 0x0d:
        return { kind: 'string', offset, value: this.#string() };
      case 0xff:
        return { kind: 'ones', offset };
      case 0x5b30:
        return { kind: 'revision', offset };
      case 0x5b31:
        return { kind: 'debug', offset };
      default:
        return undefined;
    }
  }

  #string(): string {
    const bytes = this.reader.bytes.subarray(this.position, this.#limit);
    const length = bytes.indexOf(0);
    if (length < 0)
      throw this.reader.fault(this.position, 'string', 'without an end', 'a zero byte at its end');
    this.position += length + 1;
    let value = '';
    for (const byte of bytes.subarray(0, length)) value += String.fromCharCode(byte);
    return value;
  }

  #block(code: number, offset: number): Term | undefined {
    switch (code) {
      case 0x11: {
        const end = this.blockEnd('Buffer');
        return this.within(end, () => {
          const size = this.term();
          const initial = this.reader.slice(this.position, end - this.position, 'Buffer');
          return { kind: 'buffer', offset, size, initial };
        });
      }
      case 0x12:
      case 0x13:
        return this.within(this.blockEnd('Package'), () => {
          const variable = code === 0x13;
          const count = variable ? this.term() : this.#operand('B', 'Package');
          const elements: Term[] = [];
          while (!this.atEnd) elements.push(this.superName());
          return { kind: 'package', offset, count, variable, elements };
        });
      case 0xa0: {
        const end = this.blockEnd('If');
        const [predicate, whenTrue] = this.within(end, () => [this.term(), this.rest(end)] as const);
        let whenFalse: TermRange | undefined;
        if (this.peek() === 0xa1) {
          this.position++;
          whenFalse = this.rest(this.blockEnd('Else'));
        }
        return { kind: 'if', offset, predicate, whenTrue, whenFalse };
      }
      case 0xa2: {
        const end = this.blockEnd('While');
        const [predicate, body] = this.within(end, () => [this.term(), this.rest(end)] as const);
        return { kind: 'while', offset, predicate, body };
      }
      default:
        return undefined;
    }
  }

  #need(size: number, field: string): void {
    if (this.position + size <= this.#limit) return;
    throw this.reader.fault(this.position, field, 'cut off by the end of its block', `${size} more bytes`);
  }
}
