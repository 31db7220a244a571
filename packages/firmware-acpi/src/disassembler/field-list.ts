import type { FieldElement, FieldFlags, Term } from '../aml/term.js';
import { connectionMacro } from './connection-macro.js';
import { expression } from './expression.js';
import { shortPath, shortSegment } from './scope-path.js';

const ACCESS = ['AnyAcc', 'ByteAcc', 'WordAcc', 'DWordAcc', 'QWordAcc', 'BufferAcc'];
const UPDATE = ['Preserve', 'WriteAsOnes', 'WriteAsZeros'];
const ATTRIBUTE: Readonly<Record<number, string>> = {
  2: 'AttribQuick',
  4: 'AttribSendReceive',
  6: 'AttribByte',
  8: 'AttribWord',
  10: 'AttribBlock',
  12: 'AttribProcessCall',
  13: 'AttribBlockProcessCall',
};
const SIZED_ATTRIBUTE: Readonly<Record<number, string>> = {
  11: 'AttribBytes',
  14: 'AttribRawBytes',
  15: 'AttribRawProcessBytes',
};

const resourceText = (resource: Term): string =>
  (resource.kind === 'buffer' ? connectionMacro(resource.initial) : undefined) ?? expression(resource);

const accessName = (type: number): string => ACCESS[type & 0x0f] ?? `0x${type.toString(16)}`;

/** `ByteAcc, NoLock, Preserve`. */
export const fieldFlagsText = ({ access, lock, update }: FieldFlags): string =>
  `${accessName(access)}, ${lock ? 'Lock' : 'NoLock'}, ${UPDATE[update] ?? String(update)}`;

/** One line for each element; gaps that end at a byte are written as the offset they lead to. */
export const fieldElementLines = (elements: readonly FieldElement[]): string[] => {
  let bit = 0;
  const lines = elements.map((element, index) => {
    const comma = index === elements.length - 1 ? '' : ',';
    switch (element.kind) {
      case 'unit':
        bit += element.bits;
        return `${shortSegment(element.name).padEnd(4)}, ${element.bits}${comma}`;
      case 'gap':
        bit += element.bits;
        return bit % 8 === 0
          ? `Offset (0x${(bit / 8).toString(16).toUpperCase()})${comma}`
          : `    , ${element.bits}${comma}`;
      case 'access': {
        const sized = element.length === undefined ? undefined : SIZED_ATTRIBUTE[element.attribute];
        const attribute =
          sized === undefined ? ATTRIBUTE[element.attribute] : `${sized} (${element.length ?? 0})`;
        const shown =
          attribute ?? (element.attribute === 0 ? undefined : `0x${element.attribute.toString(16)}`);
        return `AccessAs (${accessName(element.type)}${shown === undefined ? '' : `, ${shown}`})${comma}`;
      }
      case 'connection': {
        const { resource } = element;
        return `Connection (${'segments' in resource ? shortPath(resource) : resourceText(resource)})${comma}`;
      }
    }
  });
  return lines.flatMap((line) => line.split('\n'));
};
