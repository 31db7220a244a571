/** printk levels, as their letters in the specification: error, warning, notice, information, debug. */
export type LogLevel = 'error' | 'warn' | 'notice' | 'info' | 'debug';

/** One line of the kernel log, in Linux's own words and without its time stamp. */
export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
}

/** What dmesg shows by default: everything but debug lines. */
export const visible = (lines: readonly LogLine[]): string[] =>
  lines.filter(({ level }) => level !== 'debug').map(({ text }) => text);
