import { FormatError } from '@warmboot/format';
import type { Trace, TraceDirectory } from './trace.js';

const FORMAT = 'trace.json';

/** What a value must be. */
type Expectation = 'object' | 'array' | 'string' | 'number';

/** Fields that a trace cannot do without. captures/README.md has the whole format. */
const REQUIRED: readonly (readonly [string, Expectation])[] = [
  ['name', 'string'],
  ['arch', 'string'],
  ['firmware', 'string'],
  ['qemu', 'object'],
  ['qemu.machine', 'string'],
  ['qemu.extra', 'array'],
  ['policy', 'string'],
  ['cmdline', 'string'],
  ['kernel_image', 'object'],
  ['kernel_image.format', 'string'],
  ['initrd', 'object'],
  ['initrd.file_size', 'number'],
  ['tools', 'object'],
  ['tools.purgatory', 'object'],
  ['crash_notes', 'array'],
  ['steps', 'array'],
];

const OBSERVED: readonly (readonly [string, Expectation])[] = [
  ['iomem', 'string'],
  ['blocks', 'object'],
  ['sys', 'object'],
  ['dmesg', 'array'],
];

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

const at = (value: unknown, path: string): unknown => {
  let found = value;
  for (const key of path.split('.')) {
    if (kindOf(found) !== 'object') return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
};

const expect = (value: unknown, path: string, expected: Expectation, field: string): void => {
  const kind = kindOf(at(value, path));
  if (kind === expected) return;
  throw new FormatError({
    format: FORMAT,
    field,
    found: kind === 'undefined' ? 'missing' : `of type ${kind}`,
    allowed: `${expected === 'array' || expected === 'object' ? 'an' : 'a'} ${expected}`,
  });
};

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

const checkStep = (step: unknown, index: number): void => {
  const where = `steps[${index}]`;
  if (kindOf(step) !== 'object') {
    throw new FormatError({
      format: FORMAT,
      field: where,
      found: `of type ${kindOf(step)}`,
      allowed: 'an object',
    });
  }
  expect(step, 'action', 'string', `${where}.action`);
  const observed = at(step, 'observed');
  if (observed === undefined || observed === null) return;
  for (const [path, expected] of OBSERVED)
    expect(step, `observed.${path}`, expected, `${where}.observed.${path}`);
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
      allowed: 'a directory that holds trace.json',
    });
  }
  const value = parseJson(new TextDecoder().decode(bytes));
  for (const [path, expected] of REQUIRED) expect(value, path, expected, path);
  const trace = value as Trace;
  if (trace.steps.length === 0) {
    throw new FormatError({
      format: FORMAT,
      field: 'steps',
      found: 'empty',
      allowed: 'at least the step "boot"',
    });
  }
  for (const [index, step] of trace.steps.entries()) checkStep(step, index);
  return { trace, files: new Map([...files].filter(([name]) => name !== 'trace.json')) };
};
