import type { DeviceNode, DeviceTree, Property } from './device-tree.js';

/**
 * The tree as devicetree source. Values carry no types, so each is shown as what it looks like: strings when it is
 * nothing but printable NUL-terminated ones, cells when it is a whole number of them, bytes otherwise. Compiling the
 * text gives the same bytes back whichever was chosen. Devicetree Specification v0.4, chapter 6.
 */
export const printDts = (tree: DeviceTree): string => {
  const lines = ['/dts-v1/;', ''];
  for (const { address, size } of tree.reservations) {
    lines.push(`/memreserve/\t${hex(address, 16)} ${hex(size, 16)};`);
  }
  printNode(lines, tree.root, 0);
  return `${lines.join('\n')}\n`;
};

const hex = (value: number | bigint, digits: number): string =>
  `0x${value.toString(16).padStart(digits, '0')}`;

const printNode = (lines: string[], node: DeviceNode, depth: number): void => {
  const indent = '\t'.repeat(depth);
  lines.push(`${indent}${depth === 0 ? '/' : node.name} {`);
  for (const property of node.properties) lines.push(`${indent}\t${printProperty(property)}`);
  for (const [index, child] of node.children.entries()) {
    if (index > 0 || node.properties.length > 0) lines.push('');
    printNode(lines, child, depth + 1);
  }
  lines.push(`${indent}};`);
};

const printProperty = ({ name, value }: Property): string =>
  value.length === 0 ? `${name};` : `${name} = ${printValue(value)};`;

const printValue = (value: Uint8Array): string => {
  const strings = printableStrings(value);
  if (strings !== undefined) return strings.map(quote).join(', ');
  if (value.length % 4 === 0) {
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    const cells = Array.from({ length: value.length / 4 }, (_, index) => hex(view.getUint32(4 * index), 2));
    return `<${cells.join(' ')}>`;
  }
  return `[${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join(' ')}]`;
};

/** The strings in a value that holds nothing else: ASCII, none empty, the last one ended by its NUL. */
const printableStrings = (value: Uint8Array): string[] | undefined => {
  if (value.at(-1) !== 0) return undefined;
  const strings: string[] = [];
  let text = '';
  for (const byte of value) {
    if (byte !== 0) {
      if (byte < 0x20 || byte > 0x7e) return undefined;
      text += String.fromCharCode(byte);
      continue;
    }
    if (text === '') return undefined;
    strings.push(text);
    text = '';
  }
  return strings;
};

const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
