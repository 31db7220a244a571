import type { AddressRange } from '@warmboot/address';
import { intersection, normalised, sizeOf } from '@warmboot/address';
import { scaleLinear } from 'd3-scale';

/** A stretch of addresses with its place on the paper. */
export interface ScalePiece extends AddressRange {
  readonly from: number;
  readonly to: number;
  /** Drawn wider than to scale, because it would not be seen otherwise. */
  readonly widened: boolean;
}

/** Addresses to places on the paper: to scale where something lies, with breaks between. */
export interface MapScale {
  readonly width: number;
  readonly pieces: readonly ScalePiece[];
  /** The place of an address; one in a break is in the middle of the break's edge that is nearer. */
  x(address: number): number;
  /** The address at a place; undefined in a break. */
  address(x: number): number | undefined;
}

/** Width of a break. */
const BREAK = 18;
/** What a piece takes at least. */
const NARROWEST = 34;
/** Width for which a piece is worth a break. */
const ROOM = 90;
/** Holes of less than this part of everything are drawn as holes. */
const SMALL_HOLE = 1 / 40;

/** Joins neighbours until the holes between the rest are worth a break each. */
const pieces = (extents: readonly AddressRange[], width: number): readonly AddressRange[] => {
  const joined = normalised(extents);
  const most = Math.max(1, Math.floor(width / ROOM));
  const total = joined.reduce((sum, range) => sum + sizeOf(range), 0);
  for (;;) {
    let smallest = -1;
    let size = Infinity;
    for (let index = 1; index < joined.length; index += 1) {
      const hole = joined[index]!.start - joined[index - 1]!.end;
      if (hole < size) [smallest, size] = [index, hole];
    }
    if (smallest < 0 || (joined.length <= most && size > total * SMALL_HOLE)) return joined;
    const [left, right] = [joined[smallest - 1]!, joined[smallest]!];
    joined.splice(smallest - 1, 2, { start: left.start, end: right.end });
  }
};

/** Shares a width in proportion; who would get less than {@link NARROWEST} gets that, and the others share the rest. */
const widths = (sizes: readonly number[], width: number): readonly number[] => {
  const least = Math.min(NARROWEST, width / sizes.length);
  const wide = new Set(sizes.keys());
  for (;;) {
    const rest = width - least * (sizes.length - wide.size);
    const total = [...wide].reduce((sum, index) => sum + sizes[index]!, 0);
    const narrow = [...wide].filter((index) => (sizes[index]! / total) * rest < least);
    if (narrow.length === 0 || narrow.length === wide.size) {
      return sizes.map((size, index) => (wide.has(index) ? (size / total) * rest : least));
    }
    for (const index of narrow) wide.delete(index);
  }
};

/**
 * A scale on which everything in `extents` has a place.
 * @param width of the paper
 * @param focus the only addresses to show; all where absent
 */
export const mapScale = (extents: readonly AddressRange[], width: number, focus?: AddressRange): MapScale => {
  const shown = focus === undefined ? pieces(extents, width) : [focus];
  const list = shown.length === 0 ? [{ start: 0, end: 2 ** 32 }] : shown;
  const shares = widths(
    list.map((range) => sizeOf(range)),
    width - BREAK * (list.length - 1),
  );
  const densest = Math.min(...list.map((range, index) => shares[index]! / sizeOf(range)));
  let at = 0;
  const placed = list.map((range, index): ScalePiece => {
    const from = at;
    const to = from + shares[index]!;
    at = to + BREAK;
    return { ...range, from, to, widened: (to - from) / sizeOf(range) > densest * 1.5 };
  });
  const scale = scaleLinear()
    .domain(placed.flatMap(({ start, end }) => [start, end]))
    .range(placed.flatMap(({ from, to }) => [from, to]))
    .clamp(true);
  return {
    width,
    pieces: placed,
    x: (address) => scale(address),
    address: (x) => {
      const piece = placed.find(({ from, to }) => from <= x && x <= to);
      if (piece === undefined) return undefined;
      const { start, end, from, to } = piece;
      return Math.floor(start + ((x - from) / (to - from)) * (end - start));
    },
  };
};

/** The parts of a range that a scale shows, as places on the paper. */
export const placesOf = (scale: MapScale, range: AddressRange): readonly (readonly [number, number])[] =>
  scale.pieces.flatMap((piece) => {
    const part = intersection(piece, range);
    return part === undefined ? [] : [[scale.x(part.start), scale.x(part.end)] as const];
  });
