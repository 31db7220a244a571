import { UnknownNameError } from '@warmboot/core';
import type { ErrorObject } from 'ajv';

/** Where a value stands in a file: the keys and indices that lead to it. */
export type ValuePath = readonly (string | number)[];

/** `steps[2].plug.size`: a path as people write it. */
export const pathText = (path: ValuePath): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  ) || 'the whole';

/** ajv names values by JSON pointer; list indices must become numbers again. */
export const schemaPath = (value: unknown, { instancePath, keyword, params }: ErrorObject): ValuePath => {
  const path: (string | number)[] = [];
  let at = value;
  for (const raw of instancePath.split('/').slice(1)) {
    const part = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(at) ? Number(part) : part;
    path.push(key);
    at = (at as Record<string | number, unknown>)[key];
  }
  if (keyword === 'additionalProperties') path.push(String(params['additionalProperty']));
  return path;
};

/** What a schema found fault with, in words. */
export const schemaWords = ({
  keyword,
  params,
  data,
  parentSchema = {},
  message,
}: ErrorObject): { readonly found: string; readonly allowed: string } => {
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys((parentSchema['properties'] ?? {}) as object);
      const name = String(params['additionalProperty']);
      return { found: 'a key that is not known here', allowed: withNearest('key', name, known) };
    }
    case 'required':
      return {
        found: `without ${String(params['missingProperty'])}`,
        allowed: `${listed(parentSchema['required'] as string[])} must be there`,
      };
    case 'enum': {
      const known = (params['allowedValues'] as unknown[]).map(String);
      return { found: shown(data), allowed: withNearest('word', String(data), known) };
    }
    case 'type':
      return { found: shown(data), allowed: [params['type']].flat().map(typeName).join(' or ') };
    case 'pattern':
      return { found: shown(data), allowed: examplesOf(parentSchema) };
    default:
      return { found: shown(data), allowed: message ?? keyword };
  }
};

const examplesOf = (schema: Readonly<Record<string, unknown>>): string => {
  const examples = (schema['examples'] ?? []) as readonly unknown[];
  return examples.length === 0
    ? String(schema['description'] ?? 'another form')
    : `a value such as ${listed(examples.map(String))}`;
};

/** More words than anybody reads in a message. */
const MANY = 12;

/** `plug, unplug (did you mean plug?)`; of many words only how many there are, where one is near. */
export const withNearest = (kind: string, name: string, known: readonly string[]): string => {
  const { suggestions } = new UnknownNameError(kind, name, known);
  if (suggestions.length === 0) return known.join(', ');
  const words = known.length > MANY ? `one of ${known.length} words` : known.join(', ');
  return `${words} (did you mean ${suggestions.join(' or ')}?)`;
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'keys with values',
  array: 'a list',
  null: 'nothing',
};

const typeName = (type: unknown): string => TYPE_NAMES[String(type)] ?? String(type);

const LONGEST_SHOWN = 60;

/** A value as a message shows it: its JSON, cut short. */
const shown = (value: unknown): string => {
  if (value === null) return 'empty';
  const json = JSON.stringify(value) ?? String(value);
  return json.length > LONGEST_SHOWN ? `${json.slice(0, LONGEST_SHOWN)}…` : json;
};
