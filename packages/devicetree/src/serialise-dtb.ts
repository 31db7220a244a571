import { ByteWriter } from '@warmboot/format';
import type { DeviceNode, DeviceTree } from './device-tree.js';
import { HEADER_FIELD, HEADER_SIZE, MAGIC, OLDEST_VERSION } from './header.js';
import { MAX_DEPTH } from './limits.js';
import { checkNodeName, checkPropertyName, encodeName } from './names.js';
import { writeReservations } from './reservation-block.js';
import { layOutStrings } from './strings-block.js';
import { TOKEN, TOKEN_ALIGNMENT } from './structure-token.js';

/**
 * Writes the blob that dtc would write for this tree: reservations, structure, strings, no gaps, no slack.
 * Devicetree Specification v0.4, chapter 5.
 *
 * @throws TypeError for a tree that the format cannot hold: an unusable name, an empty reservation, too deep a nesting
 */
export const serialiseDtb = (tree: DeviceTree): Uint8Array => {
  const strings = layOutStrings(propertyNames(tree.root));
  const writer = new ByteWriter('big', 4096);
  writer.zeros(HEADER_SIZE);
  writeReservations(writer, tree.reservations);
  const structOffset = writer.length;
  writeNode(writer, tree.root, strings.offsetOf, 1);
  writer.u32(TOKEN.end);
  const stringsOffset = writer.length;
  for (const name of strings.names) writeName(writer, name);
  const end = writer.length;

  writer
    .patchU32(HEADER_FIELD.magic, MAGIC)
    .patchU32(HEADER_FIELD.totalsize, end)
    .patchU32(HEADER_FIELD.off_dt_struct, structOffset)
    .patchU32(HEADER_FIELD.off_dt_strings, stringsOffset)
    .patchU32(HEADER_FIELD.off_mem_rsvmap, HEADER_SIZE)
    .patchU32(HEADER_FIELD.version, tree.version)
    .patchU32(HEADER_FIELD.last_comp_version, OLDEST_VERSION)
    .patchU32(HEADER_FIELD.boot_cpuid_phys, tree.bootCpu)
    .patchU32(HEADER_FIELD.size_dt_strings, end - stringsOffset);
  if (tree.version >= 17) writer.patchU32(HEADER_FIELD.size_dt_struct, stringsOffset - structOffset);
  return writer.toBytes();
};

/** Distinct names in order of first use, parents before children. */
const propertyNames = (root: DeviceNode): string[] => {
  const names = new Set<string>();
  const visit = (node: DeviceNode, depth: number): void => {
    if (depth > MAX_DEPTH) throw new TypeError(`nodes are nested more than ${MAX_DEPTH} levels deep`);
    for (const { name } of node.properties) names.add(name);
    for (const child of node.children) visit(child, depth + 1);
  };
  visit(root, 1);
  return [...names];
};

const writeNode = (
  writer: ByteWriter,
  node: DeviceNode,
  offsetOf: ReadonlyMap<string, number>,
  depth: number,
): void => {
  checkNodeName(node.name, depth === 1);
  writer.u32(TOKEN.beginNode);
  writeName(writer, node.name);
  writer.align(TOKEN_ALIGNMENT);
  for (const { name, value } of node.properties) {
    checkPropertyName(name);
    writer
      .u32(TOKEN.property)
      .u32(value.length)
      .u32(offsetOf.get(name) ?? 0)
      .bytes(value)
      .align(TOKEN_ALIGNMENT);
  }
  for (const child of node.children) writeNode(writer, child, offsetOf, depth + 1);
  writer.u32(TOKEN.endNode);
};

const writeName = (writer: ByteWriter, name: string): void => {
  writer.bytes(encodeName(name)).u8(0);
};
