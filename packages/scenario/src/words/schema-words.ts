import { UnknownNameError } from '@warmboot/core';
import type { SchemaFault } from './schema-check.js';

/** What a schema found fault with, in words. */
export const schemaWords = ({
  keyword,
  path,
  data,
  schema,
  message,
}: SchemaFault): { readonly found: string; readonly allowed: string } => {
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys((schema['properties'] ?? {}) as object);
      const name = String(path.at(-1));
      return { found: 'a key that is not known here', allowed: withNearest('key', name, known) };
    }
    case 'required': {
      const required = schema['required'] as readonly string[];
      const missing = required.find((name) => !Object.hasOwn(data as object, name));
      return { found: `without ${missing!}`, allowed: `${listed(required)} must be there` };
    }
    case 'enum': {
      const known = (schema['enum'] as readonly unknown[]).map(String);
      return { found: shown(data), allowed: withNearest('word', String(data), known) };
    }
    case 'type':
      return {
        found: shown(data),
        allowed: `${[schema['type']].flat().map(typeName).join(' or ')}${keysOf(schema)}`,
      };
    case 'pattern':
      return { found: shown(data), allowed: examplesOf(schema) };
    default:
      return { found: shown(data), allowed: message };
  }
};

/** Which keys there are, of what has any, those that must be there first: ` (id, size; node)`. */
const keysOf = (schema: Readonly<Record<string, unknown>>): string => {
  const known = Object.keys((schema['properties'] ?? {}) as object);
  const required = (schema['required'] ?? []) as readonly string[];
  const others = known.filter((name) => !required.includes(name));
  const said = [required.join(', '), others.slice(0, MANY).join(', ')].filter((words) => words !== '');
  return said.length === 0 ? '' : ` (${said.join('; ')}${others.length > MANY ? ', …' : ''})`;
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
