/** What a member has to be. An array is one that holds something of any kind, or nothing. */
export type MemberKind = 'string' | 'number' | 'boolean' | 'bigint' | 'function' | 'object' | 'array';

/** Members that a value must have, by their paths. One that ends in `?` may be absent. */
export type Shape = Readonly<Record<string, MemberKind>>;

declare const PART: unique symbol;

/**
 * A kind of part that plugins bring and of which the kernel model knows nothing: whoever uses such parts says what they
 * are. One with a name of its own is registered once.
 */
export interface ExtensionPoint<T extends { readonly name: string }> {
  /** What the parts are, for messages: `actor`. Tells one extension point from another. */
  readonly kind: string;
  /** Members that every part must have. */
  readonly shape: Shape;
  /** Members that parts had before, each with what became of it, for messages. */
  readonly former?: Readonly<Record<string, string>>;
  /** Parts that are always there, and the package that they come with. */
  readonly own: { readonly from: string; readonly parts: readonly T[] };
  readonly [PART]?: T;
}
