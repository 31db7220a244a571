/**
 * What makes programs pack better: calls of one function look alike when they name its address, not the way to it. Here the
 * way is put back. Filters are told the position of the first byte, and change whole instructions in place.
 *
 * @returns bytes from the start that are final; the rest comes again with what follows it
 */
export type BranchFilter = (bytes: Uint8Array, position: number) => number;

const looksLikeHighByte = (byte: number): boolean => byte === 0x00 || byte === 0xff;

/**
 * `call` and `jmp` with four bytes of displacement. An opcode within the displacement of another is likely none: `suspects` has
 * a bit for each of the three bytes before that had one. The .xz File Format, 5.3.2; lib/xz/xz_dec_bcj.c: bcj_x86.
 */
export const x86Filter = (): BranchFilter => {
  let suspects = 0;
  return (bytes, position) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at + 5 <= bytes.length) {
      if ((bytes[at]! & 0xfe) !== 0xe8) {
        suspects = (suspects << 1) & 7;
        at += 1;
        continue;
      }
      // The farthest suspect says which byte of this displacement was the highest of that one's.
      const farthest = suspects === 0 ? 0 : suspects === 1 ? 1 : suspects < 4 ? 2 : 3;
      const believable =
        suspects === 0 ||
        ((suspects === 1 || suspects === 2 || suspects === 4) &&
          !looksLikeHighByte(bytes[at + 4 - farthest]!));
      if (!believable || !looksLikeHighByte(bytes[at + 4]!)) {
        suspects = ((suspects << 1) | 1) & 7;
        at += 1;
        continue;
      }
      let absolute = view.getUint32(at + 1, true);
      const next = position + at + 5;
      let relative = (absolute - next) >>> 0;
      const shift = 32 - 8 * farthest;
      const inDoubt = (): boolean => suspects !== 0 && looksLikeHighByte((relative >>> (shift - 8)) & 0xff);
      while (inDoubt()) {
        absolute = (relative ^ (2 ** shift - 1)) >>> 0;
        relative = (absolute - next) >>> 0;
      }
      // The highest byte is the sign, of 25 bits.
      view.setInt32(at + 1, (relative << 7) >> 7, true);
      suspects = 0;
      at += 5;
    }
    return at;
  };
};

/** `bl`, and `adrp` within 512 MiB. The .xz File Format 1.1.0, 5.3.2; lib/xz/xz_dec_bcj.c: bcj_arm64. */
export const arm64Filter = (): BranchFilter => (bytes, position) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    const here = position + at;
    const word = view.getUint32(at, true);
    if (word >>> 26 === 0x25) {
      view.setUint32(at, (0x9400_0000 | ((word - (here >>> 2)) & 0x03ff_ffff)) >>> 0, true);
    } else if ((word & 0x9f00_0000) >>> 0 === 0x9000_0000) {
      const page = ((word >>> 29) & 3) | ((word >>> 3) & 0x001f_fffc);
      if (((page + 0x0002_0000) & 0x001c_0000) !== 0) continue;
      const way = page - (here >>> 12);
      const sign = (way & 0x0002_0000) === 0 ? 0 : 0x00e0_0000;
      view.setUint32(
        at,
        ((word & 0x9000_001f) | ((way & 3) << 29) | ((way & 0x0003_fffc) << 3) | sign) >>> 0,
        true,
      );
    }
  }
  return at;
};

/** Puts a filter between who makes pieces and who takes them. */
export class FilteredPieces {
  readonly #filter: BranchFilter;
  readonly #take: (piece: Uint8Array) => void;
  #rest = new Uint8Array();
  #position: number;

  constructor(filter: BranchFilter, start: number, take: (piece: Uint8Array) => void) {
    this.#filter = filter;
    this.#position = start;
    this.#take = take;
  }

  add(piece: Uint8Array): void {
    const bytes = new Uint8Array(this.#rest.length + piece.length);
    bytes.set(this.#rest);
    bytes.set(piece, this.#rest.length);
    const final = this.#filter(bytes, this.#position);
    this.#position += final;
    this.#rest = bytes.slice(final);
    if (final > 0) this.#take(bytes.subarray(0, final));
  }

  /** What is left is no whole instruction. */
  end(): void {
    if (this.#rest.length > 0) this.#take(this.#rest);
    this.#rest = new Uint8Array();
  }
}
