import { FormatError } from '@warmboot/format';

/** Documentation/bpf/btf.rst */
const MAGIC = 0xeb9f;
const KIND = {
  struct: 4,
  union: 5,
  enum: 6,
  array: 3,
  func: 12,
  proto: 13,
  variable: 14,
  section: 15,
  tag: 17,
  enum64: 19,
} as const;
const KIND_INT = 1;

/** Where a member is in its structure, in bits. */
export interface MemberPlace {
  readonly bit: number;
  /** Width of a bit field; 0 for a member that is none. */
  readonly width: number;
}

interface Type {
  readonly kind: number;
  readonly name: number;
  readonly members: number;
  /** Offset of what follows the type's three words. */
  readonly at: number;
  readonly hasFields: boolean;
}

/** Bytes that follow the three words of a type. */
const restOf = (kind: number, members: number): number => {
  switch (kind) {
    case KIND_INT:
    case KIND.variable:
    case KIND.tag:
      return 4;
    case KIND.array:
      return 12;
    case KIND.struct:
    case KIND.union:
    case KIND.section:
    case KIND.enum64:
      return members * 12;
    case KIND.enum:
    case KIND.proto:
      return members * 8;
    default:
      return 0;
  }
};

/** The types of a kernel, as it carries them itself: where a structure keeps its members follows from nothing else. */
export class Btf {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #strings: number;
  readonly #types: readonly (Type | undefined)[];

  /** @throws FormatError */
  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 24 || view.getUint16(0, true) !== MAGIC) {
      throw new FormatError({
        format: 'BTF',
        field: 'magic',
        found: 'another',
        allowed: 'eb9f, little-endian',
      });
    }
    const header = view.getUint32(4, true);
    const start = header + view.getUint32(8, true);
    const end = start + view.getUint32(12, true);
    this.#view = view;
    this.#bytes = bytes;
    this.#strings = header + view.getUint32(16, true);
    const types: (Type | undefined)[] = [undefined];
    for (let at = start; at < end;) {
      const info = view.getUint32(at + 4, true);
      const kind = (info >>> 24) & 0x1f;
      const members = info & 0xffff;
      types.push({
        kind,
        members,
        name: view.getUint32(at, true),
        at: at + 12,
        hasFields: info >>> 31 === 1,
      });
      at += 12 + restOf(kind, members);
    }
    this.#types = types;
  }

  /** Where a structure keeps a member, those of its nameless members included. @throws FormatError for one that it has not */
  member(structure: string, member: string): MemberPlace {
    const type = this.#types.find(
      (one) => one !== undefined && one.kind === KIND.struct && this.#text(one.name) === structure,
    );
    const place = type && this.#find(type, member);
    if (place !== undefined) return place;
    const allowed = `struct ${structure} with ${member}`;
    throw new FormatError({ format: 'BTF', field: structure, found: 'another kernel’s', allowed });
  }

  #find(type: Type, wanted: string): MemberPlace | undefined {
    for (let index = 0; index < type.members; index += 1) {
      const at = type.at + index * 12;
      const name = this.#text(this.#view.getUint32(at, true));
      const offset = this.#view.getUint32(at + 8, true);
      const bit = type.hasFields ? offset & 0xffffff : offset;
      if (name === wanted) return { bit, width: type.hasFields ? offset >>> 24 : 0 };
      const inner = name === '' ? this.#types[this.#view.getUint32(at + 4, true)] : undefined;
      if (inner === undefined || (inner.kind !== KIND.struct && inner.kind !== KIND.union)) continue;
      const found = this.#find(inner, wanted);
      if (found !== undefined) return { ...found, bit: bit + found.bit };
    }
    return undefined;
  }

  #text(offset: number): string {
    const at = this.#strings + offset;
    return new TextDecoder().decode(this.#bytes.subarray(at, this.#bytes.indexOf(0, at)));
  }
}
