/** One property's answer. */
export type Verdict =
  | { readonly status: 'holds' }
  /** It holds, but was never put to the question. */
  | { readonly status: 'vacuous' }
  /** The search ended before all was seen, and it is not violated so far. */
  | { readonly status: 'unknown' }
  /** With a shortest path to a violation: the names of its steps, `actor: step`. */
  | { readonly status: 'violated'; readonly reason: string; readonly path: readonly string[] };
