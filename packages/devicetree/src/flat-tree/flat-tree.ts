import { ByteReader } from '@warmboot/format';
import type { DeviceTree, Reservation } from '../device-tree.js';
import { HEADER_SIZE, readHeader } from '../header.js';
import { checkNodeName, checkPropertyName, encodeName } from '../names.js';
import { parseDtb } from '../parse-dtb.js';
import { RESERVATION_SIZE, readReservations } from '../reservation-block.js';
import { alignToken, PROPERTY_HEADER_SIZE, readToken, TOKEN, TOKEN_ALIGNMENT } from '../structure-token.js';
import {
  findChild,
  findNodeToken,
  findPropertyToken,
  nodeEnd,
  offsetAfterProperties,
  valueOf,
} from './find-in-blob.js';
import { FlatBlob, packBlocks } from './flat-blob.js';

/**
 * A flattened devicetree that is edited in place, byte for byte as libfdt does it: what Linux, kexec-tools, U-Boot and
 * QEMU do to a blob can be predicted exactly, down to the string table and the bytes left over in the slack.
 *
 * Immutable: each edit copies the blob and gives a new FlatTree. Paths are as in {@link findNode}. Where libfdt answers
 * FDT_ERR_NOTFOUND for a property or reservation that is to be removed, nothing changes; where it answers
 * FDT_ERR_NOSPACE, FDT_ERR_EXISTS or finds no node, a TypeError is thrown.
 *
 * @example
 * const blob = FlatTree.open(readFileSync('/sys/firmware/fdt'), 65536)
 *   .setProperty('/chosen', 'bootargs', stringValue('console=ttyAMA0'))
 *   .pack()
 *   .toBytes();
 */
export class FlatTree {
  readonly #blob: FlatBlob;

  private constructor(blob: FlatBlob) {
    this.#blob = blob;
  }

  /**
   * Copies a blob into a buffer of `size` bytes, which becomes its totalsize: what does not fit in there cannot be added
   * later. Blocks that already stand in the order reservations, structure, strings keep their places and gaps; others are
   * packed. A version 16 blob becomes version 17. Semantics of libfdt's fdt_open_into.
   *
   * @param size in bytes; the blob's own totalsize when left out
   * @throws FormatError for a broken blob
   * @throws TypeError when `size` is too small for it
   */
  static open(bytes: Uint8Array, size?: number): FlatTree {
    parseDtb(bytes); // every token is known to be sound from here on
    const header = readHeader(new ByteReader(bytes, 'dtb', 'big'));
    const source = new FlatBlob(bytes.subarray(0, header.totalSize));
    const reservationsEnd = readReservations(source.reader(), header.reservationsOffset).end;
    const structSize = header.structSize ?? endOfStruct(source, header.structOffset) - header.structOffset;
    const sizes = { reservations: reservationsEnd - header.reservationsOffset, struct: structSize };
    const capacity = size ?? header.totalSize;

    const inOrder =
      header.reservationsOffset >= HEADER_SIZE &&
      header.structOffset >= reservationsEnd &&
      header.stringsOffset >= header.structOffset + structSize;
    const needed = inOrder
      ? header.totalSize
      : HEADER_SIZE + sizes.reservations + sizes.struct + header.stringsSize;
    if (capacity < needed)
      throw new TypeError(`a buffer of ${capacity} bytes cannot hold the tree's ${needed}`);
    if (!inOrder) return new FlatTree(packBlocks(source, sizes, capacity));

    const blob = new FlatBlob(new Uint8Array(capacity));
    blob.bytes.set(source.bytes);
    blob.setField('version', 17);
    blob.setField('size_dt_struct', structSize);
    blob.setField('totalsize', capacity);
    return new FlatTree(blob);
  }

  /** Bytes of the buffer, used and unused: the header's totalsize. */
  get totalSize(): number {
    return this.#blob.bytes.length;
  }

  /** Bytes at the end of the buffer that edits can still use. */
  get slack(): number {
    return this.totalSize - this.#blob.dataEnd;
  }

  get reservations(): readonly Reservation[] {
    return readReservations(this.#blob.reader(), this.#blob.field('off_mem_rsvmap')).reservations;
  }

  /** Whether there is a node at a path. */
  hasNode(path: string): boolean {
    return findNodeToken(this.#blob, path) !== undefined;
  }

  /** A copy of the value; nothing when the node or the property is missing. */
  getProperty(path: string, name: string): Uint8Array | undefined {
    const node = findNodeToken(this.#blob, path);
    const property = node && findPropertyToken(this.#blob, node, name);
    return property && valueOf(this.#blob, property).slice();
  }

  /**
   * fdt_setprop: a property that exists is resized where it stands, a new one becomes the first of its node. Padding
   * behind a value keeps whatever bytes stood there.
   */
  setProperty(path: string, name: string, value: Uint8Array): FlatTree {
    return this.#edit((blob) => {
      blob.bytes.set(value, makeRoomForValue(blob, path, name, value.length));
    });
  }

  /** fdt_appendprop: the value grows at its end; a property that is missing is created. */
  appendProperty(path: string, name: string, value: Uint8Array): FlatTree {
    const oldSize = this.getProperty(path, name)?.length ?? 0;
    return this.#edit((blob) => {
      blob.bytes.set(value, makeRoomForValue(blob, path, name, oldSize + value.length) + oldSize);
    });
  }

  /** fdt_setprop_inplace: no byte moves. @throws TypeError unless the property exists with just this size */
  overwriteProperty(path: string, name: string, value: Uint8Array): FlatTree {
    const size = this.getProperty(path, name)?.length;
    if (size === value.length) return this.setProperty(path, name, value);
    const found = size === undefined ? 'missing' : `${size} bytes long`;
    throw new TypeError(`property ${name} of ${path} is ${found}, not ${value.length} bytes long`);
  }

  /** fdt_delprop: the bytes close up; its name stays in the strings block. */
  deleteProperty(path: string, name: string): FlatTree {
    return this.#edit((blob) => {
      const property = findPropertyToken(blob, requireNode(blob, path), name);
      if (property) blob.spliceStruct(property.offset, property.next - property.offset, 0);
    });
  }

  /** fdt_nop_property: the property is overwritten with NOP words and no byte moves. */
  nopProperty(path: string, name: string): FlatTree {
    return this.#edit((blob) => {
      const property = findPropertyToken(blob, requireNode(blob, path), name);
      if (property) fillWithNops(blob, property.offset, property.next);
    });
  }

  /** fdt_add_subnode: an empty node after the parent's properties, before its other children. */
  addSubnode(parentPath: string, name: string): FlatTree {
    checkNodeName(name);
    return this.#edit((blob) => {
      const parent = requireNode(blob, parentPath);
      const sibling = findChild(blob, parent, name);
      if (sibling) throw new TypeError(`${parentPath} already has a node ${sibling.name}`);
      const offset = offsetAfterProperties(blob, parent);
      const nameSize = alignToken(name.length + 1);
      const nameOffset = offset + TOKEN_ALIGNMENT;
      blob.spliceStruct(offset, 0, TOKEN_ALIGNMENT + nameSize + TOKEN_ALIGNMENT);
      blob.setU32(offset, TOKEN.beginNode);
      blob.bytes.fill(0, nameOffset, nameOffset + nameSize).set(encodeName(name), nameOffset);
      blob.setU32(nameOffset + nameSize, TOKEN.endNode);
    });
  }

  /** fdt_del_node: a node and all that is in it. @throws TypeError for the root */
  deleteNode(path: string): FlatTree {
    return this.#edit((blob) => {
      const node = requireInnerNode(blob, path);
      blob.spliceStruct(node.offset, nodeEnd(blob, node) - node.offset, 0);
    });
  }

  /** fdt_nop_node: a node and all that is in it become NOP words. @throws TypeError for the root */
  nopNode(path: string): FlatTree {
    return this.#edit((blob) => {
      const node = requireInnerNode(blob, path);
      fillWithNops(blob, node.offset, nodeEnd(blob, node));
    });
  }

  /** fdt_add_mem_rsv: appends to the list. @throws TypeError for an empty reservation */
  addReservation({ address, size }: Reservation): FlatTree {
    if (size <= 0n) throw new TypeError('a memory reservation cannot be empty');
    return this.#edit((blob) => {
      const offset = blob.field('off_mem_rsvmap') + this.reservations.length * RESERVATION_SIZE;
      blob.spliceReservations(offset, 0, 1);
      const entry = new DataView(blob.bytes.buffer, blob.bytes.byteOffset + offset, RESERVATION_SIZE);
      entry.setBigUint64(0, address);
      entry.setBigUint64(8, size);
    });
  }

  /** fdt_del_mem_rsv of the first entry with exactly this address and size. */
  deleteReservation({ address, size }: Reservation): FlatTree {
    const index = this.reservations.findIndex((entry) => entry.address === address && entry.size === size);
    if (index < 0) return this;
    return this.#edit((blob) => {
      blob.spliceReservations(blob.field('off_mem_rsvmap') + index * RESERVATION_SIZE, 1, 0);
    });
  }

  /** fdt_pack: the blocks close up and the buffer ends with the last string. NOP words stay. */
  pack(): FlatTree {
    const blob = this.#blob;
    const sizes = {
      reservations: (this.reservations.length + 1) * RESERVATION_SIZE,
      struct: blob.field('size_dt_struct'),
    };
    const size = HEADER_SIZE + sizes.reservations + sizes.struct + blob.field('size_dt_strings');
    const packed = packBlocks(blob, sizes, size);
    packed.setField('last_comp_version', blob.field('last_comp_version'));
    return new FlatTree(packed);
  }

  /** The same tree in a buffer of another size: {@link FlatTree.open} of itself. */
  resize(size: number): FlatTree {
    return FlatTree.open(this.#blob.bytes, size);
  }

  /** A copy of the buffer, slack included. */
  toBytes(): Uint8Array {
    return this.#blob.bytes.slice();
  }

  /** The tree as a value. */
  toTree(): DeviceTree {
    return parseDtb(this.#blob.bytes);
  }

  #edit(edit: (blob: FlatBlob) => void): FlatTree {
    const blob = new FlatBlob(this.#blob.bytes.slice());
    edit(blob);
    return new FlatTree(blob);
  }
}

/** Resizes or creates a property and gives the offset of its value. */
const makeRoomForValue = (blob: FlatBlob, path: string, name: string, size: number): number => {
  checkPropertyName(name);
  const node = requireNode(blob, path);
  const existing = findPropertyToken(blob, node, name);
  if (existing) {
    blob.spliceStruct(existing.valueOffset, existing.next - existing.valueOffset, alignToken(size));
    blob.setU32(existing.offset + 4, size);
    return existing.valueOffset;
  }
  // The string comes first: when the property then finds no room, the copy with the string is thrown away.
  const nameOffset = blob.internString(name);
  blob.spliceStruct(node.next, 0, PROPERTY_HEADER_SIZE + alignToken(size));
  blob.setU32(node.next, TOKEN.property);
  blob.setU32(node.next + 4, size);
  blob.setU32(node.next + 8, nameOffset);
  return node.next + PROPERTY_HEADER_SIZE;
};

const requireNode = (blob: FlatBlob, path: string) => {
  const node = findNodeToken(blob, path);
  if (node === undefined) throw new TypeError(`the devicetree has no node ${path}`);
  return node;
};

const requireInnerNode = (blob: FlatBlob, path: string) => {
  const node = requireNode(blob, path);
  if (node.name === '') throw new TypeError('the root node cannot be removed');
  return node;
};

const fillWithNops = (blob: FlatBlob, start: number, end: number): void => {
  for (let offset = start; offset < end; offset += TOKEN_ALIGNMENT) blob.setU32(offset, TOKEN.nop);
};

const endOfStruct = (blob: FlatBlob, start: number): number => {
  const reader = blob.reader();
  for (let offset = start; ;) {
    const token = readToken(reader, offset, blob.bytes.length);
    offset = token.next;
    if (token.kind === 'end') return offset;
  }
};
