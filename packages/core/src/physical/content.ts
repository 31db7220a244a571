/** Bytes that somebody has: a file, a blob, a rule. Immutable; memory refers to it and never copies it. */
export interface Content {
  /** Bytes; Infinity for a rule without an end. */
  readonly size: number;
  /** Fills `target` with the bytes from `offset` on. Both ends lie inside the content. */
  read(offset: number, target: Uint8Array): void;
  /** Contents with equal identities hold equal bytes. Absent where only the object itself can tell. */
  readonly identity?: string;
}

/** Whether two contents are known to hold the same bytes, without a look at them. */
export const isSameContent = (a: Content, b: Content): boolean =>
  a === b || (a.identity !== undefined && a.identity === b.identity);

/** Bytes in memory, or a file that was read. Whoever passes them on does not change them any more. */
export const bytesContent = (bytes: Uint8Array): Content => ({
  size: bytes.length,
  read: (offset, target) => target.set(bytes.subarray(offset, offset + target.length)),
});

/** The same byte for ever. @param byte 0 to 255 */
export const filledWith = (byte: number): Content => ({
  size: Infinity,
  identity: `filled with ${byte}`,
  read: (_offset, target) => target.fill(byte),
});

/** What RAM holds that nobody wrote, and the tail of a segment past its buffer. */
export const ZEROS = filledWith(0);

/** What a load returns where nothing answers on the bus: all ones on most platforms. */
export const ALL_ONES = filledWith(0xff);

/** `size` bytes of another content, from `offset` on. */
export const partOf = (content: Content, offset: number, size: number): Content => {
  if (offset === 0 && size === content.size) return content;
  return {
    size,
    ...(content.identity === undefined
      ? {}
      : { identity: `${size} bytes at ${offset} of ${content.identity}` }),
    read: (at, target) => content.read(offset + at, target),
  };
};
