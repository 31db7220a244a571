// Mutations that know nothing of a format but that it has numbers of 1 to 8 bytes in it.

/** Numbers on the edges of what fields hold, and of what programs allow. */
export const EDGES = [
  0n,
  1n,
  2n,
  3n,
  4n,
  7n,
  8n,
  15n,
  16n,
  31n,
  32n,
  63n,
  64n,
  0x7fn,
  0x80n,
  0xffn,
  0x100n,
  0xfffn,
  0x1000n,
  0x7fffn,
  0x8000n,
  0xffffn,
  0x1_0000n,
  0xf_ffffn,
  0x10_0000n,
  0x7fff_ffffn,
  0x8000_0000n,
  0xffff_fff0n,
  0xffff_ffffn,
  0x1_0000_0000n,
  0xffff_ffff_ffffn,
  (1n << 52n) - 1n,
  (1n << 53n) - 1n,
  1n << 53n,
  (1n << 63n) - 1n,
  1n << 63n,
  (1n << 64n) - 0x1000n,
  (1n << 64n) - 1n,
];

/** Largest input that is made. */
const LARGEST = 1 << 20;

const WIDTHS = [1, 2, 4, 8];

/** Writes a number of `width` bytes; bits that do not fit are left out. */
export const putNumber = (bytes, at, width, value, big) => {
  for (let index = 0; index < width; index += 1) {
    const shift = BigInt(8 * (big ? width - 1 - index : index));
    if (at + index < bytes.length) bytes[at + index] = Number((value >> shift) & 0xffn);
  }
};

/** Reads a number of `width` bytes; those beyond the end are 0. */
export const numberAt = (bytes, at, width, big) => {
  let value = 0n;
  for (let index = 0; index < width; index += 1) {
    value |= BigInt(bytes[at + index] ?? 0) << BigInt(8 * (big ? width - 1 - index : index));
  }
  return value;
};

/** `bytes` with those from `at` to `end` replaced. */
export const spliced = (bytes, at, end, between) => {
  const result = new Uint8Array(Math.min(LARGEST, at + between.length + Math.max(0, bytes.length - end)));
  result.set(bytes.subarray(0, at));
  result.set(between.subarray(0, result.length - at), at);
  const tail = at + between.length;
  if (tail < result.length) result.set(bytes.subarray(end, end + result.length - tail), tail);
  return result;
};

/** Where to change: anywhere, or more often near the start, where headers are. */
const place = (random, length) =>
  random.once(2) ? random.below(length) : random.below(Math.min(length, 1 << (3 + random.below(8))));

const FLIPS = {
  bit: (random, bytes) => {
    const at = place(random, bytes.length);
    bytes[at] ^= 1 << random.below(8);
    return bytes;
  },
  byte: (random, bytes) => {
    bytes[place(random, bytes.length)] = random.below(256);
    return bytes;
  },
  edge: (random, bytes) => {
    const width = random.of(WIDTHS);
    const at = place(random, bytes.length);
    putNumber(bytes, random.once(2) ? at - (at % width) : at, width, random.of(EDGES), random.once(2));
    return bytes;
  },
  near: (random, bytes) => {
    const width = random.of(WIDTHS);
    const at = place(random, bytes.length);
    const big = random.once(2);
    const step = BigInt(random.below(33) - 16);
    putNumber(bytes, at, width, BigInt.asUintN(64, numberAt(bytes, at, width, big) + step), big);
    return bytes;
  },
  size: (random, bytes) => {
    // A length or an offset that is about right, or just beyond.
    const value = BigInt(Math.max(0, bytes.length + random.below(17) - 8 - random.below(bytes.length)));
    putNumber(bytes, place(random, bytes.length), random.of([2, 4, 8]), value, random.once(2));
    return bytes;
  },
  fill: (random, bytes) => {
    const at = place(random, bytes.length);
    return bytes.fill(random.of([0, 0xff, 0x20, 0x41]), at, at + 1 + random.below(64));
  },
};

const SHAPES = {
  cut: (random, bytes) => bytes.slice(0, random.below(bytes.length + 1)),
  remove: (random, bytes) => {
    const at = place(random, bytes.length);
    return spliced(bytes, at, at + 1 + random.below(random.once(2) ? 8 : 256), new Uint8Array(0));
  },
  repeat: (random, bytes) => {
    const at = place(random, bytes.length);
    return spliced(bytes, at, at, bytes.slice(at, at + 1 + random.below(random.once(2) ? 16 : 512)));
  },
  insert: (random, bytes) => {
    const made = Uint8Array.from({ length: 1 + random.below(16) }, () => random.below(256));
    const at = place(random, bytes.length);
    return spliced(bytes, at, at, made);
  },
  move: (random, bytes) => {
    const from = random.below(bytes.length);
    bytes.copyWithin(place(random, bytes.length), from, from + 1 + random.below(128));
    return bytes;
  },
};

const FLIP_NAMES = Object.values(FLIPS);
const SHAPE_NAMES = Object.values(SHAPES);

/** A copy with a few changes; parts of other inputs of the corpus may be in it. */
export const mutateBytes = (random, input, corpus) => {
  let bytes = input.slice();
  for (let left = random.few(); left > 0; left -= 1) {
    if (bytes.length === 0) return Uint8Array.from({ length: random.below(64) }, () => random.below(256));
    if (random.once(8)) {
      const other = random.of(corpus);
      const from = random.below(other.length);
      const at = place(random, bytes.length);
      bytes = spliced(bytes, at, at + random.below(256), other.subarray(from, from + 1 + random.below(512)));
    } else bytes = random.of(random.once(4) ? SHAPE_NAMES : FLIP_NAMES)(random, bytes);
  }
  return bytes;
};

/** A copy in which only numbers changed: what is behind lengths and counts is reached more often this way. */
export const mutateNumbers = (random, input) => {
  let bytes = input.slice();
  for (let left = random.few(); left > 0 && bytes.length > 0; left -= 1)
    bytes = random.of(FLIP_NAMES)(random, bytes);
  return bytes;
};
