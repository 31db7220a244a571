import type { ByteReader } from '@warmboot/format';
import type { NamePath } from './name-path.js';
import type { Term, TermRange } from './term.js';

/** A place in byte code from which terms are read. Terms hold declarations and declarations hold terms: this is the knot. */
export interface TermCursor {
  readonly reader: ByteReader;
  /** Bytes from the start of the table. */
  position: number;
  readonly atEnd: boolean;
  /** The next byte; undefined at the end. */
  peek(): number | undefined;
  byte(field: string): number;
  word(field: string): number;
  dword(field: string): number;
  /** PkgLength as a plain number (ACPI 6.4 section 20.2.4). */
  rawLength(field: string): number;
  /** PkgLength as a block: where the block ends. @throws FormatError for one that ends beyond the room left */
  blockEnd(field: string): number;
  /** Takes the rest of a block without looking inside. */
  rest(end: number): TermRange;
  /** Runs `body` with the end moved to `end`, then goes on behind it. */
  within<T>(end: number, body: () => T): T;
  nameSegment(): string;
  namePath(): NamePath;
  term(): Term;
}
