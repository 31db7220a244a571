import { AmlError, type AmlInterpreter, type AmlValue } from '../../src/index.js';

/**
 * One line for a result, the same for our interpreter and for acpiexec:
 * `int 0000000000000003`, `str "abc"`, `buf 01 02`, `pkg [int ...; null]`, `ref`, `err AE_NOT_FOUND`, `none`.
 */
export type Answer = string;

const escaped: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
};

const shown = (text: string): string =>
  Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    const plain =
      code >= 0x20 && code < 0x7f ? character : `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
    return escaped[character] ?? plain;
  }).join('');

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');

const answerOf = (value: AmlValue | undefined): Answer => {
  switch (value?.type) {
    case undefined:
      return 'none';
    case 'integer':
      return `int ${value.value.toString(16).toUpperCase().padStart(16, '0')}`;
    case 'string':
      return `str "${shown(value.value)}"`;
    case 'buffer':
      return `buf ${hex(value.bytes)}`.trimEnd();
    case 'package':
      return `pkg [${value.elements.map((one) => (one === undefined ? 'null' : answerOf(one))).join('; ')}]`;
    case 'object':
      return `ref ${value.path?.slice(-4) ?? ''}`;
  }
};

/** What our interpreter says. */
export const ask = (interpreter: AmlInterpreter, path: string, operands: readonly number[] = []): Answer => {
  try {
    const value = interpreter.evaluate(
      path,
      operands.map((operand) => ({ type: 'integer', value: BigInt(operand) })),
    );
    // acpiexec cannot hand out a device or a method on its own, only inside a package.
    return value?.type === 'object' ? 'err AE_TYPE' : answerOf(value);
  } catch (error) {
    if (error instanceof AmlError) return `err ${error.code}`;
    throw error;
  }
};
