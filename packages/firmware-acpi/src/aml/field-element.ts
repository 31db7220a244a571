import type { FieldElement } from './term.js';
import type { TermCursor } from './term-cursor.js';

const BUFFER_OP = 0x11;

/** Reads one element at the decoder's position. */
export const decodeFieldElement = (decoder: TermCursor): FieldElement => {
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
      return { kind: 'unit', name, bits: decoder.rawLength(`${name} length`) };
    }
  }
};
