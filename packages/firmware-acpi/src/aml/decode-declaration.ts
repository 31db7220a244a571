import type { TermCursor } from './term-cursor.js';
import { decodeFieldElement } from './field-element.js';
import { type FieldElement } from './term.js';
import type { CreateFieldOperator, DeclarationTerm, FieldFlags, Term, TermRange } from './term.js';

const fieldFlags = (byte: number): FieldFlags => ({
  access: byte & 0x0f,
  lock: (byte & 0x10) !== 0,
  update: (byte >> 5) & 0x03,
});

const fieldElements = (decoder: TermCursor): FieldElement[] => {
  const elements: FieldElement[] = [];
  while (!decoder.atEnd) elements.push(decodeFieldElement(decoder));
  return elements;
};

const createField: Readonly<Record<number, CreateFieldOperator>> = {
  0x8a: 'CreateDWordField',
  0x8b: 'CreateWordField',
  0x8c: 'CreateByteField',
  0x8d: 'CreateBitField',
  0x8f: 'CreateQWordField',
  0x5b13: 'CreateField',
};

const operands = (decoder: TermCursor, count: number): Term[] =>
  Array.from({ length: count }, () => decoder.term());

/** Decodes what follows the opcode of a declaration. @returns undefined for another opcode */
export const decodeDeclaration = (
  decoder: TermCursor,
  code: number,
  offset: number,
): DeclarationTerm | undefined => {
  const operator = createField[code];
  if (operator !== undefined) {
    const source = operands(decoder, operator === 'CreateField' ? 3 : 2);
    return { kind: 'create-field', offset, operator, operands: source, path: decoder.namePath() };
  }
  switch (code) {
    case 0x06:
      return { kind: 'alias', offset, source: decoder.namePath(), path: decoder.namePath() };
    case 0x08:
      return { kind: 'define-name', offset, path: decoder.namePath(), value: decoder.term() };
    case 0x15:
      return {
        kind: 'external',
        offset,
        path: decoder.namePath(),
        type: decoder.byte('External type'),
        argumentCount: decoder.byte('External argument count'),
      };
    case 0x5b01:
      return {
        kind: 'mutex',
        offset,
        path: decoder.namePath(),
        syncLevel: decoder.byte('Mutex sync level') & 0x0f,
      };
    case 0x5b02:
      return { kind: 'event', offset, path: decoder.namePath() };
    case 0x5b80:
      return {
        kind: 'operation-region',
        offset,
        path: decoder.namePath(),
        space: decoder.byte('address space'),
        base: decoder.term(),
        length: decoder.term(),
      };
    case 0x5b88:
      return { kind: 'data-region', offset, path: decoder.namePath(), operands: operands(decoder, 3) };
    default:
      return decodeBlockDeclaration(decoder, code, offset);
  }
};

const decodeBlockDeclaration = (
  decoder: TermCursor,
  code: number,
  offset: number,
): DeclarationTerm | undefined => {
  const block = (field: string, body: (rest: () => TermRange) => DeclarationTerm): DeclarationTerm => {
    const end = decoder.blockEnd(field);
    return decoder.within(end, () => body(() => decoder.rest(end)));
  };
  switch (code) {
    case 0x10:
      return block('Scope', (rest) => ({ kind: 'scope', offset, path: decoder.namePath(), body: rest() }));
    case 0x14:
      return block('Method', (rest) => {
        const path = decoder.namePath();
        const flags = decoder.byte('Method flags');
        return {
          kind: 'method',
          offset,
          path,
          argumentCount: flags & 0x07,
          serialized: (flags & 0x08) !== 0,
          syncLevel: flags >> 4,
          body: rest(),
        };
      });
    case 0x5b81:
      return block('Field', () => ({
        kind: 'field',
        offset,
        region: decoder.namePath(),
        flags: fieldFlags(decoder.byte('Field flags')),
        elements: fieldElements(decoder),
      }));
    case 0x5b82:
      return block('Device', (rest) => ({ kind: 'device', offset, path: decoder.namePath(), body: rest() }));
    case 0x5b83:
      return block('Processor', (rest) => ({
        kind: 'processor',
        offset,
        path: decoder.namePath(),
        id: decoder.byte('Processor id'),
        blockAddress: decoder.dword('Processor block address'),
        blockLength: decoder.byte('Processor block length'),
        body: rest(),
      }));
    case 0x5b84:
      return block('PowerResource', (rest) => ({
        kind: 'power-resource',
        offset,
        path: decoder.namePath(),
        systemLevel: decoder.byte('PowerResource system level'),
        resourceOrder: decoder.word('PowerResource order'),
        body: rest(),
      }));
    case 0x5b85:
      return block('ThermalZone', (rest) => ({
        kind: 'thermal-zone',
        offset,
        path: decoder.namePath(),
        body: rest(),
      }));
    case 0x5b86:
      return block('IndexField', () => ({
        kind: 'index-field',
        offset,
        index: decoder.namePath(),
        data: decoder.namePath(),
        flags: fieldFlags(decoder.byte('IndexField flags')),
        elements: fieldElements(decoder),
      }));
    case 0x5b87:
      return block('BankField', () => ({
        kind: 'bank-field',
        offset,
        region: decoder.namePath(),
        bank: decoder.namePath(),
        value: decoder.term(),
        flags: fieldFlags(decoder.byte('BankField flags')),
        elements: fieldElements(decoder),
      }));
    default:
      return undefined;
  }
};
