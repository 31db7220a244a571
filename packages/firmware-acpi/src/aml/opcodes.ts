/**
 * The operators whose operands are terms (ACPI 6.4 section 20.3). The letters say what stands where:
 * `T` a term, `S` a name (a method's name calls it) or another thing that can be referred to, `N` the same without
 * the call, `R` a target that may be absent,
 * `B` `W` `D` literal bytes. Declarations and blocks have shapes of their own and are not here.
 */
const operators = {
  Store: [0x70, 'TS'],
  RefOf: [0x71, 'N'],
  Add: [0x72, 'TTR'],
  Concatenate: [0x73, 'TTR'],
  Subtract: [0x74, 'TTR'],
  Increment: [0x75, 'S'],
  Decrement: [0x76, 'S'],
  Multiply: [0x77, 'TTR'],
  Divide: [0x78, 'TTRR'],
  ShiftLeft: [0x79, 'TTR'],
  ShiftRight: [0x7a, 'TTR'],
  And: [0x7b, 'TTR'],
  NAnd: [0x7c, 'TTR'],
  Or: [0x7d, 'TTR'],
  NOr: [0x7e, 'TTR'],
  XOr: [0x7f, 'TTR'],
  Not: [0x80, 'TR'],
  FindSetLeftBit: [0x81, 'TR'],
  FindSetRightBit: [0x82, 'TR'],
  DerefOf: [0x83, 'T'],
  ConcatenateResTemplate: [0x84, 'TTR'],
  Mod: [0x85, 'TTR'],
  Notify: [0x86, 'ST'],
  SizeOf: [0x87, 'S'],
  Index: [0x88, 'TTR'],
  Match: [0x89, 'TBTBTT'],
  ObjectType: [0x8e, 'N'],
  LAnd: [0x90, 'TT'],
  LOr: [0x91, 'TT'],
  LNot: [0x92, 'T'],
  LEqual: [0x93, 'TT'],
  LGreater: [0x94, 'TT'],
  LLess: [0x95, 'TT'],
  ToBuffer: [0x96, 'TR'],
  ToDecimalString: [0x97, 'TR'],
  ToHexString: [0x98, 'TR'],
  ToInteger: [0x99, 'TR'],
  ToString: [0x9c, 'TTR'],
  CopyObject: [0x9d, 'TN'],
  Mid: [0x9e, 'TTTR'],
  Continue: [0x9f, ''],
  Noop: [0xa3, ''],
  Return: [0xa4, 'T'],
  Break: [0xa5, ''],
  BreakPoint: [0xcc, ''],
  CondRefOf: [0x5b12, 'NR'],
  LoadTable: [0x5b1f, 'TTTTTT'],
  Load: [0x5b20, 'NR'],
  Stall: [0x5b21, 'T'],
  Sleep: [0x5b22, 'T'],
  Acquire: [0x5b23, 'SW'],
  Signal: [0x5b24, 'S'],
  Wait: [0x5b25, 'ST'],
  Reset: [0x5b26, 'S'],
  Release: [0x5b27, 'S'],
  FromBCD: [0x5b28, 'TR'],
  ToBCD: [0x5b29, 'TR'],
  Unload: [0x5b2a, 'S'],
  Timer: [0x5b33, ''],
  Fatal: [0x5b32, 'BDT'],
} as const;

/** The name of an operator, as ASL writes it. */
export type OperatorName = keyof typeof operators;

/** An operator's opcode; two-byte ones have 0x5b in the high byte. */
export interface Opcode {
  readonly name: OperatorName;
  readonly code: number;
  readonly operands: string;
}

/** Operators by opcode. */
export const OPERATORS: ReadonlyMap<number, Opcode> = new Map(
  Object.entries(operators).map(([name, [code, operands]]) => [
    code,
    { name: name as OperatorName, code, operands },
  ]),
);

/** First byte of two-byte opcodes. */
export const EXTENDED_PREFIX = 0x5b;
