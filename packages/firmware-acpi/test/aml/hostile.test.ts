import { FormatError } from '@warmboot/format';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AmlError,
  AmlFatalError,
  AmlInterpreter,
  AmlLimitError,
  AmlRegionError,
  listNamespace,
} from '../../src/index.js';
import { recordedTables } from '../recorded.js';
import { simulatedMemory, simulatedSpaces } from './simulated-memory.js';

const bytes = new Uint8Array(
  readFileSync(fileURLToPath(new URL('../fixtures/aml/hostile.aml', import.meta.url))),
);

const load = (limits = {}): AmlInterpreter => {
  const interpreter = new AmlInterpreter({
    limits,
    handlers: { SystemMemory: simulatedMemory() },
    onFatal: () => 'stop',
  });
  interpreter.load(bytes);
  return interpreter;
};

const failure = (interpreter: AmlInterpreter, path: string): AmlError => {
  try {
    interpreter.evaluate(path);
  } catch (error) {
    if (error instanceof AmlError) return error;
    throw error;
  }
  throw new Error(`${path} came to an end`);
};

/** Generous for a loaded machine; the calls take a fraction of a second. */
const SOON = 10_000;

describe('hostile byte code ends in a typed error, soon', () => {
  it.each([
    ['LOOP', 'AE_AML_LOOP_TIMEOUT'],
    ['BUSI', 'AE_LIMIT'],
    ['NEST', 'AE_AML_LOOP_TIMEOUT'],
    ['RECU', 'AE_AML_METHOD_LIMIT'],
    ['RECD', 'AE_LIMIT'],
    ['DBLS', 'AE_LIMIT'],
    ['DBLB', 'AE_LIMIT'],
    ['HEXB', 'AE_LIMIT'],
    ['BIGB', 'AE_LIMIT'],
    ['HUGB', 'AE_LIMIT'],
    ['BIGP', 'AE_LIMIT'],
    ['CYCS', 'AE_LIMIT'],
    ['CYCR', 'AE_LIMIT'],
    ['GROW', 'AE_LIMIT'],
    ['NOTE', 'AE_LIMIT'],
    ['FIEL', 'AE_LIMIT'],
    ['SPIN', 'AE_AML_OPERAND_TYPE'],
    ['WAIF', 'AE_TIME'],
  ])('%s: %s', (name, code) => {
    const started = performance.now();
    const error = failure(load(), `\\${name}`);
    expect(error.code).toBe(code);
    expect(error instanceof AmlLimitError).toBe(code === 'AE_LIMIT' && !name.startsWith('CYC'));
    expect(performance.now() - started).toBeLessThan(SOON);
  });

  it('says what ran out and where', () => {
    const error = failure(load({ steps: 100 }), '\\BUSI');
    expect(error).toMatchObject({ limit: 'terms evaluated', allowed: 100, place: { method: '\\BUSI' } });
    expect(error.message).toMatch(/^AE_LIMIT: more than 100 terms evaluated in \\BUSI at table offset 0x/);
  });

  it('leaves the interpreter usable, with nothing of the failed method in the namespace', () => {
    const interpreter = load();
    const before = [...listNamespace(interpreter)];
    for (const name of ['FIEL', 'RECU', 'DBLS', 'NOHA']) failure(interpreter, `\\${name}`);
    expect([...listNamespace(interpreter)]).toEqual(before);
    expect(failure(interpreter, '\\LOOP').code).toBe('AE_AML_LOOP_TIMEOUT');
  });

  it('ends in the same way when the caller has used up most of the stack', () => {
    const interpreter = load({ termDepth: 1_000_000, callDepth: 1_000_000 });
    expect(failure(interpreter, '\\RECU').code).toBe('AE_LIMIT');
    expect(failure(interpreter, '\\RECD').code).toBe('AE_LIMIT');
    expect(failure(interpreter, '\\FATA').code).toBe('AE_AML_FATAL');
  });

  it('stops loading at the limit of names', () => {
    expect(() => load({ namespaceNodes: 15 })).toThrow(AmlLimitError);
  });

  it('Fatal says what the platform said', () => {
    const error = failure(load(), '\\FATA');
    expect(error).toBeInstanceOf(AmlFatalError);
    expect(error).toMatchObject({ type: 1, fatalCode: 0x1234, argument: 0x5678n });
  });

  it('an address space without a handler is named', () => {
    const error = failure(load(), '\\NOHA');
    expect(error).toBeInstanceOf(AmlRegionError);
    expect(error).toMatchObject({ code: 'AE_NOT_EXIST', space: 'EmbeddedControl', region: '\\NOHA.RG__' });
  });
});

/** The table cut to `size` bytes, with length and byte sum made right again. */
const cut = (table: Uint8Array, size: number): Uint8Array => {
  const short = table.slice(0, size);
  new DataView(short.buffer).setUint32(4, size, true);
  short[9] = 0;
  short[9] = -short.reduce((sum, byte) => sum + byte, 0) & 0xff;
  return short;
};

const loadsOrRefuses = (table: Uint8Array): boolean => {
  const interpreter = new AmlInterpreter({ handlers: simulatedSpaces(), limits: { steps: 50_000 } });
  try {
    interpreter.load(table);
    return true;
  } catch (error) {
    expect(error instanceof AmlError || error instanceof FormatError, String(error)).toBe(true);
    expect([...listNamespace(interpreter)]).toHaveLength(9);
    return false;
  }
};

describe('a broken DSDT', () => {
  const blocks = recordedTables.filter(({ signature }) => signature === 'DSDT');

  it.each([
    ['arm64', 1],
    ['x86_64', 5],
  ])('of %s, cut at every byte (step %i), loads its whole first terms or is refused', (arch, step) => {
    const table = blocks.find((block) => block.arch === arch)?.bytes ?? new Uint8Array();
    let loaded = 0;
    for (let size = 36; size < table.length; size += step) if (loadsOrRefuses(cut(table, size))) loaded++;
    expect(loaded).toBeGreaterThan(0);
    expect(loaded).toBeLessThan(table.length / 20);
  });

  it('with any bytes overwritten loads or is refused, and so do its methods', () => {
    const table = blocks[0]?.bytes ?? new Uint8Array();
    const edit = fc.tuple(fc.integer({ min: 36, max: table.length - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const broken = table.slice();
        for (const [at, byte] of edits) broken[at] = byte;
        const interpreter = new AmlInterpreter({
          handlers: simulatedSpaces(),
          limits: { steps: 20_000 },
          onLoadError: () => undefined,
        });
        try {
          interpreter.load(cut(broken, broken.length));
          for (const { path, object } of Array.from(listNamespace(interpreter))) {
            if (object.type !== 'method' || object.length === 0) continue;
            try {
              interpreter.evaluate(path, [{ type: 'integer', value: 1n }]);
            } catch (error) {
              expect(error instanceof AmlError || error instanceof FormatError, String(error)).toBe(true);
            }
          }
        } catch (error) {
          expect(error instanceof AmlError || error instanceof FormatError, String(error)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('made of any bytes at all is refused or loads', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (aml) => {
        const table = new Uint8Array(36 + aml.length);
        table.set(bytes.subarray(0, 36));
        table.set(aml, 36);
        loadsOrRefuses(cut(table, table.length));
      }),
      { numRuns: 2_000 },
    );
  });
});
