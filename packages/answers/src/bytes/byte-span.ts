/**
 * A stretch of a file and what it is. Children tile it: they ascend, leave no gap and do not overlap, so that every byte of a
 * file belongs to exactly one innermost span.
 */
export interface ByteSpan {
  readonly name: string;
  /** Offset of its first byte. */
  readonly start: number;
  /** Offset after its last byte. */
  readonly end: number;
  /** What it says, in words, where it says something by itself. */
  readonly value?: string;
  readonly children?: readonly ByteSpan[];
}

/** The spans around an offset, from the file down to the field. Empty for an offset outside. */
export const spansAt = (span: ByteSpan, offset: number): readonly ByteSpan[] => {
  if (offset < span.start || offset >= span.end) return [];
  const child = childAt(span.children ?? [], offset);
  return child === undefined ? [span] : [span, ...spansAt(child, offset)];
};

/** By halves: a section may have thousands of fields. */
const childAt = (children: readonly ByteSpan[], offset: number): ByteSpan | undefined => {
  let [low, high] = [0, children.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (children[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  const child = children[low];
  return child !== undefined && child.start <= offset && offset < child.end ? child : undefined;
};
