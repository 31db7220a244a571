import type { FormatError } from '@warmboot/format';
import type { ScenarioDocument } from '../words/document.js';
import type { SchemaFault } from '../words/schema-check.js';
import { schemaWords } from '../words/schema-words.js';
import { pathText } from '../words/value-path.js';

/** The fault that stands first in the file, in words. */
export const firstSchemaFault = (document: ScenarioDocument, faults: readonly SchemaFault[]): FormatError => {
  const place = ({ path, keyword }: SchemaFault): number => {
    const { line, column } =
      keyword === 'additionalProperties' ? document.keyPosition(path) : document.position(path);
    return line * 1e6 + column;
  };
  // A key that is misspelt is missed under its own name too: the misspelling is the better explanation.
  const misspelt = new Set(
    faults.flatMap(({ keyword, path }) =>
      keyword === 'additionalProperties' ? [pathText(path.slice(0, -1))] : [],
    ),
  );
  const [first] = faults
    .filter(({ keyword, path }) => keyword !== 'required' || !misspelt.has(pathText(path)))
    .sort((a, b) => place(a) - place(b));
  const { found, allowed } = schemaWords(first!);
  return first!.keyword === 'additionalProperties'
    ? document.keyFault(first!.path, found, allowed)
    : document.fault(first!.path, found, allowed);
};
