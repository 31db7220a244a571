import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AmlError, AmlInterpreter, type AmlInterpreterOptions, type AmlValue } from '../../src/index.js';
import { simulatedMemory } from './simulated-memory.js';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../fixtures/aml/${name}.aml`, import.meta.url))));

const second = fixture('second');

const load = (options: AmlInterpreterOptions = {}): AmlInterpreter => {
  const interpreter = new AmlInterpreter({ tables: [second], ...options });
  interpreter.load(fixture('loading'));
  return interpreter;
};

const codeOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    if (error instanceof AmlError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('firmware-acpi 3 tables that byte code loads', () => {
  it('Load takes a table from a region, Unload takes its names away', () => {
    const memory = simulatedMemory();
    const region = { path: '', space: 0, base: 0n, length: 0n };
    second.forEach((byte, at) => memory.write(BigInt(0x10000 + at), 8, BigInt(byte), region));
    const interpreter = load({ handlers: { SystemMemory: memory } });
    expect(interpreter.evaluateInteger('\\LDRG')).toBe(42n);
    expect(interpreter.has('\\HERE')).toBe(true);
    expect(interpreter.evaluateInteger('\\UNLD')).toBe(0n);
    expect(interpreter.has('\\HERE')).toBe(false);
  });

  it('LoadTable puts it where the root path says and sets the parameter', () => {
    const interpreter = load();
    expect(interpreter.evaluateInteger('\\LDTB')).toBe(7n);
    expect(interpreter.evaluateInteger('\\_SB.HERE')).toBe(0x77n);
    expect(interpreter.evaluateInteger('\\LDNO')).toBe(0n);
  });

  /** Codes are those of acpiexec. */
  it.each([
    ['SIGN', 'AE_BAD_SIGNATURE'],
    ['LONG', 'AE_AML_STRING_LIMIT'],
    ['ROOT', 'AE_NOT_FOUND'],
    ['WHER', 'AE_NOT_FOUND'],
    ['PARA', 'AE_NOT_FOUND'],
    ['PATH', 'AE_BAD_PATHNAME'],
    ['TWIC', 'AE_ALREADY_EXISTS'],
    ['PRTS', 'AE_AML_OPERAND_TYPE'],
    ['NOTH', 'AE_AML_UNINITIALIZED_LOCAL'],
  ])('%s is refused with %s', (method, code) => {
    const interpreter = new AmlInterpreter({ handlers: {}, slack: false });
    interpreter.load(fixture('load-refused'));
    expect(codeOf(() => interpreter.evaluate(`\\${method}`))).toBe(code);
    expect(interpreter.evaluateInteger('\\NONE')).toBe(0n);
  });

  it('DataTableRegion shows the bytes of a table', () => {
    expect(load().evaluateInteger('\\DATA')).toBe(0x5444_5353n);
  });

  it('a second load of the same names is refused and leaves what was there', () => {
    const interpreter = load();
    interpreter.load(second);
    expect(codeOf(() => interpreter.load(second))).toBe('AE_ALREADY_EXISTS');
    expect(interpreter.evaluateInteger('\\SECO', [{ type: 'integer', value: 1n }])).toBe(41n);
  });

  it('with a listener goes on after a statement that fails, as Linux does', () => {
    const errors: AmlError[] = [];
    const interpreter = load({ onLoadError: (error) => errors.push(error) });
    interpreter.load(second);
    interpreter.load(second);
    expect(errors.map(({ code }) => code)).toEqual(['AE_ALREADY_EXISTS', 'AE_ALREADY_EXISTS']);
  });
});

describe('firmware-acpi 3 what goes in and out', () => {
  it('Debug goes to its listener', () => {
    const said: AmlValue[] = [];
    load({ onDebug: (value) => said.push(value) }).evaluate('\\SAY');
    expect(said).toEqual([
      { type: 'string', value: 'hello' },
      {
        type: 'package',
        elements: [
          { type: 'integer', value: 1n },
          { type: 'string', value: 'x' },
        ],
      },
    ]);
  });

  it('Y5 Notify is delivered in order, after the method, even when it fails in the end', () => {
    const seen: [string, number][] = [];
    let running = false;
    const interpreter = load({
      onNotify: (path, value) => {
        expect(running).toBe(true);
        seen.push([path, value]);
      },
    });
    running = true;
    expect(codeOf(() => interpreter.evaluate('\\NOTI'))).toBe('AE_NOT_FOUND');
    expect(seen).toEqual([
      ['\\DEV0', 0x80],
      ['\\DEV0', 1],
    ]);
  });

  it('a Notify handler may evaluate again', () => {
    const interpreter = load({ onNotify: () => void interpreter.evaluate('\\STEP') });
    expect(codeOf(() => interpreter.evaluate('\\NOTI'))).toBe('AE_NOT_FOUND');
    expect(interpreter.evaluateInteger('\\CNT')).toBe(2n);
  });

  it('time is what Sleep and Stall make of it', () => {
    expect(load().evaluateInteger('\\TIME')).toBe(50_071n);
    expect(load().evaluateInteger('\\TIME')).toBe(50_071n);
  });

  it('BreakPoint does nothing', () => expect(load().evaluateInteger('\\BRK')).toBe(4n));

  it('two interpreters share nothing', () => {
    const [one, other] = [load(), load()];
    one.evaluate('\\STEP');
    expect(other.evaluateInteger('\\CNT')).toBe(0n);
  });

  it('what comes out is a copy', () => {
    const interpreter = load();
    interpreter.evaluateBuffer('\\TBUF').fill(0xff);
    expect(interpreter.evaluateBuffer('\\TBUF').every((byte) => byte === 0)).toBe(true);
  });

  it('a name that is not there, and one of another type, are said', () => {
    expect(codeOf(() => load().evaluate('\\NONE'))).toBe('AE_NOT_FOUND');
    expect(codeOf(() => load().evaluateBuffer('\\PARM'))).toBe('AE_TYPE');
    expect(codeOf(() => load().evaluate('not a path'))).toBe('AE_BAD_PATHNAME');
    expect(load().evaluate('\\DEV0')).toEqual({ type: 'object', kind: 'device', path: '\\DEV0' });
  });
});

describe('firmware-acpi 3 strict mode (acpi=strict)', () => {
  it('Y1 a method without Return gives nothing, a local without a value is an error', () => {
    expect(load({ slack: false }).evaluate('\\IMPL')).toBeUndefined();
    expect(codeOf(() => load({ slack: false }).evaluate('\\LOC'))).toBe('AE_AML_UNINITIALIZED_LOCAL');
    expect(load().evaluateInteger('\\IMPL')).toBe(5n);
    expect(load().evaluateInteger('\\LOC')).toBe(0n);
  });
});

describe('firmware-acpi 3 F1 buffer protocols', () => {
  it('a GenericSerialBus field moves whole buffers', () => {
    const sent: number[][] = [];
    const interpreter = load({
      handlers: {
        GenericSerialBus: {
          ...simulatedMemory(),
          transfer: (address, data, attribute) => {
            sent.push([Number(address), attribute, ...data]);
            return Uint8Array.of(0, 1, 0x99);
          },
        },
      },
    });
    expect(interpreter.evaluateBuffer('\\BUSR')).toEqual(Uint8Array.of(0, 1, 0x99));
    interpreter.evaluate('\\BUSW');
    expect(sent.at(-1)).toEqual([0, 8, 0, 2, 0x34, 0x12]);
  });
});
