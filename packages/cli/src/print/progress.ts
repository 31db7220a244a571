import type { Terminal } from './terminal.js';

/** Nobody waits for less than this. Milliseconds. */
const PATIENCE = 1000;
/** Between two lines. */
const INTERVAL = 100;

/** Says how far something has come, on standard error and on terminals only, once it has taken a second. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #what: string;
  readonly #start = performance.now();
  #last = 0;

  /** @param what is counted: `traces` */
  constructor(terminal: Terminal, what: string) {
    this.#terminal = terminal;
    this.#what = what;
  }

  /** @param done how many of `all` */
  at(done: number, all: number): void {
    const now = performance.now();
    if (now - this.#start < PATIENCE || now - this.#last < INTERVAL) return;
    this.#last = now;
    this.#terminal.status?.(`${done} of ${all} ${this.#what} (${Math.floor((100 * done) / all)} %)`);
  }

  end(): void {
    if (this.#last !== 0) this.#terminal.status?.('');
  }
}
