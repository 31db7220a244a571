/** One property's answer. */
export type Verdict =
  | { readonly status: 'holds' }
  /** The question never came up. */
  | { readonly status: 'moot' }
  /** The search ended before all was seen, and nothing was broken so far. */
  | { readonly status: 'unknown' }
  /** The shortest way to break it: the ids of its steps, `actor: step`. */
  | { readonly status: 'broken'; readonly reason: string; readonly path: readonly string[] };
