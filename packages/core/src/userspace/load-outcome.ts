/** What kexec(8) says after a load. */
export interface LoadOutcome {
  /** Exit status of the tool. */
  readonly status: number;
  readonly output: readonly string[];
}
