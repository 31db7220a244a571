/** One message of a kernel, a tool or a service, and what somebody who got it wants to know. */
export interface KnownMessage {
  /** As it stands in a log or on a terminal, with numbers for an example. */
  readonly example: string;
  /** What makes a line this message; parts that differ are left open. */
  readonly pattern: RegExp;
  /** Who prints it: `Linux (x86)`, `kexec-tools`, `kdumpctl`. */
  readonly by: string;
  /** What it means, a sentence or two. */
  readonly means: string;
  /** What to look at, or to do. */
  readonly look: string;
  /** File and function, or the program, that has it. */
  readonly source: string;
}

/** A list of messages of one origin. */
export const messagesOf = (
  by: string,
  rows: readonly (readonly [example: string, pattern: RegExp, means: string, look: string, source: string])[],
): readonly KnownMessage[] =>
  rows.map(([example, pattern, means, look, source]) => ({ example, pattern, by, means, look, source }));
