import { pairs, returns, runs, type Case, type Subject } from './case.js';

const VALUES = [
  '0x1122334455667788',
  '0',
  '"1A2B"',
  '"xyz"',
  '""',
  'Buffer () {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}',
  'Buffer (0) {}',
  'Package () {1, "two"}',
];

/** Operators whose operand may be anything that a local can hold. */
const ON_VALUES = [
  'Concatenate (Local0, INT)',
  'Concatenate (INT, Local0)',
  'Concatenate (BUF, Local0)',
  'Local0 + 1',
  'LNot (Local0)',
  'ToBuffer (Local0)',
  'ToHexString (Local0)',
  'Mid (Local0, 1, 3)',
  'Mid (Local0, 0, 100)',
  'FromBCD (Local0)',
  'SizeOf (Local0)',
  'ConcatenateResTemplate (Local0, Local0)',
  'INT == Local0',
  'STR > Local0',
  '1 << Local0',
  '100 / Local0',
  'Increment (Local0)',
  'DerefOf (Index (Local0, 0))',
  'DerefOf (Local0)',
  'Match (PK, MEQ, Local0, MTR, 0, 0)',
];

const NAMES = ['INT', 'STR', 'BUF', 'PK', 'FLD', 'DEV', 'METH', 'MTX', 'EVT', 'REGN', 'TZ'];

/** Operators on things that are not always values. */
const onName = (name: string): string[] => [
  `Concatenate ("|", ${name})`,
  `Concatenate (BUF, ${name})`,
  `${name} + 1`,
  `SizeOf (${name})`,
  `ToInteger (${name})`,
  `ObjectType (RefOf (${name}))`,
  `DerefOf (${name})`,
  `DerefOf (Index (${name}, 0))`,
  `TYPA (${name})`,
  `TYPA (RefOf (${name}))`,
  `IDEN (${name})`,
];

/** Texts that DerefOf takes for names, and some that are none. */
const TEXTS = [
  'int',
  'INT_',
  '^INT',
  'INT ',
  'I T',
  'ABCDE',
  'DEV',
  'METH',
  'A.B',
  'DEV.',
  '.INT',
  'IN!',
  '^',
];

const NOTIFIED: readonly Case[] = [
  'DEV',
  'TZ',
  'INT',
  'MTX',
  'RefOf (DEV)',
  'DPK [0]',
  'DerefOf (DPK [0])',
  'DerefOf (RefOf (DEV))',
  'IDEN (DEV)',
].map((what) => runs(`Notify (${what}, 1)  Return (1)`));

const TEMPLATES = [
  '0x79, 0',
  '0x79',
  '0x2A, 1, 2, 0x79, 0',
  '0x2A, 1, 2',
  '0x2B, 1, 2, 3, 0x79, 0',
  '0x22, 1, 0, 0x79, 0',
  '0x23, 1, 0, 1, 0x79, 0',
  '0x21, 1, 0x79, 0',
  '0x30, 0x31, 1, 0x38, 0x79, 0',
  '0x32, 1, 2, 0x79, 0',
  '0x86, 9, 0, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0x79, 0',
  '0x86, 8, 0, 1, 0, 0, 0, 0, 4, 0, 0, 0x79, 0',
  '0x84, 1, 0, 7, 0x79, 0',
  '0x83, 1, 0, 7, 0x79, 0',
  '0x78',
];

/** What byte code rarely does, and what it must not do. */
export const rare: Subject = {
  name: 'rare',
  shared: `  Name (INT, 7)
  Name (STR, "string")
  Name (BUF, Buffer () {1, 2, 3, 4})
  Name (PK, Package () {1, "two", 3})
  Device (DEV) { Name (INN, 0x1A) }
  Name (DPK, Package () {DEV, INT})
  Method (METH) { Return (0x4D) }
  Mutex (MTX, 0)
  Event (EVT)
  ThermalZone (TZ) {}
  OperationRegion (REGN, SystemMemory, 0x100, 64)
  Field (REGN, ByteAcc, NoLock, Preserve) { FLD, 16 }
  Method (TYPA, 1) { Return (ObjectType (Arg0)) }
  Method (IDEN, 1) { Return (Arg0) }
  Method (NTFY, 1) { Notify (Arg0, 1)  Return (1) }
  Method (RTRF, 0, Serialized) { Name (GONE, 8)  Return (RefOf (GONE)) }
  Method (RECN, 1) { Name (RCNM, 1)  If (Arg0) {Return (RECN (Arg0 - 1))}  Return (0xEE) }`,
  cases: [
    ...pairs(VALUES, ON_VALUES).map(([value, operator]) => runs(`Local0 = ${value}  Return (${operator})`)),
    ...NAMES.flatMap(onName).map(returns),
    ...TEXTS.map((text) => runs(`Local0 = "${text}"  Return (DerefOf (Local0))`)),
    ...NOTIFIED,
    ...['DEV', 'RefOf (DEV)', 'DPK [0]'].map((what) => returns(`NTFY (${what})`)),
    runs('Local0 = RefOf (DEV)  Notify (Local0, 1)  Return (1)'),
    ...TEMPLATES.map((bytes) =>
      returns(`ConcatenateResTemplate (Buffer () {${bytes}}, Buffer () {0x79, 0})`),
    ),
    ...['Local0 + 1', 'Local0 == 1', 'ToInteger (Local0)', 'Concatenate (Local0, "x")', 'PK [0] + 1'].map(
      (what) => runs(`Local0 = PK [0]  Return (${what})`),
    ),
    ...['Local0 + 1', 'Local0 == 7', 'ToInteger (Local0)', 'Mid ("abc", Local0, 1)'].map((what) =>
      runs(`Local0 = RefOf (INT)  Return (${what})`),
    ),
    runs('Local0 = PK [0]  If (Local0) {Return (1)}  Return (2)'),
    runs('Local0 = PK [0]  Local0++  Return (PK)'),
    runs('Local0 = RTRF ()  Return (DerefOf (Local0))'),
    returns('RECN (0)'),
    returns('RECN (2)'),
    returns('RECN (0)'),
  ],
};
