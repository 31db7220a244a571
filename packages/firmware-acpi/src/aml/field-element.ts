import type { ByteReader } from '@warmboot/format';
import type { AmlDecoder } from './decoder.js';
import type { NamePath } from './name-path.js';
import type { Term } from './term.js';

/** One element of a field list (ACPI 6.4 section 20.2.5.2, FieldElement). */
export type FieldElement =
  | { readonly kind: 'unit'; readonly name: string; readonly bits: number }
  | { readonly kind: 'gap'; readonly bits: number }
  /** From here on another access type; `length` only in the extended form. */
  | { readonly kind: 'access'; readonly type: number; readonly attribute: number; readonly length?: number }
  | { readonly kind: 'connection'; readonly resource: NamePath | Term };

const BUFFER_OP = 0x11;

/** Reads one element at the decoder's position. */
export const decodeFieldElement = (decoder: AmlDecoder, reader: ByteReader): FieldElement => {
  const offset = decoder.position;
  const lead = decoder.byte('field element');
  switch (lead) {
    case 0x00:
      return { kind: 'gap', bits: decoder.rawLength('field gap') };
    case 0x01:
      return {
        kind: 'access',
        type: decoder.byte('access type'),
        attribute: decoder.byte('access attribute'),
      };
    case 0x02:
      return {
        kind: 'connection',
        resource: decoder.peek() === BUFFER_OP ? decoder.term() : decoder.namePath(),
      };
    case 0x03:
      return {
        kind: 'access',
        type: decoder.byte('access type'),
        attribute: decoder.byte('access attribute'),
        length: decoder.byte('access length'),
      };
    default: {
      decoder.position = offset;
      const name = decoder.nameSegment();
      const bits = decoder.rawLength(`${name} length`);
      if (bits === 0) throw reader.fault(offset, `${name} length`, '0 bits', 'at least 1 bit');
      return { kind: 'unit', name, bits };
    }
  }
};
