import type { FormatError } from '@warmboot/format';
import type { ErrorObject } from 'ajv';
import type { ValuePath } from '../words/schema-words.js';
import { schemaPath, schemaWords } from '../words/schema-words.js';
import type { ScenarioDocument } from '../words/document.js';

interface SchemaFault {
  readonly path: ValuePath;
  readonly error: ErrorObject;
}

/** The fault that stands first in the file, in words. */
export const firstSchemaFault = (document: ScenarioDocument, errors: readonly ErrorObject[]): FormatError => {
  const faults = errors.map((error) => ({ error, path: schemaPath(document.value, error) }));
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
  const { path, error } = first!;
  const { found, allowed } = schemaWords(error);
  return error.keyword === 'additionalProperties'
    ? document.keyFault(path, found, allowed)
    : document.fault(path, found, allowed);
};
