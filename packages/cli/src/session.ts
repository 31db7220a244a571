import type { Terminal } from './terminal.js';

/** One run of the command: where it writes, and the exit status that it leaves. */
export interface Session {
  readonly terminal: Terminal;
  status: number;
}
