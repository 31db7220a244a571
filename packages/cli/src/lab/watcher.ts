import type { RecordWatcher } from '@warmboot/lab';
import type { Terminal } from '../print/terminal.js';

/** Shows where a recording is. */
export const watcherOn = (terminal: Terminal, architecture: string): RecordWatcher => ({
  at: (what) => terminal.status?.(`${architecture}: ${what}`),
  spoilt: (reason) => terminal.complain(`${architecture}: ${reason}; once more`),
});
