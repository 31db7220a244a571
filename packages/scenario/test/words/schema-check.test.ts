import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioSchema, traceSchema } from '../../src/index.js';
import { SchemaCheck, type SchemaFault } from '../../src/words/schema-check.js';
import { schemaWords } from '../../src/words/schema-words.js';
import { pathText } from '../../src/words/value-path.js';

const root = new URL('../../../../', import.meta.url);

const stories = readdirSync(new URL('examples/', root))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => parse(readFileSync(new URL(`examples/${file}`, root), 'utf8')) as unknown);

const traces = ['x86_64-bios-race-policy0', 'arm64-acpi-cold-kexec'].flatMap((name) => {
  const file = new URL(`captures/${name}/trace.json`, root);
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as unknown];
  } catch {
    return [];
  }
});

/** What ajv, which compiles a schema, says in the words of a fault. */
const ofAjv = (value: unknown, error: ErrorObject): SchemaFault => {
  const { keyword, instancePath, params, data, parentSchema = {}, message = '', propertyName } = error;
  let at = value;
  const path = instancePath
    .split('/')
    .slice(1)
    .map((raw) => {
      const part = raw.replaceAll('~1', '/').replaceAll('~0', '~');
      const key = Array.isArray(at) ? Number(part) : part;
      at = (at as Record<string | number, unknown>)[key];
      return key;
    });
  if (keyword === 'additionalProperties') path.push(String(params['additionalProperty']));
  return { keyword, path, data: propertyName ?? data, schema: parentSchema as never, message };
};

const said = (faults: readonly SchemaFault[]): readonly string[] =>
  [
    ...new Set(
      faults.map(
        (fault) =>
          `${fault.keyword} at ${pathText(fault.path)}: ${Object.values(schemaWords(fault)).join('; ')}`,
      ),
    ),
  ].sort();

/** Both validators on one schema. */
const bothOf = (schema: object) => {
  const compiled = new Ajv2020({ allErrors: true, strictTypes: false, verbose: true }).compile(schema);
  const interpreted = new SchemaCheck(schema);
  return (value: unknown) => {
    compiled(value);
    const expected = (compiled.errors ?? [])
      .filter(({ keyword }) => keyword !== 'propertyNames')
      .map((error) => ofAjv(value, error));
    return { expected: said(expected), found: said(interpreted.faults(value)) };
  };
};

/** Every place of a value, as a path. */
const placesIn = (value: unknown, path: readonly (string | number)[] = []): (string | number)[][] => [
  [...path],
  ...(typeof value === 'object' && value !== null
    ? Object.keys(value).flatMap((key) =>
        placesIn((value as Record<string, unknown>)[key], [
          ...path,
          Array.isArray(value) ? Number(key) : key,
        ]),
      )
    : []),
];

/** What replaces a value, or stands beside it under a name that was not there. */
const otherValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', [], {}, -1, 0, 1.5, 2 ** 60, '0x10', 'nonsense', 'dimm1'),
  fc.jsonValue({ maxDepth: 2 }),
);

const changed = (value: unknown, places: readonly (string | number)[][], choice: Change): unknown => {
  const whole = structuredClone({ value }) as Record<string, unknown>;
  const path = ['value', ...places[choice.place % places.length]!];
  let holder: Record<string | number, unknown> = whole;
  for (const key of path.slice(0, -1)) {
    const next = holder[key];
    if (typeof next !== 'object' || next === null) return whole['value'];
    holder = next as typeof holder;
  }
  const last = path.at(-1)!;
  if (choice.kind === 'replace') holder[last] = choice.other;
  else if (choice.kind === 'drop' && Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (choice.kind === 'drop' && path.length > 1) delete holder[last];
  else if (!Array.isArray(holder)) holder[choice.name] = choice.other;
  return whole['value'];
};

interface Change {
  readonly kind: string;
  readonly place: number;
  readonly name: string;
  readonly other: unknown;
}

const changes = fc.array(
  fc.record({
    kind: fc.constantFrom('replace', 'drop', 'add'),
    place: fc.nat(),
    name: fc.oneof(
      fc.constantFrom('size', 'a/b~c', 'a%2Fb#', 'é ü', 'plugg', '__proto__'),
      fc.string({ maxLength: 8 }),
    ),
    other: otherValue,
  }),
  { minLength: 1, maxLength: 4 },
);

describe.each([
  ['scenarios', scenarioSchema, stories],
  ['traces', traceSchema, traces],
] as const)('the schema of %s', (_, schema, values) => {
  const both = bothOf(schema);

  it('allows what the repository holds', () => {
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(both(value)).toEqual({ expected: [], found: [] });
  });

  it('finds the faults that a compiling validator finds, in the same words', () => {
    const places = values.map((value) => placesIn(value));
    let wrong = 0;
    fc.assert(
      fc.property(fc.nat(values.length - 1), changes, (which, many) => {
        const value = many.reduce((before, one) => changed(before, places[which]!, one), values[which]);
        const { expected, found } = both(value);
        if (expected.length > 0) wrong++;
        expect(found).toEqual(expected);
      }),
      { numRuns: 400 },
    );
    expect(wrong).toBeGreaterThan(100);
  });
});

/** A schema of what plugins may write that the schemas of this package do not. */
const PLUGINS_SCHEMA = {
  $defs: { positive: { type: 'integer', exclusiveMinimum: 0, multipleOf: 2 } },
  type: 'object',
  properties: {
    count: { $ref: '#/$defs/positive' },
    either: { anyOf: [{ type: 'string', minLength: 2 }, { $ref: '#/$defs/positive' }] },
    pair: { type: 'array', prefixItems: [{ const: 'a' }, { type: 'boolean' }], items: false, minItems: 2 },
    never: false,
    named: { type: 'object', propertyNames: { maxLength: 2 }, patternProperties: { '^x': { type: 'null' } } },
    both: { allOf: [{ minimum: 2 }, { maximum: 4 }] },
  },
  required: ['count'],
  additionalProperties: false,
};

describe('what plugins may write', () => {
  const interpreted = new SchemaCheck(PLUGINS_SCHEMA);

  it.each([
    [{ count: 2 }],
    [{ count: 3 }],
    [{ count: -2 }],
    [{ count: '2' }],
    [{}],
    [{ count: 2, either: 'a' }],
    [{ count: 2, both: 1 }],
    [{ count: 2, both: 5 }],
    [{ count: 2, pair: ['a'] }],
    [{ count: 2, named: { xa: 1 } }],
    [{ count: 2, named: { long: 1 } }],
    [{ count: 2, other: 1 }],
  ])('%j is judged as a compiling validator judges it', (value) => {
    const { expected, found } = bothOf(PLUGINS_SCHEMA)(value);
    expect(found).toEqual(expected.filter((line) => !line.startsWith('anyOf ')));
  });

  it('says of a value that must not be there that nothing is allowed', () => {
    expect(said(interpreted.faults({ count: 2, never: 1 }))).toEqual(['false at never: 1; nothing']);
    expect(said(interpreted.faults({ count: 2, pair: ['a', true, 7] }))).toEqual([
      'false at pair[2]: 7; nothing',
    ]);
  });

  it('hears oneOf where two schemas allow a value, and no schema below it has a fault', () => {
    const one = new SchemaCheck({ oneOf: [{ minimum: 1 }, { maximum: 3 }] });
    expect(one.faults(5)).toEqual([]);
    expect(one.faults(2).map(({ keyword, path }) => [keyword, path])).toEqual([['oneOf', []]]);
  });

  it('leaves the schema as it was', () => {
    const frozen = Object.freeze({ type: 'string' });
    expect(new SchemaCheck(frozen).faults('text')).toEqual([]);
    expect(Reflect.ownKeys(frozen)).toEqual(['type']);
  });
});

describe('a value that no list of faults can be made for', () => {
  const check = new SchemaCheck({ properties: { in: { additionalProperties: false } } });

  it.each([
    ['half a character', { in: { '\ud800': 1 } }, 'keys made of whole characters'],
    [
      '200,000 unknown keys',
      { in: Object.fromEntries(Array.from({ length: 200_000 }, (_, key) => [`k${key}`, 1])) },
      'fewer faults than can be listed',
    ],
  ])('%s is one fault', (_, value, allowed) => {
    const faults = check.faults(value);
    expect(faults).toHaveLength(1);
    expect(faults.map(({ path, message }) => ({ path, message }))).toEqual([{ path: [], message: allowed }]);
  });
});
