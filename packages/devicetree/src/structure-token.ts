import type { ByteReader } from '@warmboot/format';
import { decodeName, MAX_NAME_LENGTH } from './names.js';

/** Words that start each part of the structure block. Devicetree Specification v0.4, 5.4.1. */
export const TOKEN = { beginNode: 1, endNode: 2, property: 3, nop: 4, end: 9 } as const;

/** Bytes of a property's token, value length and name offset. */
export const PROPERTY_HEADER_SIZE = 12;

/** Tokens, names and values are padded to this many bytes. */
export const TOKEN_ALIGNMENT = 4;

/** Rounds up to where the next token may stand. */
export const alignToken = (offset: number): number => (offset + TOKEN_ALIGNMENT - 1) & -TOKEN_ALIGNMENT;

/** One token; `offset` is its first byte, `next` the first byte of the one after it. */
export type StructureToken = { readonly offset: number; readonly next: number } & (
  | { readonly kind: 'beginNode'; readonly name: string }
  | { readonly kind: 'endNode' | 'nop' | 'end' }
  | {
      readonly kind: 'property';
      /** Offset of the name in the strings block. */
      readonly nameOffset: number;
      readonly valueOffset: number;
      /** Bytes of the value without its padding. */
      readonly valueSize: number;
    }
);

/**
 * Reads the token at `offset` (from the start of the blob, not of the block).
 *
 * @param end where the structure block ends
 * @throws FormatError for an unknown token, a name that is too long, or a token that runs past `end`
 */
export const readToken = (reader: ByteReader, offset: number, end: number): StructureToken => {
  const need = (size: number, field: string): void => {
    if (size <= end - offset) return;
    throw reader.fault(
      offset,
      field,
      `cut off by the end of the block at 0x${end.toString(16)}`,
      `${size} bytes`,
    );
  };
  need(TOKEN_ALIGNMENT, 'structure token');
  const word = reader.u32(offset, 'structure token');
  switch (word) {
    case TOKEN.beginNode: {
      const start = offset + TOKEN_ALIGNMENT;
      const room = reader.bytes.subarray(start, Math.min(end, start + MAX_NAME_LENGTH + 1));
      const length = room.indexOf(0);
      if (length < 0) {
        const field = 'node name';
        need(TOKEN_ALIGNMENT + MAX_NAME_LENGTH + 1, field);
        throw reader.fault(
          start,
          field,
          `longer than ${MAX_NAME_LENGTH} bytes`,
          `1 to ${MAX_NAME_LENGTH} bytes`,
        );
      }
      const next = alignToken(start + length + 1);
      need(next - offset, 'node name');
      return { kind: 'beginNode', offset, next, name: decodeName(room.subarray(0, length)) };
    }
    case TOKEN.property: {
      need(PROPERTY_HEADER_SIZE, 'property');
      const valueSize = reader.u32(offset + 4, 'property length');
      const nameOffset = reader.u32(offset + 8, 'property name offset');
      const valueOffset = offset + PROPERTY_HEADER_SIZE;
      if (valueSize > end - valueOffset) {
        throw reader.fault(
          offset + 4,
          'property length',
          `${valueSize}`,
          `at most ${end - valueOffset}, what the structure block has left`,
        );
      }
      const next = alignToken(valueOffset + valueSize);
      need(next - offset, 'padding of a property');
      return { kind: 'property', offset, next, nameOffset, valueOffset, valueSize };
    }
    case TOKEN.endNode:
      return { kind: 'endNode', offset, next: offset + TOKEN_ALIGNMENT };
    case TOKEN.nop:
      return { kind: 'nop', offset, next: offset + TOKEN_ALIGNMENT };
    case TOKEN.end:
      return { kind: 'end', offset, next: offset + TOKEN_ALIGNMENT };
    default:
      throw reader.fault(
        offset,
        'structure token',
        `0x${word.toString(16)}`,
        'BEGIN_NODE 1, END_NODE 2, PROP 3, NOP 4 or END 9',
      );
  }
};
