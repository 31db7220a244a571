import { pairs, returns, runs, type Subject } from './case.js';

/** Packages, Index, Match, SizeOf and ObjectType. */
export const packages: Subject = {
  name: 'package',
  shared: `  Name (PK, Package () {0x10, "20", Buffer () {0x30}, Package () {1, 2}, 0x50})
  Name (SP, Package (6) {1, 2})
  Name (NM, Package () {0, 10, 20, 20, 30, "40", Buffer () {50}})
  Name (LATE, Package () {AFTR, \\DEV, INT, METH})
  Name (INT, 7)
  Name (AFTR, "declared later")
  Name (BUF, Buffer () {1, 2, 3, 4})
  Name (STR, "string")
  Device (DEV) {}
  Method (METH) { Return (3) }
  Mutex (MTX, 0)
  Event (EVT)
  OperationRegion (REGN, SystemMemory, 0, 16)
  Field (REGN, ByteAcc, NoLock, Preserve) { FLD, 8 }
  CreateByteField (BUF, 0, BFLD)
  ThermalZone (TZ) {}
  PowerResource (PWR, 0, 0) { Method (_STA) {Return (1)} }`,
  cases: [
    returns('PK'),
    returns('SP'),
    returns('LATE'),
    runs('INT = 8  Return (LATE)'),
    ...[0, 1, 2, 3, 4, 5, 100].map((index) => runs(`Return (DerefOf (PK [${index}]))`)),
    ...[1, 2, 5].map((index) => runs(`Return (DerefOf (SP [${index}]))`)),
    ...[0, 1, 2, 3].map((index) => runs(`Return (DerefOf (LATE [${index}]))`)),
    runs('Local0 = Index (PK, 1)  Return (DerefOf (Local0))'),
    runs('Index (PK, 1, Local0)  Return (DerefOf (Local0))'),
    runs('Local0 = Index (PK, 1)  Return (ObjectType (Local0))'),
    runs('Local0 = Index (PK, 3)  Return (SizeOf (Local0))'),
    runs('Local0 = PK [3]  Return (DerefOf (DerefOf (Local0) [1]))'),
    runs('Return (DerefOf (DerefOf (PK [3]) [0]))'),
    runs('PK [0] = "changed"  Return (PK)'),
    runs('PK [3] = 4  Return (PK)'),
    runs('SP [5] = Package () {9}  Return (SP)'),
    runs('SP [5] = Buffer () {9}  Return (SP)'),
    runs('Local0 = PK  Local0 [0] = 0x99  Return (PK)'),
    runs('Local0 = PK  Local0 [0] = 0x99  Return (Local0)'),
    runs('Local0 = Index (PK, 0)  Local0 = 5  Return (PK)'),
    runs('PK = Package () {1}  Return (PK)'),
    runs('PK = 5  Return (PK)'),
    runs('PK = "text"  Return (PK)'),
    ...[0, 3, 4].map((index) => runs(`Return (DerefOf (BUF [${index}]))`)),
    ...[0, 5, 6].map((index) => runs(`Return (DerefOf (STR [${index}]))`)),
    runs('BUF [1] = 0x1FF  Return (BUF)'),
    runs('BUF [2] = "AB"  Return (BUF)'),
    runs('BUF [3] = Buffer () {7, 8}  Return (BUF)'),
    runs('STR [0] = 0x53  Return (STR)'),
    runs('STR [5] = "z"  Return (STR)'),
    runs('Return (INT [0])'),
    ...pairs(['MTR', 'MEQ', 'MLE', 'MLT', 'MGE', 'MGT'], [0, 10, 20, 25, 40, 50, 99]).map(([op, value]) =>
      runs(`Return (Match (NM, ${op}, ${value}, MTR, 0, 0))`),
    ),
    ...pairs(['MGT', 'MEQ'], [0, 2, 3, 6]).map(([op, start]) =>
      runs(`Return (Match (NM, ${op}, 20, MTR, 0, ${start}))`),
    ),
    runs('Return (Match (NM, MGE, 10, MLT, 20, 0))'),
    runs('Return (Match (NM, MGT, 20, MLT, 30, 0))'),
    runs('Return (Match (NM, MEQ, "0000000000000014", MTR, 0, 0))'),
    runs('Return (Match (NM, MEQ, Buffer () {50}, MTR, 0, 0))'),
    runs('Return (Match (NM, MEQ, 1, MTR, 0, 7))'),
    runs('Return (Match (SP, MEQ, 0, MTR, 0, 0))'),
    ...[
      'INT',
      'STR',
      'BUF',
      'PK',
      'DEV',
      'METH',
      'MTX',
      'EVT',
      'REGN',
      'FLD',
      'BFLD',
      'TZ',
      'PWR',
      'Debug',
      '\\_SB',
      '\\_GPE',
    ].map((name) => runs(`Return (ObjectType (${name}))`)),
    ...['INT', 'STR', 'BUF', 'PK', 'SP', 'DEV', 'METH', 'FLD', 'BFLD'].map((name) =>
      runs(`Return (SizeOf (${name}))`),
    ),
    runs('Return (ObjectType (Local5))'),
    runs('Return (ObjectType (RefOf (INT)))'),
    runs('Return (ObjectType (PK [2]))'),
    runs('Return (SizeOf (PK [3]))'),
    runs('Local0 = 3  Name (VP, Package (Local0) {1})  Return (VP)'),
    runs('Local0 = 1  Return (Package (Local0) {1, 2, 3})'),
    runs('Return (Package () {Package () {Package () {1}}})'),
  ],
};

/** References. */
export const references: Subject = {
  name: 'refs',
  shared: `  Name (INT, 7)
  Name (STR, "string")
  Name (BUF, Buffer () {1, 2, 3, 4})
  Name (PK, Package () {1, 2, 3})
  Name (REF, 0)
  Device (DEV) { Name (INN, 0x1A) Method (GETI) { Return (^INN) } }
  Method (SETA, 1) { Arg0 = 0x99 }
  Method (SETC, 2) { Arg0 = Arg1 }
  Method (CPYA, 2) { CopyObject (Arg1, Arg0) }
  Method (GETR) { Return (RefOf (INT)) }
  Method (IDX0, 1) { Arg0 [0] = 0x77 }
  Method (INCA, 1) { Arg0++  Return (Arg0) }
  Method (TYPA, 1) { Return (ObjectType (Arg0)) }
  Method (DERA, 1) { Return (DerefOf (Arg0)) }
  OperationRegion (REGN, SystemMemory, 0x100, 16)
  Field (REGN, ByteAcc, NoLock, Preserve) { FLD, 8 }`,
  cases: [
    returns('DerefOf (RefOf (INT))'),
    returns('DerefOf (RefOf (STR))'),
    runs('Local0 = "INT"  Return (DerefOf (Local0))'),
    runs('Local0 = "\\\\DEV.INN"  Return (DerefOf (Local0))'),
    runs('Local0 = "NONE"  Return (DerefOf (Local0))'),
    returns('DerefOf (RefOf (FLD))'),
    runs('FLD = 0x42  Return (DerefOf (RefOf (FLD)))'),
    runs('Local0 = RefOf (INT)  Return (DerefOf (Local0))'),
    runs('Local0 = RefOf (INT)  Local0 = 5  Return (INT)'),
    runs('Local0 = RefOf (INT)  Local0 = 5  Return (Local0)'),
    runs('Local0 = RefOf (INT)  Return (Local0 + 1)'),
    runs('Local0 = RefOf (PK)  Return (DerefOf (DerefOf (Local0) [1]))'),
    runs('Local0 = RefOf (Local1)  Local1 = 3  Return (DerefOf (Local0))'),
    runs('SETA (INT)  Return (INT)'),
    runs('SETA (RefOf (INT))  Return (INT)'),
    runs('SETA (RefOf (STR))  Return (STR)'),
    runs('CopyObject ("string", STR)  Return (STR)'),
    runs('SETC (RefOf (BUF), "new")  Return (BUF)'),
    runs('CopyObject (Buffer () {1, 2, 3, 4}, BUF)  Return (BUF)'),
    runs('CPYA (RefOf (INT), "copied")  Return (INT)'),
    runs('CopyObject (7, INT)  Return (INT)'),
    runs('Local0 = 1  SETA (RefOf (Local0))  Return (Local0)'),
    runs('Local0 = 1  SETA (Local0)  Return (Local0)'),
    runs('IDX0 (BUF)  Return (BUF)'),
    runs('IDX0 (PK)  Return (PK)'),
    runs('IDX0 (STR)  Return (STR)'),
    runs('Local0 = Buffer () {1, 2}  IDX0 (Local0)  Return (Local0)'),
    runs('Return (INCA (INT))'),
    runs('INCA (INT)  Return (INT)'),
    runs('SETA (RefOf (FLD))  Return (FLD)'),
    ...['INT', 'RefOf (INT)', 'PK', 'PK [1]', '"s"', 'DEV', 'FLD'].map((argument) =>
      runs(`Return (TYPA (${argument}))`),
    ),
    ...['RefOf (INT)', 'PK [1]', '"INT"', 'RefOf (PK)'].map((argument) =>
      runs(`Return (DERA (${argument}))`),
    ),
    runs('Return (DerefOf (GETR ()))'),
    runs('Return (\\DEV.GETI ())'),
    runs('Return (CondRefOf (INT))'),
    runs('Return (CondRefOf (\\DEV.INN, Local0))'),
    runs('CondRefOf (INT, Local0)  Return (DerefOf (Local0))'),
    runs('If (CondRefOf (\\NOPE)) {Return (1)}  Return (2)', 'External (\\NOPE)'),
    runs('Return (NOPF)', 'External (NOPF)'),
    runs('Return (\\DEV.NOPG)', 'External (\\DEV.NOPG)'),
    runs('Return (DerefOf (INT))'),
    runs('Local0 = 5  Return (DerefOf (Local0))'),
    runs('Local0 = Local1  Return (Local0)'),
    runs('Return (Local3)'),
    runs('Local0 = DEV  Return (ObjectType (Local0))'),
    runs('DEV = 5  Return (1)'),
    runs('Local0 = PK [0]  Local1 = Local0  Return (DerefOf (Local1))'),
    runs('Local0 = PK  PK [0] = 42  Return (Local0)'),
    runs('Name (LN, 3)  Local0 = RefOf (LN)  LN = 4  Return (DerefOf (Local0))'),
    runs('Local0 = BUF  BUF [1] = 0x55  Return (Local0)'),
    runs('CopyObject (RefOf (INT), REF)  Return (DerefOf (REF))'),
    runs('CopyObject (PK [1], REF)  Return (DerefOf (REF))'),
    runs('Return (RefOf (INT))'),
    runs('Return (PK [2])'),
  ],
};

/** Control flow, methods, scopes and names. */
export const control: Subject = {
  name: 'control',
  shared: `  Name (CNT, 0)
  Name (GLB, 0x11)
  Alias (GLB, GALI)
  Device (DEVA)
  {
    Name (GLB, 0x22)
    Name (ONLY, 0x33)
    Method (SEEG) { Return (GLB) }
    Method (SEEP) { Return (^^GLB) }
    Method (SEER) { Return (\\GLB) }
    Device (DEVB)
    {
      Method (SEEO) { Return (ONLY) }
      Method (SEEG) { Return (GLB) }
      Method (SEEU) { Return (^^GLB) }
      Method (SEEM) { Return (^ONLY) }
    }
  }
  Scope (DEVA) { Name (ADDD, 0x44) }
  Method (FACT, 1) { If (Arg0 <= 1) {Return (1)}  Return (Arg0 * FACT (Arg0 - 1)) }
  Method (DEEP, 1) { If (Arg0 == 0) {Return (0x600D)}  Return (DEEP (Arg0 - 1)) }
  Method (NORE) { Local0 = 5 }
  Method (NOTH) { Noop }
  Method (SUMA, 7) { Return (Arg0 + Arg1 + Arg2 + Arg3 + Arg4 + Arg5 + Arg6) }
  Method (NAMD, 0, Serialized) { Name (TMP, 0x77)  Return (TMP) }
  Method (ARGW, 1) { Arg0 = 5  Return (Arg0) }
  Method (SIDE) { CNT++  Return (0) }`,
  cases: [
    runs('If (1) {Return (1)} Else {Return (2)}'),
    runs('Local0 = 0  If (Local0) {Return (1)} Else {Return (2)}'),
    runs('Local0 = 5  If (Local0 == 1) {Return (1)} ElseIf (Local0 == 5) {Return (2)} Else {Return (3)}'),
    runs('Local0 = "0"  If (Local0) {Return (1)}  Return (2)'),
    runs('Local0 = "1"  If (Local0) {Return (1)}  Return (2)'),
    runs('Local0 = Buffer () {0, 1}  If (Local0) {Return (1)}  Return (2)'),
    runs('Local0 = Package () {1}  If (Local0) {Return (1)}  Return (2)'),
    runs('Local0 = 0  Local1 = 0  While (Local0 < 10) {Local0++  Local1 += Local0}  Return (Local1)'),
    runs('Local0 = 0  While (1) {Local0++  If (Local0 == 7) {Break}}  Return (Local0)'),
    runs(
      'Local0 = 0  Local1 = 0  While (Local0 < 10) {Local0++  If (Local0 & 1) {Continue}  Local1++}  Return (Local1)',
    ),
    runs(
      'Local0 = 0  While (Local0 < 3) {Local1 = 0  While (1) {Local1++  If (Local1 > 2) {Break}}  Local0++  Local2 += Local1}  Return (Local2)',
    ),
    runs(
      'Local2 = 0  Local0 = 0  While (Local0 < 3) {Local1 = 0  While (1) {Local1++  If (Local1 > 2) {Break}}  Local0++  Local2 += Local1}  Return (Local2)',
    ),
    runs('Switch (3) {Case (1) {Return (10)} Case (3) {Return (30)} Default {Return (99)}}  Return (0)'),
    runs(
      'Switch (ToInteger ("7")) {Case (1) {Return (10)} Case (Package () {6, 7}) {Return (67)} Default {Return (99)}}  Return (0)',
    ),
    runs('For (Local0 = 0, Local0 < 5, Local0++) {Local1 = Local0}  Return (Local1)'),
    runs('While (1) {Return (5)}  Return (6)'),
    returns('FACT (5)'),
    returns('FACT (20)'),
    returns('DEEP (100)'),
    returns('SUMA (1, 2, 3, 4, 5, 6, 7)'),
    returns('NAMD ()'),
    returns('NAMD ()'),
    returns('ARGW (9)'),
    returns('NORE ()'),
    runs('Local0 = NORE ()  Return (Local0)'),
    runs('NORE ()'),
    runs('NOTH ()'),
    runs('Local0 = 3'),
    runs('Local0 = 3  Local1 = 4'),
    runs('If (5) {Noop}'),
    runs('Local0 = 3  If (Local0 == 4) {Return (1)}'),
    runs('CNT = 5'),
    runs('Noop'),
    returns('GALI'),
    runs('GALI = 0x12  Return (GLB)'),
    runs('GLB = 0x11  Return (GALI)'),
    ...[
      'SEEG',
      'SEEP',
      'SEER',
      'DEVB.SEEO',
      'DEVB.SEEG',
      'DEVB.SEEU',
      'DEVB.SEEM',
      'ADDD',
      'GLB',
      'ONLY',
    ].map((name) => returns(`\\DEVA.${name}`)),
    returns('LAnd (0, SIDE ())'),
    returns('CNT'),
    runs('LOr (1, SIDE ())  Return (CNT)'),
    runs('Name (NEWN, 1)  NEWN = "2"  Return (NEWN)'),
    runs('Name (NEWN, Buffer (2) {})  NEWN = 0x1234  Return (NEWN)'),
    runs('Method (INNR, 1) {Return (Arg0 + 1)}  Return (INNR (4))'),
    runs('Return (\\_OSI ("Windows 2015"))'),
    runs('Return (\\_OSI ("Windows 1999"))'),
    runs('Return (\\_OSI ("Linux"))'),
    returns('\\_REV'),
    returns('\\_OS'),
    runs('Local0 = Arg0  Return (Local0)'),
    runs('Return (Arg3)'),
    runs('Arg2 = 6  Return (Arg2)'),
    runs('Return (Timer () > 0x7FFFFFFFFFFFFFFF)'),
    runs('Sleep (1)  Stall (10)  Return (1)'),
    runs('Debug = "said"  Return (1)'),
    runs('Local0 = (Local1 = 4)  Return (Local0 + Local1)'),
    runs('Return (Add (Add (1, 2, Local0), Local0))'),
    runs(
      'CNT += 3  CNT -= 1  CNT *= 2  CNT <<= 1  CNT |= 1  CNT ^= 0xFF  CNT &= 0x7F  CNT %= 50  CNT /= 2  CNT >>= 1  Return (CNT)',
    ),
  ],
};
