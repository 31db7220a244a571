import { UnknownNameError } from '@warmboot/core';
import type { FormatError } from '@warmboot/format';
import type { ErrorObject } from 'ajv';
import type { DocumentPath, ScenarioDocument } from './document.js';

interface SchemaFault {
  readonly path: DocumentPath;
  readonly error: ErrorObject;
}

/** The fault that stands first in the file, in words. */
export const firstSchemaFault = (document: ScenarioDocument, errors: readonly ErrorObject[]): FormatError => {
  const faults = errors.map((error) => ({ error, path: pathOf(document.value, error) }));
  const place = ({ path, error }: SchemaFault): number => {
    const { line, column } =
      error.keyword === 'additionalProperties' ? document.keyPosition(path) : document.position(path);
    return line * 1e6 + column;
  };
  // A key that is misspelt is missed under its own name too: the misspelling is the better explanation.
  const misspelt = new Set(
    errors.flatMap(({ keyword, instancePath }) => (keyword === 'additionalProperties' ? [instancePath] : [])),
  );
  const [first] = faults
    .filter(({ error }) => error.keyword !== 'required' || !misspelt.has(error.instancePath))
    .sort((a, b) => place(a) - place(b));
  return inWords(document, first!);
};

/** ajv names values by JSON pointer; list indices must become numbers again. */
const pathOf = (value: unknown, { instancePath, keyword, params }: ErrorObject): DocumentPath => {
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

const inWords = (document: ScenarioDocument, { path, error }: SchemaFault): FormatError => {
  const { keyword, params, data, parentSchema = {} } = error;
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys((parentSchema['properties'] ?? {}) as object);
      const name = String(params['additionalProperty']);
      return document.keyFault(path, 'a key that is not known here', withNearest('key', name, known));
    }
    case 'required':
      return document.fault(
        path,
        `without ${String(params['missingProperty'])}`,
        `${listed(params['missingProperty'] === undefined ? [] : (parentSchema['required'] as string[]))} must be there`,
      );
    case 'enum':
      return document.fault(
        path,
        shown(data),
        withNearest('word', String(data), (params['allowedValues'] as unknown[]).map(String)),
      );
    case 'type':
      return document.fault(path, shown(data), [params['type']].flat().map(typeName).join(' or '));
    case 'pattern':
      return document.fault(path, shown(data), examplesOf(parentSchema));
    default:
      return document.fault(path, shown(data), error.message ?? keyword);
  }
};

const examplesOf = (schema: Readonly<Record<string, unknown>>): string => {
  const examples = (schema['examples'] ?? []) as readonly unknown[];
  return examples.length === 0
    ? String(schema['description'] ?? 'another form')
    : `a value such as ${listed(examples.map(String))}`;
};

/** `plug, unplug (did you mean plug?)` */
export const withNearest = (kind: string, name: string, known: readonly string[]): string => {
  const { suggestions } = new UnknownNameError(kind, name, known);
  const hint = suggestions.length === 0 ? '' : ` (did you mean ${suggestions.join(' or ')}?)`;
  return `${known.join(', ')}${hint}`;
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
