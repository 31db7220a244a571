import { FormatError } from '@warmboot/format';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { pathText, schemaPath, schemaWords } from '../words/schema-words.js';
import { traceSchema } from './trace-schema.js';
import type { Trace, TraceDirectory } from './trace.js';

const FORMAT = 'trace.json';

const validate = new Ajv2020({ allowUnionTypes: true, verbose: true }).compile<Trace>(traceSchema);

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
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    throw new FormatError({
      format: FORMAT,
      field: pathText(schemaPath(value, error!)),
      ...schemaWords(error!),
    });
  }
  return { trace: value, files: new Map([...files].filter(([name]) => name !== 'trace.json')) };
};
