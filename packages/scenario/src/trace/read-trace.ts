import { FormatError } from '@warmboot/format';
import { SchemaCheck } from '../words/schema-check.js';
import { schemaWords } from '../words/schema-words.js';
import { pathText } from '../words/value-path.js';
import { traceSchema } from './trace-schema.js';
import type { Trace, TraceDirectory } from './trace.js';

const FORMAT = 'trace.json';

/** Made when the first trace is read. */
let check: SchemaCheck | undefined;

/** Parses JSON and says where it breaks. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FormatError(
      { format: FORMAT, field: 'the text', found: `broken (${(error as Error).message})`, allowed: 'JSON' },
      { cause: error },
    );
  }
};

/**
 * Reads the text of a trace and keeps the files beside it. Only what a replay relies on is checked; recorders may add
 * fields.
 * @param files the recording's directory, by file name, with `trace.json` in it
 * @throws FormatError that names the field, what was found and what is allowed
 */
export const readTrace = (files: ReadonlyMap<string, Uint8Array>): TraceDirectory => {
  const bytes = files.get('trace.json');
  if (bytes === undefined) {
    throw new FormatError({
      format: 'trace',
      field: 'trace.json',
      found: 'missing',
      allowed: 'a directory or a tar that holds trace.json',
      advice: files.has('capture.txt')
        ? 'This is a machine without steps: play steps on it with `warmboot run SCENARIO --machine`.'
        : undefined,
    });
  }
  const value = parseJson(new TextDecoder().decode(bytes));
  check ??= new SchemaCheck(traceSchema);
  const [fault] = check.faults(value);
  if (fault !== undefined) {
    throw new FormatError({ format: FORMAT, field: pathText(fault.path), ...schemaWords(fault) });
  }
  return { trace: value as Trace, files: new Map([...files].filter(([name]) => name !== 'trace.json')) };
};
