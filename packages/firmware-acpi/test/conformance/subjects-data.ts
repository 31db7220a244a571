import { pairs, returns, runs, type Subject } from './case.js';

const INTEGERS = [
  '0',
  '1',
  '7',
  '0xFF',
  '0x80000000',
  '0xFFFFFFFF',
  '0x123456789ABCDEF0',
  '0xFFFFFFFFFFFFFFFF',
];
const BINARY = ['Add', 'Subtract', 'Multiply', 'And', 'NAnd', 'Or', 'NOr', 'XOr'];

/** Values as they are written in ASL, of each type that converts. */
const VALUES = [
  '0',
  '0x1234',
  '0xFEDCBA9876543210',
  '""',
  '"12"',
  '"0x1F"',
  '"abc"',
  '"xyz"',
  '" 7f tail"',
  '"12345678901234567890"',
  'Buffer (1) {0x41}',
  'Buffer (3) {0x31, 0x32, 0x00}',
  'Buffer (4) {0xDE, 0xAD, 0xBE, 0xEF}',
  'Buffer (10) {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}',
  'Buffer (0) {}',
];

/** Integer operators. */
export const integers: Subject = {
  name: 'integer',
  shared: '',
  cases: [
    ...pairs(BINARY, pairs(INTEGERS, ['0xFF', '0xFFFFFFFF', '0x8000000000000001'])).map(
      ([op, [left, right]]) => runs(`Local0 = ${left}  Local1 = ${right}  Return (${op} (Local0, Local1))`),
    ),
    ...pairs(
      ['ShiftLeft', 'ShiftRight'],
      pairs(['1', '0x80000001', '0x8000000000000001'], [0, 1, 4, 31, 32, 63, 64, 255]),
    ).map(([op, [value, count]]) =>
      runs(`Local0 = ${value}  Local1 = ${count}  Return (${op} (Local0, Local1))`),
    ),
    ...pairs(['Not', 'FindSetLeftBit', 'FindSetRightBit'], INTEGERS).map(([op, value]) =>
      runs(`Local0 = ${value}  Return (${op} (Local0))`),
    ),
    ...pairs(INTEGERS.slice(0, 7), ['1', '3', '0x10', '0']).map(([left, right]) =>
      runs(`Local0 = ${left}  Local1 = ${right}  Return (Divide (Local0, Local1))`),
    ),
    ...pairs(INTEGERS.slice(1, 7), ['3', '0x100', '0']).map(([left, right]) =>
      runs(`Local0 = ${left}  Local1 = ${right}  Return (Mod (Local0, Local1))`),
    ),
    runs('Divide (100, 7, Local0, Local1)  Return (Local0)'),
    runs('Divide (100, 7, Local0, Local1)  Return (Local1)'),
    ...['0', '0x9', '0x10', '0x99', '0x1234', '0x12345678', '0xA', '0x1F3'].map((value) =>
      runs(`Local0 = ${value}  Return (FromBCD (Local0))`),
    ),
    ...['0', '9', '10', '99', '1234', '12345678', '99999999', '100000000'].map((value) =>
      runs(`Local0 = ${value}  Return (ToBCD (Local0))`),
    ),
    ...pairs(['Increment', 'Decrement'], ['0', '1', '0xFFFFFFFF', '0xFFFFFFFFFFFFFFFF']).map(([op, value]) =>
      runs(`Local0 = ${value}  ${op} (Local0)  Return (Local0)`),
    ),
    returns('Ones'),
    returns('Zero'),
    returns('One'),
    runs('Local0 = "10"  Local0++  Return (Local0)'),
    runs('Local0 = "10"  Return (Local0 + 1)'),
    runs('Local0 = Buffer () {1, 2}  Return (Local0 + 1)'),
    runs('Local0 = Package () {1}  Return (Local0 + 1)'),
  ],
};

/** Explicit and implicit conversion between integers, strings and buffers. */
export const conversions: Subject = {
  name: 'convert',
  shared: `  Name (INT, 0x55)
  Name (STR, "initial")
  Name (BUF, Buffer (6) {9, 9, 9, 9, 9, 9})
  Name (EMP, Buffer (0) {})
  Name (ANY, 0)`,
  cases: [
    ...pairs(['ToInteger', 'ToDecimalString', 'ToHexString', 'ToBuffer'], VALUES).map(([op, value]) =>
      runs(`Local0 = ${value}  Return (${op} (Local0))`),
    ),
    ...[
      '"0x"',
      '"0xG"',
      '"  42"',
      '"-3"',
      '"4294967295"',
      '"4294967296"',
      '"18446744073709551616"',
      '"0X1f"',
    ].map((value) => runs(`Local0 = ${value}  Return (ToInteger (Local0))`)),
    ...VALUES.map((value) => runs(`INT = ${value}  Return (INT)`)),
    ...VALUES.map((value) => runs(`STR = ${value}  Return (STR)`)),
    ...VALUES.map((value) => runs(`BUF = ${value}  Return (BUF)`)),
    runs('EMP = 0x1234  Return (EMP)'),
    runs('EMP = "longer"  Return (EMP)'),
    ...VALUES.map((value) => runs(`CopyObject (${value}, ANY)  Return (ANY)`)),
    ...VALUES.map((value) => runs(`Local0 = ${value}  Local1 = Local0  Return (Local1)`)),
    ...VALUES.map((value) => runs(`Local0 = ${value}  Return (Local0 + 0)`)),
    ...VALUES.map((value) => runs(`Local0 = ${value}  Return (Concatenate ("", Local0))`)),
    ...VALUES.map((value) => runs(`Local0 = ${value}  Return (Concatenate (Buffer (0) {}, Local0))`)),
    ...VALUES.map((value) => runs(`Local0 = ${value}  Return (SizeOf (Local0))`)),
    ...VALUES.map((value) => runs(`Local0 = ${value}  Return (ObjectType (Local0))`)),
    ...pairs(
      ['INT', 'STR', 'BUF'],
      [
        'ToInteger ("77", ',
        'ToHexString (0xAB, ',
        'ToBuffer (0x1234, ',
        'ToString (Buffer () {0x41, 0}, Ones, ',
        'ToDecimalString (99, ',
        'ToBCD (12, ',
        'Add (1, 2, ',
        'Concatenate ("p", "q", ',
        'Mid ("abcdef", 1, 3, ',
      ],
    ).map(([target, call]) => runs(`${call}${target})  Return (${target})`)),
    runs('CopyObject ("again", INT)  Return (INT)'),
    runs('INT = 5  Return (INT)'),
    runs('INT = Package () {1}  Return (INT)'),
    runs('CopyObject (Package () {1, 2}, INT)  Return (INT)'),
    runs('INT = 5  Return (INT)'),
  ],
};

/** Comparison and logic over every pair of types. */
export const comparisons: Subject = {
  name: 'compare',
  shared: '',
  cases: [
    ...pairs(
      ['LEqual', 'LGreater', 'LLess', 'LNotEqual', 'LGreaterEqual', 'LLessEqual'],
      pairs(
        ['0', '0x41', '0xFFFFFFFFFF', '"41"', '"A"', 'Buffer () {0x41}', 'Buffer () {0x41, 0}'],
        ['0', '0x41', '"41"', '"A"', 'Buffer () {0x41}', 'Buffer () {0x41, 0, 0, 0, 0, 0, 0, 0}'],
      ),
    ).map(([op, [left, right]]) =>
      runs(`Local0 = ${left}  Local1 = ${right}  Return (${op} (Local0, Local1))`),
    ),
    ...pairs(['LAnd', 'LOr'], pairs(['0', '1', '"0"', '"1"', 'Buffer () {2}'], ['0', '1', '"f"'])).map(
      ([op, [left, right]]) => runs(`Local0 = ${left}  Local1 = ${right}  Return (${op} (Local0, Local1))`),
    ),
    ...['0', '1', '0xFFFFFFFF00000000', '"0"', '"zz"', 'Buffer () {0}', 'Buffer (0) {}'].map((value) =>
      runs(`Local0 = ${value}  Return (LNot (Local0))`),
    ),
    ...pairs(['"abc"', '"abcd"', '"abd"', '""'], ['"abc"', '"ab"']).map(([left, right]) =>
      runs(`Local0 = ${left}  Return (LGreater (Local0, ${right}))`),
    ),
    runs('Local0 = Package () {1}  Return (LEqual (Local0, 1))'),
  ],
};

/** Strings, buffers and resource templates. */
export const strings: Subject = {
  name: 'strings',
  shared: `  Name (RT1, ResourceTemplate () { IO (Decode16, 0x60, 0x60, 1, 1) })
  Name (RT2, ResourceTemplate () { IRQNoFlags () {1} Memory32Fixed (ReadWrite, 0x1000, 0x10) })
  Name (RT0, ResourceTemplate () {})
  Device (DEV) {}
  Mutex (MTX, 0)
  Event (EVT)`,
  cases: [
    ...pairs(VALUES, ['0x41', '"s"', 'Buffer () {0x61, 0x62}']).map(([left, right]) =>
      runs(`Local0 = ${left}  Local1 = ${right}  Return (Concatenate (Local0, Local1))`),
    ),
    ...pairs(
      ['"abcdef"', 'Buffer () {1, 2, 3, 4, 5}', '0x1234'],
      pairs([0, 2, 5, 6, 100], [0, 1, 3, 100]),
    ).map(([source, [from, length]]) =>
      runs(`Local0 = ${source}  Return (Mid (Local0, ${from}, ${length}))`),
    ),
    ...pairs(
      ['Buffer () {0x41, 0x42, 0x43}', 'Buffer () {0x41, 0, 0x43}', 'Buffer (0) {}', '"text"', '0x4142'],
      ['0', '1', '2', '3', '10', 'Ones'],
    ).map(([source, length]) => runs(`Local0 = ${source}  Return (ToString (Local0, ${length}))`)),
    ...pairs(['RT0', 'RT1', 'RT2'], ['RT0', 'RT1', 'RT2']).map(([left, right]) =>
      runs(`Return (ConcatenateResTemplate (${left}, ${right}))`),
    ),
    runs('Return (ConcatenateResTemplate (RT1, Buffer () {1, 2}))'),
    runs('Return (ConcatenateResTemplate (RT1, Buffer (0) {}))'),
    runs('Return (Concatenate ("d:", DEV))'),
    runs('Return (Concatenate ("m:", MTX))'),
    runs('Return (Concatenate ("e:", EVT))'),
    runs('Return (Concatenate (DEV, "x"))'),
    runs('Local0 = "four"  Return (SizeOf (Local0))'),
    runs('Return (Buffer (6) {1, 2})'),
    runs('Local0 = 3  Return (Buffer (Local0) {1, 2, 3, 4, 5})'),
    runs('Local0 = 3  Return (Buffer (Local0) {})'),
    runs('Return (Unicode ("Hi"))'),
    runs('Return (ToUUID ("33db4d5b-1ff7-401c-9657-7441c03dd766"))'),
    runs('Return (EISAID ("PNP0C80"))'),
  ],
};
