import type { NamedPlugin } from '../plugins/named-plugin.js';
import type { Terminal } from '../print/terminal.js';

/** One run of the command: where it writes, what it was told to load, and the exit status that it leaves. */
export interface Session {
  readonly terminal: Terminal;
  /** What `--plugin` named, on whichever command. */
  plugins: readonly NamedPlugin[];
  status: number;
}
