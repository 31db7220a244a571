/** printk levels, as their letters in the specification: error, warning, notice, information, debug. */
export type LogLevel = 'error' | 'warn' | 'notice' | 'info' | 'debug';

/** Something to say, in Linux's own words and without a time stamp. */
export interface LogMessage {
  readonly level: LogLevel;
  readonly text: string;
}

/** One line of a kernel's log. */
export interface LogLine extends LogMessage {
  /** Which kernel said it: the generation of `RunningKernel`. */
  readonly kernel: number;
}

/** What dmesg shows by default: everything but debug lines. */
export const visible = (lines: readonly LogMessage[]): string[] =>
  lines.filter(({ level }) => level !== 'debug').map(({ text }) => text);
