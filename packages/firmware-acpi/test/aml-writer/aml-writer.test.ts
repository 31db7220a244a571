import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AmlInterpreter,
  argument,
  bufferTerm,
  call,
  device,
  integerTerm,
  local,
  loop,
  method,
  namedValue,
  nameString,
  operation,
  operationRegion,
  scope,
  serialiseDefinitionBlock,
  stringTerm,
  whenever,
  type Aml,
} from '../../src/index.js';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A namespace with these declarations in it, integers of 64 bits. */
const loaded = (...declarations: readonly Aml[]): AmlInterpreter => {
  const header = {
    signature: 'SSDT',
    revision: 2,
    oemId: 'TEST',
    oemTableId: 'WRITTEN',
    oemRevision: 1,
    creatorId: 'TEST',
    creatorRevision: 1,
  };
  const aml = new Uint8Array(Buffer.concat(declarations));
  const interpreter = new AmlInterpreter();
  interpreter.load(serialiseDefinitionBlock({ kind: 'SSDT', header, aml }));
  return interpreter;
};

describe('byte code that is written', () => {
  it.each([
    ['\\', '5c00'],
    ['_STA', '5f535441'],
    ['^^FOO', '5e5e464f4f5f'],
    ['\\_SB.MHPC', '5c2e5f53425f4d485043'],
    ['A.B.C', '2f03415f5f5f425f5f5f435f5f5f'],
  ])('firmware-acpi 2.2: the name %s', (path, bytes) => {
    expect(hexOf(nameString(path))).toBe(bytes);
  });

  it.each(['', 'lower', '1ABC', 'FIVES', 'A..B', '\\^A'])(
    'firmware-acpi 2.2: %j is no name or the null name',
    (path) => {
      if (path === '') expect(hexOf(nameString(path))).toBe('00');
      else expect(() => nameString(path)).toThrow('is not a name');
    },
  );

  it('firmware-acpi 2.3: integers take as few bytes as they need and come back', () => {
    const sizes = [0n, 1n, 2n, 0xffn, 0x100n, 0xffffn, 0x1_0000n, 0xffff_ffffn, 2n ** 32n, 2n ** 64n - 1n];
    expect(sizes.map((value) => integerTerm(value).length)).toEqual([1, 1, 2, 2, 3, 3, 5, 5, 9, 9]);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        expect(loaded(namedValue('VALU', integerTerm(value))).evaluateInteger('\\VALU')).toBe(value);
      }),
    );
    expect(() => integerTerm(-1)).toThrow(TypeError);
    expect(() => integerTerm(2n ** 64n)).toThrow(TypeError);
  });

  // The length of a buffer of n bytes counts itself: these are on either side of each of its sizes.
  it.each([0, 57, 58, 59, 60, 61, 4086, 4087, 4088, 4089, 4090, 4091, 1_048_566, 1_048_570, 1_048_574])(
    'firmware-acpi 2.1: a block whose length is near a boundary: %i bytes',
    (size) => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => index & 0xff);
      const acpi = loaded(
        scope(
          '\\_SB',
          device('DEV', namedValue('DATA', bufferTerm(bytes)), namedValue('LAST', integerTerm(7))),
        ),
      );
      expect(acpi.evaluateInteger('\\_SB.DEV.LAST')).toBe(7n);
      const value = acpi.evaluate('\\_SB.DEV.DATA');
      expect(value?.type === 'buffer' && hexOf(value.bytes) === hexOf(bytes)).toBe(true);
    },
  );

  it('runs: conditions, loops, calls with arguments, targets that are left out', () => {
    const add = method(
      'ADD',
      { operands: 2 },
      operation('Return', operation('Add', argument(0), argument(1))),
    );
    const sum = method(
      'SUM',
      { operands: 1 },
      operation('Store', integerTerm(0), local(0)),
      loop(
        operation('LGreater', argument(0), integerTerm(0)),
        operation('Store', call('ADD', local(0), argument(0)), local(0)),
        operation('Decrement', argument(0)),
      ),
      whenever(
        operation('LEqual', local(0), integerTerm(55)),
        [operation('Return', stringTerm('fifty-five'))],
        [operation('Return', local(0))],
      ),
    );
    const acpi = loaded(add, sum);
    const of = (value: bigint) => acpi.evaluate('\\SUM', [{ type: 'integer', value }]);
    expect(of(10n)).toEqual({ type: 'string', value: 'fifty-five' });
    expect(of(4n)).toEqual({ type: 'integer', value: 10n });
  });

  it('refuses operands that an operator does not have', () => {
    expect(() => operation('Store', local(0))).toThrow('operand 1 of Store is to be a term');
    expect(() => operationRegion('REGN', 'Nowhere', 0, 1)).toThrow('there is no address space Nowhere');
    expect(() => operation('Acquire', nameString('MTX'))).toThrow('operand 1 of Acquire is to be a number');
    expect(() => operation('Noop', local(0))).toThrow('Noop has 0 operands');
    expect(() => stringTerm('\u00e9')).toThrow('is not ASCII');
  });
});
