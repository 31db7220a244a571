import { ByteReader } from '@warmboot/format';
import type { DeviceNode, DeviceTree, Property } from './device-tree.js';
import { type DtbHeader, readHeader, refuseOverlap } from './header.js';
import { MAX_DEPTH } from './limits.js';
import { nodeNameFault } from './names.js';
import { readReservations } from './reservation-block.js';
import { StringsReader } from './strings-block.js';
import { readToken, type StructureToken } from './structure-token.js';

interface OpenNode {
  readonly name: string;
  readonly properties: Property[];
  readonly children: DeviceNode[];
}

/**
 * Reads a flattened devicetree, versions 16 and 17 and whatever newer one calls itself compatible with them.
 * Bytes after `totalsize` are ignored. Time and memory grow with the input, never with what its fields claim.
 * Devicetree Specification v0.4, chapter 5.
 *
 * @throws FormatError that names the field and its offset
 *
 * @example
 * const tree = parseDtb(readFileSync('/sys/firmware/fdt'));
 * const bootargs = findProperty(tree, '/chosen', 'bootargs');
 */
export const parseDtb = (bytes: Uint8Array): DeviceTree => {
  const header = readHeader(new ByteReader(bytes, 'dtb', 'big'));
  // The values of the tree are views into this copy: nobody else can write to it.
  const reader = new ByteReader(bytes.slice(0, header.totalSize), 'dtb', 'big');

  const { reservations, end: reservationsEnd } = readReservations(reader, header.reservationsOffset);
  const { root, end: structEnd } = readStructure(reader, header);
  refuseOverlap(reader, [
    { field: 'off_mem_rsvmap', start: header.reservationsOffset, end: reservationsEnd },
    { field: 'off_dt_struct', start: header.structOffset, end: structEnd },
    {
      field: 'off_dt_strings',
      start: header.stringsOffset,
      end: header.stringsOffset + header.stringsSize,
    },
  ]);
  return { version: header.version < 17 ? 16 : 17, bootCpu: header.bootCpu, reservations, root };
};

const readStructure = (reader: ByteReader, header: DtbHeader): { root: DeviceNode; end: number } => {
  const strings = new StringsReader(reader, header.stringsOffset, header.stringsSize);
  const end = header.structSize === undefined ? header.totalSize : header.structOffset + header.structSize;
  const open: OpenNode[] = [];
  let root: DeviceNode | undefined;

  const refuse = (token: StructureToken, found: string, allowed: string): never => {
    throw reader.fault(token.offset, 'structure token', found, allowed);
  };
  const begin = (token: StructureToken & { kind: 'beginNode' }): void => {
    if (root !== undefined) refuse(token, 'BEGIN_NODE after the root node', 'END');
    if (open.length >= MAX_DEPTH)
      refuse(token, `level ${open.length + 1} of nesting`, `at most ${MAX_DEPTH} levels`);
    const allowed = nodeNameFault(token.name, open.length === 0);
    if (allowed !== undefined) {
      throw reader.fault(token.offset + 4, 'node name', JSON.stringify(token.name), allowed);
    }
    open.push({ name: token.name, properties: [], children: [] });
  };

  for (let offset = header.structOffset; ;) {
    const token = readToken(reader, offset, end);
    offset = token.next;
    const node = open.at(-1);
    switch (token.kind) {
      case 'nop':
        break;
      case 'beginNode':
        begin(token);
        break;
      case 'property': {
        if (node === undefined) throw refuse(token, 'PROP outside every node', 'BEGIN_NODE, END or NOP');
        if (node.children.length > 0) refuse(token, 'PROP after a child node', 'properties before children');
        node.properties.push({
          name: strings.nameAt(token.nameOffset, token.offset + 8),
          value: reader.slice(token.valueOffset, token.valueSize, 'property value'),
        });
        break;
      }
      case 'endNode': {
        const closed = open.pop();
        if (closed === undefined)
          throw refuse(token, 'END_NODE outside every node', 'BEGIN_NODE, END or NOP');
        const parent = open.at(-1);
        if (parent === undefined) root = closed;
        else parent.children.push(closed);
        break;
      }
      case 'end':
        if (node !== undefined)
          refuse(token, `END inside node ${JSON.stringify(node.name)}`, 'END_NODE first');
        if (root === undefined) throw refuse(token, 'END before any node', 'a root node');
        if (header.structSize !== undefined && offset !== end) {
          refuse(
            token,
            `END before the block's last word`,
            'END as the last word that size_dt_struct counts',
          );
        }
        return { root, end: offset };
    }
  }
};
