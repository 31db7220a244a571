import { pairs, runs, type Subject } from './case.js';

const VALUES = [
  '0',
  '0x5',
  '0xFF',
  '0x12345678',
  '0x123456789ABCDEF0',
  '"7"',
  'Buffer () {0x11, 0x22, 0x33}',
  'Buffer (20) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}',
];
const ACCESS = ['AnyAcc', 'ByteAcc', 'WordAcc', 'DWordAcc', 'QWordAcc'];
const RULES = ['Preserve', 'WriteAsOnes', 'WriteAsZeros'];
const SPACES = ['SystemMemory', 'SystemIO'];

/** Units of three bits, then odd lengths across the access boundaries. */
const layouts = pairs(SPACES, pairs(ACCESS, RULES));

/** Region fields of every access width and update rule, read back through the field and through the raw bytes. */
export const regions: Subject = {
  name: 'region',
  shared: layouts
    .map(([space, [access, rule]], index) => {
      const id = index.toString(16).toUpperCase().padStart(2, '0');
      return `  OperationRegion (RG${id}, ${space}, 0x${(0x1000 + index * 0x40).toString(16)}, 0x20)
  Field (RG${id}, ${access}, NoLock, ${rule}) { A${id}, 3, B${id}, 5, C${id}, 12, , 4, D${id}, 32, Offset (0x10), E${id}, 64 }
  Field (RG${id}, ByteAcc, NoLock, Preserve) { W${id}, 192 }`;
    })
    .join('\n'),
  cases: layouts.flatMap((_, index) => {
    const id = index.toString(16).toUpperCase().padStart(2, '0');
    return [
      runs(`A${id} = 5  Return (W${id})`),
      runs(`B${id} = 0x1A  Return (W${id})`),
      runs(`C${id} = 0xABC  Return (W${id})`),
      runs(`D${id} = 0xDEADBEEF  Return (W${id})`),
      runs(`E${id} = 0x1122334455667788  Return (W${id})`),
      runs(`Return (A${id})`),
      runs(`Return (C${id})`),
      runs(`Return (D${id})`),
      runs(`Return (E${id})`),
    ];
  }),
};

/** Buffer fields, index fields, bank fields, limits. */
export const fields: Subject = {
  name: 'fields',
  shared: `  Name (BUF, Buffer (24) {})
  CreateBitField (BUF, 3, BIT3)
  CreateByteField (BUF, 1, BYT1)
  CreateWordField (BUF, 2, WRD2)
  CreateDWordField (BUF, 4, DWD4)
  CreateQWordField (BUF, 8, QWD8)
  CreateField (BUF, 130, 11, ODDF)
  CreateField (BUF, 144, 48, LONG)
  OperationRegion (IXR, SystemIO, 0x70, 2)
  Field (IXR, ByteAcc, NoLock, Preserve) { IDX, 8, DAT, 8 }
  IndexField (IDX, DAT, ByteAcc, NoLock, Preserve) { IX0, 8, IX1, 4, IX2, 4, Offset (0x10), IX3, 16 }
  OperationRegion (BKR, SystemMemory, 0x5000, 0x10)
  Field (BKR, ByteAcc, NoLock, Preserve) { BNK, 4, , 4, RAWB, 56 }
  BankField (BKR, BNK, 3, ByteAcc, NoLock, Preserve) { Offset (4), BK0, 8, BK1, 16 }
  BankField (BKR, BNK, 0x12, ByteAcc, NoLock, Preserve) { Offset (4), BK2, 8 }
  OperationRegion (SMAL, SystemMemory, 0x6000, 3)
  Field (SMAL, DWordAcc, NoLock, Preserve) { OVR0, 8 }
  Field (SMAL, ByteAcc, NoLock, Preserve) { Offset (2), OVR1, 8, OVR2, 8, Offset (8), OVR3, 8 }
  OperationRegion (LRG, SystemMemory, 0x7000, 0x40)
  Field (LRG, ByteAcc, NoLock, Preserve) { BIGF, 128, , 4, ODD2, 72 }
  Field (LRG, DWordAcc, Lock, Preserve) { LKD, 32, AccessAs (ByteAcc, 0), LKB, 8 }
  Method (DYNR, 2, Serialized) { OperationRegion (DYN, SystemMemory, Arg0, Arg1)  Field (DYN, ByteAcc, NoLock, Preserve) { DY0, 8 }  DY0 = 0x3C  Return (DY0) }`,
  cases: [
    ...pairs(['BIT3', 'BYT1', 'WRD2', 'DWD4', 'QWD8', 'ODDF', 'LONG'], VALUES).map(([name, value]) =>
      runs(`${name} = ${value}  Return (BUF)`),
    ),
    ...['BIT3', 'BYT1', 'WRD2', 'DWD4', 'QWD8', 'ODDF', 'LONG'].map((name) => runs(`Return (${name})`)),
    ...pairs(['BIGF', 'ODD2', 'LKD', 'LKB'], VALUES).map(([name, value]) =>
      runs(`${name} = ${value}  Return (${name})`),
    ),
    ...['IX0', 'IX1', 'IX2', 'IX3'].map((name) => runs(`${name} = 0x5A  Return (Package () {IDX, DAT})`)),
    ...['IX0', 'IX3'].map((name) => runs(`Local0 = ${name}  Return (IDX)`)),
    ...['BK0', 'BK1', 'BK2'].map((name) => runs(`${name} = 0x1234  Return (RAWB)`)),
    ...['BK0', 'BK1', 'BK2'].map((name) => runs(`Local0 = ${name}  Return (BNK)`)),
    ...['OVR0', 'OVR1', 'OVR2', 'OVR3'].map((name) => runs(`Return (${name})`)),
    runs('Return (DYNR (0x8000, 4))'),
    runs('Return (DYNR (0x8000, 0))'),
    runs('CreateByteField (BUF, 23, LAST)  LAST = 1  Return (LAST)'),
    runs('CreateByteField (BUF, 24, PAST)  Return (PAST)'),
    runs('CreateDWordField (BUF, 21, PASD)  Return (PASD)'),
    runs('CreateField (BUF, 0, 192, WHOL)  Return (WHOL)'),
    runs('CreateField (BUF, 1, 192, PASF)  Return (PASF)'),
    runs('Local0 = 0  CreateField (BUF, 0, Local0, ZERF)  Return (ZERF)'),
    runs('Local0 = Buffer (4) {1, 2, 3, 4}  CreateWordField (Local0, 1, LW)  LW = 0xFFFF  Return (Local0)'),
    runs('BYT1++  Return (BYT1)'),
    runs('CopyObject (5, BYT1)  Return (BYT1)'),
    runs('Return (ObjectType (BK0))'),
    runs('Return (ObjectType (IX0))'),
  ],
};

/** Mutexes, events, sync levels, and what happens to a method that goes wrong. */
export const synchronisation: Subject = {
  name: 'sync',
  shared: `  Mutex (MX0, 0)
  Mutex (MX3, 3)
  Mutex (MX5, 5)
  Event (EV0)
  Device (DEV) {}
  Processor (CPU0, 1, 0x810, 6) {}
  Name (INT, 5)
  Name (STR, "s")
  Method (LOW, 0, Serialized, 2) { Return (2) }
  Method (HIGH, 0, Serialized, 7) { Return (LOW ()) }
  Method (UPUP, 0, Serialized, 2) { Return (HIG2 ()) }
  Method (HIG2, 0, Serialized, 7) { Return (7) }
  Method (RECU, 1, Serialized, 1) { If (Arg0) {Return (RECU (Arg0 - 1))}  Return (0xD0) }
  Method (HOLD) { Acquire (MX3, 0xFFFF)  Return (1) }
  Method (DOUB) { Name (TWIC, 1)  Name (TWIC, 2)  Return (TWIC) }`,
  cases: [
    runs('Return (Acquire (MX0, 0xFFFF))'),
    runs('Acquire (MX0, 0xFFFF)  Release (MX0)  Return (1)'),
    runs('Acquire (MX0, 0xFFFF)  Acquire (MX0, 0xFFFF)  Release (MX0)  Release (MX0)  Return (2)'),
    runs('Release (MX0)  Return (1)'),
    runs('Acquire (MX0, 0xFFFF)  Release (MX0)  Release (MX0)  Return (1)'),
    runs('Acquire (MX3, 0xFFFF)  Acquire (MX5, 0xFFFF)  Release (MX5)  Release (MX3)  Return (3)'),
    runs('Acquire (MX5, 0xFFFF)  Acquire (MX3, 0xFFFF)  Return (3)'),
    runs('Acquire (MX3, 0xFFFF)  Acquire (MX5, 0xFFFF)  Release (MX3)  Return (3)'),
    runs('HOLD ()  Return (4)'),
    runs('Return (Acquire (MX3, 0))'),
    runs('Acquire (MX3, 0xFFFF)  Return (5)'),
    runs('Acquire (MX0, 0xFFFF)  Return (5)'),
    runs('Return (Acquire (\\_GL, 0xFFFF))'),
    runs('Acquire (\\_GL, 0xFFFF)  Release (\\_GL)  Return (6)'),
    runs('Signal (EV0)  Return (Wait (EV0, 0))'),
    runs('Return (Wait (EV0, 0))'),
    runs(
      'Signal (EV0)  Signal (EV0)  Local0 = Wait (EV0, 0)  Local1 = Wait (EV0, 0)  Return (Package (2) {1, 2})',
    ),
    runs('Signal (EV0)  Reset (EV0)  Return (Wait (EV0, 0))'),
    runs('Return (LOW ())'),
    runs('Return (HIGH ())'),
    runs('Return (UPUP ())'),
    runs('Return (RECU (5))'),
    runs('Acquire (MX5, 0xFFFF)  Return (LOW ())'),
    runs('Acquire (MX3, 0xFFFF)  Return (HIG2 ())'),
    runs('Notify (DEV, 0x80)  Return (1)'),
    runs('Notify (CPU0, 0x81)  Return (1)'),
    runs('Notify (\\_TZ, 0x80)  Return (1)'),
    runs('Return (ObjectType (CPU0))'),
    runs('Local0 = 0  Return (1 / Local0)'),
    runs('Local0 = 0  Return (1 % Local0)'),
    runs('Return (DerefOf (STR))'),
    runs('Stall (2000)  Return (1)'),
    runs('Stall (100)  Return (1)'),
    runs('Return (DOUB ())'),
    runs('Name (INT, 6)  Return (INT)'),
    runs('Name (\\MADE, 6)  Return (\\MADE)'),
    runs('Return (CondRefOf (\\MADE))'),
    runs('Local0 = Buffer (0) {}  Return (Local0 + 1)'),
    runs('Return (ToInteger (Buffer (0) {}))'),
    runs('Return (INT)'),
  ],
};
