import { AmlError } from './aml-error.js';
import type { Budget } from './limits.js';
import {
  buffer,
  integer,
  string,
  TYPE_NAME,
  type AmlBuffer,
  type AmlInteger,
  type AmlObject,
  type AmlString,
} from './objects.js';

/** Width of integers: 32 bits when the DSDT has revision 0 or 1, else 64 (ACPI 6.4 section 19.3.5.1). */
export type IntegerWidth = 32 | 64;

export type Basic = AmlInteger | AmlString | AmlBuffer;

export const isBasic = (object: AmlObject): object is Basic =>
  object.type === 'integer' || object.type === 'string' || object.type === 'buffer';

const hexDigits = (value: bigint, digits: number): string =>
  value.toString(16).toUpperCase().padStart(digits, '0');

const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

/** The bytes of a string, without the zero at its end. */
export const stringBytes = (value: string): Uint8Array =>
  Uint8Array.from(value, (character) => character.charCodeAt(0) & 0xff);

/** Conversions between integers, strings and buffers (ACPI 6.4 section 19.3.5.7 and 19.6, ACPICA exconvrt.c). */
export class Conversion {
  readonly width: IntegerWidth;
  readonly #budget: () => Budget;

  constructor(width: IntegerWidth, budget: () => Budget) {
    this.width = width;
    this.#budget = budget;
  }

  /** Bytes of an integer. */
  get integerBytes(): 4 | 8 {
    return this.width === 32 ? 4 : 8;
  }

  /** All bits set: logical truth, and the Ones object. */
  get ones(): bigint {
    return this.width === 32 ? 0xffff_ffffn : 0xffff_ffff_ffff_ffffn;
  }

  truncate(value: bigint): bigint {
    return value & this.ones;
  }

  integer(value: bigint): AmlInteger {
    return integer(this.truncate(value));
  }

  truth(value: boolean): AmlInteger {
    return integer(value ? this.ones : 0n);
  }

  /** Implicit conversion to an integer: strings are hexadecimal. @throws AmlError AE_AML_OPERAND_TYPE */
  toInteger(object: AmlObject): AmlInteger {
    return object.type === 'string' ? this.integer(this.#digits(object.value, 16)) : this.#number(object);
  }

  /** ToInteger: strings are decimal, or hexadecimal behind `0x`. */
  toIntegerExplicit(object: AmlObject): AmlInteger {
    if (object.type !== 'string') return this.#number(object);
    const text = object.value.trimStart();
    const base = /^0x/i.test(text) ? 16 : 10;
    return this.integer(this.#digits(text, base));
  }

  /** Implicit conversion to a string. @throws AmlError AE_AML_OPERAND_TYPE */
  toString(object: AmlObject): AmlString {
    if (object.type === 'integer') return this.string(hexDigits(object.value, this.integerBytes * 2));
    if (object.type === 'buffer')
      return this.#list(object.bytes, ' ', (byte) => `0x${hexDigits(BigInt(byte), 2)}`);
    return this.#string(object);
  }

  /** ToHexString. */
  toHexString(object: AmlObject): AmlString {
    if (object.type === 'integer') {
      return this.string(hexDigits(object.value, this.integerBytes * 2));
    }
    if (object.type === 'buffer')
      return this.#list(object.bytes, ',', (byte) => `0x${hexDigits(BigInt(byte), 2)}`);
    return this.#string(object);
  }

  /** ToDecimalString. */
  toDecimalString(object: AmlObject): AmlString {
    if (object.type === 'integer') return this.string(object.value.toString());
    if (object.type === 'buffer') return this.#list(object.bytes, ',', String);
    return this.#string(object);
  }

  /** Conversion to a buffer, the same for ToBuffer and implicitly. @throws AmlError AE_AML_OPERAND_TYPE */
  toBuffer(object: AmlObject): AmlBuffer {
    if (object.type === 'buffer') return object;
    if (object.type === 'integer') return this.buffer(this.integerToBytes(object.value));
    const text = this.#string(object).value;
    const bytes = new Uint8Array(this.#budget().buffer(text.length + 1));
    bytes.set(stringBytes(text));
    return buffer(bytes);
  }

  /** Little-endian bytes of an integer, as many as the width has. */
  integerToBytes(value: bigint): Uint8Array {
    return Uint8Array.from({ length: this.integerBytes }, (_, index) =>
      Number((value >> BigInt(index * 8)) & 0xffn),
    );
  }

  /** A new string, counted against the budget. */
  string(value: string): AmlString {
    this.#budget().string(value.length);
    return string(value);
  }

  /** A new buffer, counted against the budget. */
  buffer(bytes: Uint8Array): AmlBuffer {
    this.#budget().buffer(bytes.length);
    return buffer(bytes);
  }

  /** Characters of a buffer up to `length` or the first zero. */
  text(bytes: Uint8Array, length: number): AmlString {
    const zero = bytes.indexOf(0);
    const end = Math.min(length, zero < 0 ? bytes.length : zero);
    this.#budget().string(end);
    return string(latin1(bytes.subarray(0, end)));
  }

  #number(object: AmlObject): AmlInteger {
    if (object.type === 'integer') return object;
    // What Load gives is true: ACPI 6.4 makes it an integer, earlier revisions a handle for Unload.
    if (object.type === 'ddb-handle') return integer(this.ones);
    if (object.type !== 'buffer') throw wrongType(object, 'Integer/String/Buffer');
    if (object.bytes.length === 0) {
      throw new AmlError('AE_AML_BUFFER_LIMIT', 'an empty buffer has no integer value');
    }
    let value = 0n;
    for (const byte of object.bytes.slice(0, this.integerBytes).reverse())
      value = (value << 8n) | BigInt(byte);
    return integer(value);
  }

  /** Leading digits, as many as fit in an integer. */
  #digits(text: string, base: 10 | 16): bigint {
    const digits = text.trimStart().replace(base === 16 ? /^0x/i : /^$/, '');
    let value = 0n;
    for (const character of digits) {
      const digit = Number.parseInt(character, base);
      if (Number.isNaN(digit)) break;
      const next = value * BigInt(base) + BigInt(digit);
      if (next > this.ones) break;
      value = next;
    }
    return value;
  }

  #list(bytes: Uint8Array, separator: string, show: (byte: number) => string): AmlString {
    this.#budget().string(bytes.length * 2);
    return this.string(Array.from(bytes, show).join(separator));
  }

  #string(object: AmlObject): AmlString {
    if (object.type === 'string') return object;
    throw wrongType(object, 'Integer/String/Buffer');
  }
}

/** @returns the error for an operand of a type that cannot be used */
export const wrongType = (object: AmlObject, needed: string): AmlError =>
  new AmlError('AE_AML_OPERAND_TYPE', `needed ${needed}, found ${TYPE_NAME[object.type]}`);
