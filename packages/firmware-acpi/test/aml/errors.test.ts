import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import {
  AmlError,
  AmlInterpreter,
  AmlLimitError,
  askErrorMethod,
  parseTableHeader,
  serialiseTable,
  type AmlInterpreterOptions,
  type AmlValue,
} from '../../src/index.js';

const table = new Uint8Array(
  readFileSync(fileURLToPath(new URL('../fixtures/aml/errors.aml', import.meta.url))),
);

const load = (options: AmlInterpreterOptions = {}): AmlInterpreter => {
  const interpreter = new AmlInterpreter(options);
  interpreter.load(table);
  return interpreter;
};

const failure = (body: () => unknown): AmlError => {
  try {
    body();
  } catch (error) {
    if (error instanceof AmlError) return error;
    throw error;
  }
  throw new Error('no error');
};

/** The names of the errors that \_ERR was given. */
const seen = (interpreter: AmlInterpreter): (string | undefined)[] => {
  const list = interpreter.evaluate('\\SEEN');
  const elements: readonly (AmlValue | undefined)[] = list?.type === 'package' ? list.elements : [];
  return elements.flatMap((one) => (one?.type === 'string' ? [one.value] : []));
};

// What acpiexec does with the same table: its exception handler asks \_ERR.
describe('an error in a method, when \\_ERR decides', () => {
  it.each([
    ['DIVI', 7n],
    ['NEST', 7n],
    ['COND', 1n],
    ['OUTR', 8n],
  ])('%s goes on behind the operation that failed', (name, answer) => {
    expect(load({ onError: askErrorMethod }).evaluateInteger(`\\${name}`)).toBe(answer);
  });

  it('is told of once, and once more for each operation that then has no operand', () => {
    const interpreter = load({ onError: askErrorMethod });
    interpreter.evaluate('\\NEST');
    expect(seen(interpreter)).toEqual(['AE_AML_DIVIDE_BY_ZERO', 'AE_AML_NO_RETURN_VALUE']);
  });

  it('ends the evaluation, and is asked about once, where it answers something else', () => {
    const asked: string[] = [];
    const interpreter = load({
      onError: (error, inside) => {
        asked.push(error.code);
        return askErrorMethod(error, inside);
      },
    });
    interpreter.evaluate('\\OVER', [{ type: 'integer', value: 0n }]);
    expect(asked).toEqual([]);
    expect(failure(() => load({ onError: () => 'stop' }).evaluate('\\OUTR')).code).toBe(
      'AE_AML_DIVIDE_BY_ZERO',
    );
  });

  it('is not asked about what the sandbox forbids', () => {
    const onError = (): 'go-on' => 'go-on';
    expect(failure(() => load({ onError, limits: { steps: 3 } }).evaluate('\\DIVI'))).toBeInstanceOf(
      AmlLimitError,
    );
  });
});

describe('whatever goes wrong is an AmlError', () => {
  it.each([
    ['DIVI', [], 'AE_AML_DIVIDE_BY_ZERO'],
    ['OVER', [{ type: 'string', value: '1' }], 'AE_AML_PACKAGE_LIMIT'],
    ['OVER', [{ type: 'object', kind: 'device', path: '\\NONE' }], 'AE_NOT_FOUND'],
    ['OVER', [{ type: 'object', kind: 'reference' }], 'AE_TYPE'],
    ['not a name', [], 'AE_BAD_PATHNAME'],
  ] as const)('%s with %j: %s', (name, operands, code) => {
    expect(failure(() => load().evaluate(`\\${name}`, operands)).code).toBe(code);
  });

  it('an expression in a package: AE_SUPPORT, as acpiexec answers', () => {
    // Method (TEST) { Return (Package () { One + One }) }
    const body = [0x14, 0x0e, 0x54, 0x45, 0x53, 0x54, 0x00, 0xa4, 0x12, 0x06, 0x01, 0x72, 0x01, 0x01, 0x00];
    const interpreter = new AmlInterpreter();
    interpreter.load(serialiseTable(parseTableHeader(table), Uint8Array.from(body)));
    expect(failure(() => interpreter.evaluate('\\TEST')).code).toBe('AE_SUPPORT');
  });

  it('and so is what a handler throws, which is kept as the cause', () => {
    const thrown = new Error('the board is on fire');
    const read = (): bigint => {
      throw thrown;
    };
    const interpreter = load({ handlers: { SystemMemory: { read, write: () => undefined } } });
    const error = failure(() => interpreter.evaluate('\\FLDD'));
    expect(error).toMatchObject({ code: 'AE_ERROR', cause: thrown });
    expect(error.message).toContain('the handler of \\REGN failed: the board is on fire');
  });
});

describe('a wrong checksum', () => {
  const wrong = table.slice();
  wrong[9] = (wrong[9] ?? 0) ^ 0xff;

  it('is refused', () => {
    expect(() => {
      new AmlInterpreter().load(wrong);
    }).toThrow(FormatError);
  });

  it('is a warning where the caller says so', () => {
    const faults: FormatError[] = [];
    const interpreter = new AmlInterpreter({ onWrongChecksum: (fault) => faults.push(fault) });
    interpreter.load(wrong);
    interpreter.load(table.slice(0, 36).fill(0x24, 4, 5).fill(0, 5, 8));
    expect(faults.map(({ fault }) => fault.field)).toEqual(['checksum', 'checksum']);
    expect(interpreter.evaluateInteger('\\NUMB')).toBe(0n);
  });
});
