import { AmlError } from '../aml-error.js';

const END_TAG = 0x79;
/** The end tag: a tag, and a checksum that stands for "not computed". */
export const END_TAG_BYTES: Uint8Array = Uint8Array.of(END_TAG, 0);
const END_TAG_SIZE = END_TAG_BYTES.length;

/** Bytes after the header that a descriptor may have: exactly so many, at least, or one less too. */
interface AllowedLength {
  readonly bytes: number;
  readonly rule: 'exactly' | 'at-least' | 'or-one-less';
}

const exactly = (bytes: number): AllowedLength => ({ bytes, rule: 'exactly' });
const atLeast = (bytes: number): AllowedLength => ({ bytes, rule: 'at-least' });
const orOneLess = (bytes: number): AllowedLength => ({ bytes, rule: 'or-one-less' });

/** Small descriptors by their item name (ACPI 6.4 table 6.26). */
const SMALL: Readonly<Record<number, AllowedLength>> = {
  4: orOneLess(3),
  5: exactly(2),
  6: orOneLess(1),
  7: exactly(0),
  8: exactly(7),
  9: exactly(3),
  10: exactly(5),
  14: atLeast(0),
  15: exactly(1),
};

/** Large descriptors by their item name (ACPI 6.4 table 6.37). */
const LARGE: Readonly<Record<number, AllowedLength>> = {
  1: exactly(9),
  2: exactly(12),
  4: atLeast(0),
  5: exactly(17),
  6: exactly(9),
  7: atLeast(23),
  8: atLeast(13),
  9: atLeast(6),
  10: atLeast(43),
  11: exactly(53),
  12: atLeast(20),
  13: atLeast(15),
  14: atLeast(9),
  15: atLeast(17),
  16: atLeast(11),
  17: atLeast(14),
  18: atLeast(17),
};

const fits = (length: number, { bytes, rule }: AllowedLength): boolean =>
  length === bytes ||
  (rule === 'at-least' && length > bytes) ||
  (rule === 'or-one-less' && length === bytes - 1);

/**
 * The descriptors of a resource template without its end tag; a buffer of no bytes has none of either.
 * ACPICA utresrc.c: acpi_ut_walk_aml_resources, acpi_ut_validate_resource.
 * @throws AmlError for a descriptor that there is not, one of a wrong length, or no end tag
 */
export const withoutEndTag = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length === 0) return bytes;
  for (let at = 0; at < bytes.length && bytes.length >= END_TAG_SIZE;) {
    const tag = bytes[at]!;
    const small = tag < 0x80;
    const allowed = small ? SMALL[tag >> 3] : LARGE[tag & 0x7f];
    if (allowed === undefined) {
      throw new AmlError('AE_AML_INVALID_RESOURCE_TYPE', `resource descriptor 0x${tag.toString(16)}`);
    }
    const length = small ? tag & 0x07 : (bytes[at + 1] ?? 0) | ((bytes[at + 2] ?? 0) << 8);
    if (!fits(length, allowed)) {
      throw new AmlError(
        'AE_AML_BAD_RESOURCE_LENGTH',
        `resource descriptor 0x${tag.toString(16)} of ${length} bytes`,
      );
    }
    if (tag === END_TAG) {
      if (at + END_TAG_SIZE > bytes.length) break;
      return bytes.subarray(0, at);
    }
    at += (small ? 1 : 3) + length;
  }
  throw new AmlError('AE_AML_NO_RESOURCE_END_TAG', 'a resource template without an end tag');
};
