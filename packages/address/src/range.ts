import { alignDown, alignUp } from './align.js';

/**
 * A physical address in bytes. 52 bits fit a `number` exactly, so the model never needs `bigint`;
 * where the wire has 64 bits, `wire.ts` converts and checks.
 */
export type PhysAddr = number;

/** Half-open: `start` is in the range, `end` is not. Empty when the two are equal. */
export interface AddressRange {
  readonly start: PhysAddr;
  readonly end: PhysAddr;
}

/** The range of `size` bytes that begins at `start`. */
export const rangeAt = (start: PhysAddr, size: number): AddressRange => ({ start, end: start + size });

/** The range grown to multiples of `alignment`: start down, end up. */
export const alignOutward = ({ start, end }: AddressRange, alignment: number): AddressRange => ({
  start: alignDown(start, alignment),
  end: alignUp(end, alignment),
});

/** The range cut to multiples of `alignment`: start up, end down. What holds none ends at or before its start. */
export const alignInward = ({ start, end }: AddressRange, alignment: number): AddressRange => ({
  start: alignUp(start, alignment),
  end: alignDown(end, alignment),
});

/** Bytes in the range. */
export const sizeOf = ({ start, end }: AddressRange): number => end - start;

/** Whether the two share at least one byte. Ranges that only touch do not. */
export const overlaps = (a: AddressRange, b: AddressRange): boolean => a.start < b.end && b.start < a.end;

/** Whether every byte of `inner` is in `outer`. */
export const covers = (outer: AddressRange, inner: AddressRange): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** The bytes in both, or nothing. */
export const intersection = (a: AddressRange, b: AddressRange): AddressRange | undefined => {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : undefined;
};

/** What is left of `from` without `hole`: none, one or two ranges, ascending. */
export const without = (from: AddressRange, hole: AddressRange): AddressRange[] => {
  if (!overlaps(from, hole)) return [from];
  const rest: AddressRange[] = [];
  if (from.start < hole.start) rest.push({ start: from.start, end: hole.start });
  if (hole.end < from.end) rest.push({ start: hole.end, end: from.end });
  return rest;
};

/** Ascending, disjoint ranges that cover the same bytes; touching neighbours are joined. */
export const normalised = (ranges: Iterable<AddressRange>): AddressRange[] => {
  const sorted = [...ranges].filter((range) => range.start < range.end).sort((a, b) => a.start - b.start);
  const joined: AddressRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && range.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      joined.push(range);
    }
  }
  return joined;
};

/** The bytes of `ranges` that are in none of `holes`, ascending. `ranges` must be ascending and disjoint. */
export const subtract = (ranges: readonly AddressRange[], holes: readonly AddressRange[]): AddressRange[] => {
  const rest: AddressRange[] = [];
  const cuts = normalised(holes);
  let next = 0;
  for (const range of ranges) {
    while (next < cuts.length && cuts[next]!.end <= range.start) next += 1;
    let start = range.start;
    for (let at = next; at < cuts.length && cuts[at]!.start < range.end; at += 1) {
      const cut = cuts[at]!;
      if (start < cut.start) rest.push({ start, end: cut.start });
      start = Math.max(start, cut.end);
    }
    if (start < range.end) rest.push({ start, end: range.end });
  }
  return rest;
};
