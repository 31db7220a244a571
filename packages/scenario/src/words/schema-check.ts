import { Validator } from '@cfworker/json-schema';
import type { ValuePath } from './value-path.js';

type Schema = Readonly<Record<string, unknown>>;

/** One thing that a schema holds against a value. */
export interface SchemaFault {
  /** The keyword of the schema; `additionalProperties` for a key that it does not know. */
  readonly keyword: string;
  /** Where the value stands; of a key that is not known, where the key does. */
  readonly path: ValuePath;
  /** What stands there; of a name that is wrong, the name. */
  readonly data: unknown;
  /** The schema that the keyword stands in. */
  readonly schema: Schema;
  /** What is allowed, for keywords that need no more than their own value. */
  readonly message: string;
}

/** What the library says of one keyword. */
type Said = ReturnType<Validator['validate']>['errors'][number];

/** Keywords whose fault is that a schema below them found one, which is told for itself. */
const APPLICATORS = new Set([
  '$recursiveRef',
  '$ref',
  'additionalItems',
  'additionalProperties',
  'allOf',
  'anyOf',
  'contains',
  'dependentSchemas',
  'if',
  'items',
  'oneOf',
  'patternProperties',
  'prefixItems',
  'properties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

const MESSAGES: Readonly<Record<string, (limit: unknown) => string>> = {
  const: (value) => JSON.stringify(value),
  exclusiveMaximum: (limit) => `must be < ${limit}`,
  exclusiveMinimum: (limit) => `must be > ${limit}`,
  maxItems: (limit) => `must NOT have more than ${limit} items`,
  maxLength: (limit) => `must NOT have more than ${limit} characters`,
  maxProperties: (limit) => `must NOT have more than ${limit} properties`,
  maximum: (limit) => `must be <= ${limit}`,
  minItems: (limit) => `must NOT have fewer than ${limit} items`,
  minLength: (limit) => `must NOT have fewer than ${limit} characters`,
  minProperties: (limit) => `must NOT have fewer than ${limit} properties`,
  minimum: (limit) => `must be >= ${limit}`,
  multipleOf: (unit) => `must be multiple of ${unit}`,
};

/**
 * Holds values against a JSON Schema (draft 2020-12) that is interpreted: nothing is compiled, so no page that forbids
 * code from strings is in the way, and a large schema that a small file uses little of costs little.
 */
export class SchemaCheck {
  private readonly validator: Validator;

  /** @param schema stays as it is; the library marks what it is given, which is a copy */
  constructor(private readonly schema: object) {
    this.validator = new Validator(structuredClone(schema), '2020-12', false);
  }

  /** Every fault of a value made of what JSON has, in no promised order; none of a value that the schema allows. */
  faults(value: unknown): readonly SchemaFault[] {
    const said = this.said(value);
    if (!Array.isArray(said)) return [said];
    const faults = said.flatMap((one, index) =>
      APPLICATORS.has(one.keyword) ? [] : [this.fault(value, one, said[index - 1])],
    );
    // Where only an applicator speaks, as oneOf does of a value that two schemas allow, it is heard.
    return faults.length > 0 ? faults : said.map((one) => this.fault(value, one));
  }

  /** What the library says, or the fault for which it can say nothing. */
  private said(value: unknown): Said[] | SchemaFault {
    try {
      return this.validator.validate(value).errors;
    } catch (error) {
      // It names places by URI, which has no half of a surrogate pair, and gathers faults as arguments of a call.
      const message =
        error instanceof URIError
          ? 'keys made of whole characters'
          : error instanceof RangeError
            ? 'fewer faults than can be listed'
            : undefined;
      if (message === undefined) throw error;
      return { keyword: 'schema', path: [], data: value, schema: this.schema as Schema, message };
    }
  }

  private fault(
    value: unknown,
    { keyword, instanceLocation, keywordLocation, error }: Said,
    above?: Said,
  ): SchemaFault {
    const path = pathOf(value, instanceLocation);
    // `false` allows nothing: it is the keyword above it that tells where it stands.
    if (keyword === 'false' && above !== undefined) {
      const known = /(?:additional|unevaluated)Properties$/.test(above.keyword);
      const schema = this.schemaAround(above.keywordLocation);
      return {
        keyword: known ? 'additionalProperties' : keyword,
        path,
        data: valueAt(value, path),
        schema,
        message: 'nothing',
      };
    }
    const schema = this.schemaAround(keywordLocation);
    const ofName = keywordLocation.split('/').includes('propertyNames');
    return {
      keyword,
      path: ofName ? path.slice(0, -1) : path,
      data: ofName ? path.at(-1) : valueAt(value, path),
      schema,
      message: MESSAGES[keyword]?.(schema[keyword]) ?? error,
    };
  }

  /** The schema that a keyword stands in. @param location `#/properties/name/type`, through references */
  private schemaAround(location: string): Schema {
    let at: unknown = this.schema;
    for (const part of partsOf(location).slice(0, -1)) {
      at = (at as Schema | undefined)?.[part];
      if (part === '$ref') at = valueAt(this.schema, partsOf(String(at)));
    }
    return (at ?? {}) as Schema;
  }
}

/** The parts of a JSON pointer in a URI fragment. */
const partsOf = (location: string): readonly string[] =>
  location
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));

const valueAt = (value: unknown, path: ValuePath): unknown =>
  path.reduce<unknown>((at, part) => (at as Record<string | number, unknown> | undefined)?.[part], value);

/** A pointer does not tell an index from a key; the value does. */
const pathOf = (value: unknown, location: string): ValuePath => {
  let at = value;
  return partsOf(location).map((part) => {
    const key = Array.isArray(at) ? Number(part) : part;
    at = (at as Record<string | number, unknown> | undefined)?.[key];
    return key;
  });
};
