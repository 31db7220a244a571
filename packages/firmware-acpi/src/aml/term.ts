import type { NamePath } from './name-path.js';
import type { OperatorName } from './opcodes.js';

/** One element of a field list (ACPI 6.4 section 20.2.5.2, FieldElement). */
export type FieldElement =
  | { readonly kind: 'unit'; readonly name: string; readonly bits: number }
  | { readonly kind: 'gap'; readonly bits: number }
  /** From here on another access type; `length` only in the extended form. */
  | { readonly kind: 'access'; readonly type: number; readonly attribute: number; readonly length?: number }
  | { readonly kind: 'connection'; readonly resource: NamePath | Term };

/** Part of a table that holds a list of terms: `[start, end)`. */
export interface TermRange {
  readonly start: number;
  readonly end: number;
}

/** How an integer was written; the disassembler shows it, evaluation does not care. */
export type IntegerForm = 'zero' | 'one' | 'byte' | 'word' | 'dword' | 'qword';

interface At {
  /** Offset of the opcode in the table. */
  readonly offset: number;
}

/** An operator whose operands are all terms (ACPI 6.4 section 20.2.5). */
export interface OperatorTerm extends At {
  readonly kind: 'operator';
  readonly name: OperatorName;
  readonly operands: readonly Term[];
}

export interface NameTerm extends At {
  readonly kind: 'name';
  readonly path: NamePath;
}

export interface CallTerm extends At {
  readonly kind: 'call';
  readonly path: NamePath;
  readonly operands: readonly Term[];
}

export interface BufferTerm extends At {
  readonly kind: 'buffer';
  readonly size: Term;
  readonly initial: Uint8Array;
}

export interface PackageTerm extends At {
  readonly kind: 'package';
  readonly count: Term;
  /** The count is a term of its own (VarPackage), not a byte. */
  readonly variable: boolean;
  readonly elements: readonly Term[];
}

export interface IfTerm extends At {
  readonly kind: 'if';
  readonly predicate: Term;
  readonly whenTrue: TermRange;
  readonly whenFalse: TermRange | undefined;
}

export interface WhileTerm extends At {
  readonly kind: 'while';
  readonly predicate: Term;
  readonly body: TermRange;
}

export interface MethodTerm extends At {
  readonly kind: 'method';
  readonly path: NamePath;
  readonly argumentCount: number;
  readonly serialized: boolean;
  readonly syncLevel: number;
  readonly body: TermRange;
}

/** Flags byte of a field list: bits 3:0 access, 4 lock, 6:5 update rule (ACPI 6.4 section 19.6.48). */
export interface FieldFlags {
  readonly access: number;
  readonly lock: boolean;
  readonly update: number;
}

/** An object with a scope of its own. */
export interface ScopeTerm extends At {
  readonly kind: 'scope' | 'device' | 'thermal-zone';
  readonly path: NamePath;
  readonly body: TermRange;
}

export interface ProcessorTerm extends At {
  readonly kind: 'processor';
  readonly path: NamePath;
  readonly id: number;
  readonly blockAddress: number;
  readonly blockLength: number;
  readonly body: TermRange;
}

export interface PowerResourceTerm extends At {
  readonly kind: 'power-resource';
  readonly path: NamePath;
  readonly systemLevel: number;
  readonly resourceOrder: number;
  readonly body: TermRange;
}

export interface FieldTerm extends At {
  readonly kind: 'field';
  readonly region: NamePath;
  readonly flags: FieldFlags;
  readonly elements: readonly FieldElement[];
}

export interface IndexFieldTerm extends At {
  readonly kind: 'index-field';
  readonly index: NamePath;
  readonly data: NamePath;
  readonly flags: FieldFlags;
  readonly elements: readonly FieldElement[];
}

export interface BankFieldTerm extends At {
  readonly kind: 'bank-field';
  readonly region: NamePath;
  readonly bank: NamePath;
  readonly value: Term;
  readonly flags: FieldFlags;
  readonly elements: readonly FieldElement[];
}

/** The declarations: terms that put a name into the namespace (ACPI 6.4 sections 20.2.5.1 and 20.2.5.2). */
export type DeclarationTerm =
  | ScopeTerm
  | MethodTerm
  | ProcessorTerm
  | PowerResourceTerm
  | FieldTerm
  | IndexFieldTerm
  | BankFieldTerm
  | ({ readonly kind: 'alias'; readonly source: NamePath; readonly path: NamePath } & At)
  | ({ readonly kind: 'define-name'; readonly path: NamePath; readonly value: Term } & At)
  | ({
      readonly kind: 'external';
      readonly path: NamePath;
      readonly type: number;
      readonly argumentCount: number;
    } & At)
  | ({ readonly kind: 'mutex'; readonly path: NamePath; readonly syncLevel: number } & At)
  | ({ readonly kind: 'event'; readonly path: NamePath } & At)
  | ({
      readonly kind: 'operation-region';
      readonly path: NamePath;
      readonly space: number;
      readonly base: Term;
      readonly length: Term;
    } & At)
  | ({ readonly kind: 'data-region'; readonly path: NamePath; readonly operands: readonly Term[] } & At)
  | ({
      readonly kind: 'create-field';
      readonly operator: CreateFieldOperator;
      readonly operands: readonly Term[];
      readonly path: NamePath;
    } & At);

/** Kinds of terms that are no declarations. */
const OTHERS: ReadonlySet<Term['kind']> = new Set<Term['kind']>([
  'operator',
  'name',
  'call',
  'buffer',
  'package',
  'if',
  'while',
  'integer',
  'string',
  'local',
  'argument',
  'ones',
  'revision',
  'debug',
  'no-target',
]);

/** Whether a term puts a name into the namespace. */
export const isDeclaration = (term: Term): term is DeclarationTerm => !OTHERS.has(term.kind);

export type CreateFieldOperator =
  | 'CreateBitField'
  | 'CreateByteField'
  | 'CreateWordField'
  | 'CreateDWordField'
  | 'CreateQWordField'
  | 'CreateField';

/** Anything that stands in a term list or as an operand. */
export type Term =
  | OperatorTerm
  | NameTerm
  | CallTerm
  | BufferTerm
  | PackageTerm
  | IfTerm
  | WhileTerm
  | DeclarationTerm
  | ({ readonly kind: 'integer'; readonly value: bigint; readonly form: IntegerForm } & At)
  | ({ readonly kind: 'string'; readonly value: string } & At)
  | ({ readonly kind: 'local' | 'argument'; readonly index: number } & At)
  /** `Ones`, `Revision`, `Debug`, and the target that is not there. */
  | ({ readonly kind: 'ones' | 'revision' | 'debug' | 'no-target' } & At);
