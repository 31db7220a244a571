import { latin1 } from '@warmboot/format';
import type { IntegerWidth } from '../conversion.js';
import type { AmlValue } from '../value.js';
import type { AnswerType } from './predefined-names.js';

/** The type of a value, as predefined names speak of it. */
export const answerType = (value: AmlValue | undefined): AnswerType =>
  value === undefined ? 'none' : value.type === 'object' ? 'reference' : value.type;

const MAX_INTEGER = (1n << 64n) - 1n;

/** Decimal, octal behind a 0, hexadecimal behind 0x, up to the first character that is no digit. */
const integerOf = (text: string): bigint | undefined => {
  const [, prefix = '', rest = ''] = /^\s*(0[xX]|0)?(.*)$/s.exec(text) ?? [];
  const base = prefix === '' ? 10 : prefix.length === 1 ? 8 : 16;
  let value = 0n;
  for (const character of rest) {
    const digit = Number.parseInt(character, base);
    if (Number.isNaN(digit)) break;
    value = value * BigInt(base) + BigInt(digit);
  }
  return value > MAX_INTEGER ? undefined : value;
};

const littleEndian = (value: bigint, bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, at) => Number((value >> BigInt(8 * at)) & 0xffn));

const toInteger = (value: AmlValue): AmlValue | undefined => {
  if (value.type === 'buffer' && value.bytes.length <= 8) {
    const number = value.bytes.reduce((sum, byte, at) => sum | (BigInt(byte) << BigInt(8 * at)), 0n);
    return { type: 'integer', value: number };
  }
  const number = value.type === 'string' ? integerOf(value.value) : undefined;
  return number === undefined ? undefined : { type: 'integer', value: number };
};

const toString = (value: AmlValue, width: IntegerWidth): AmlValue | undefined => {
  if (value.type === 'integer') {
    const digits = value.value
      .toString(16)
      .toUpperCase()
      .padStart(width / 4, '0');
    return { type: 'string', value: value.value === 0n ? '' : digits };
  }
  if (value.type !== 'buffer') return undefined;
  const end = value.bytes.indexOf(0);
  return { type: 'string', value: latin1(end < 0 ? value.bytes : value.bytes.subarray(0, end)) };
};

const toBuffer = (value: AmlValue, width: IntegerWidth): AmlValue | undefined => {
  if (value.type === 'integer') return { type: 'buffer', bytes: littleEndian(value.value, width / 8) };
  if (value.type === 'string')
    return { type: 'buffer', bytes: Uint8Array.from(value.value, (one) => one.charCodeAt(0)) };
  if (value.type !== 'package') return undefined;
  const words: Uint8Array[] = [];
  for (const element of value.elements) {
    if (element?.type !== 'integer') return undefined;
    words.push(littleEndian(element.value, 4));
  }
  return { type: 'buffer', bytes: Uint8Array.from(words.flatMap((word) => [...word])) };
};

/** What stands for an element that has no value. ACPICA nsrepair.c: acpi_ns_repair_null_element. */
const emptyOf = (types: readonly AnswerType[]): AmlValue | undefined => {
  if (types.includes('integer')) return { type: 'integer', value: 0n };
  if (types.includes('string')) return { type: 'string', value: '' };
  return types.includes('buffer') ? { type: 'buffer', bytes: new Uint8Array() } : undefined;
};

/**
 * A value as one of the types that are expected, when it can be made one. ACPICA nsrepair.c: acpi_ns_simple_repair,
 * nsconvert.c. @returns the value itself where its type is right or nothing can be done
 */
export const convertAnswer = (
  value: AmlValue | undefined,
  types: readonly AnswerType[],
  width: IntegerWidth,
): AmlValue | undefined => {
  if (types.includes(answerType(value))) return value;
  if (value === undefined) return emptyOf(types);
  const converted =
    (types.includes('integer') ? toInteger(value) : undefined) ??
    (types.includes('string') ? toString(value, width) : undefined) ??
    (types.includes('buffer') ? toBuffer(value, width) : undefined);
  return converted ?? value;
};
