import { appendFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { Watchers } from '../qemu/watchers.js';

/** What a guest says on its serial line, and what it is told. */
export class SerialConsole {
  readonly #socket: Socket;
  readonly #watchers = new Watchers();
  readonly #decoder = new StringDecoder('utf8');
  /** Everything that was said. */
  #said = '';
  /** How much of it was read. */
  #read = 0;
  #closed = false;

  /** @param copy file that gets what is said as it is said, for whoever watches */
  constructor(socket: Socket, copy: string) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#said += this.#decoder.write(bytes);
      appendFileSync(copy, bytes);
      this.#watchers.wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#closed = true;
      this.#watchers.wake();
    });
  }

  get said(): string {
    return this.#said;
  }

  /** What was said and not read yet. */
  get unread(): string {
    return this.#said.slice(this.#read);
  }

  get closed(): boolean {
    return this.#closed;
  }

  send(line: string): void {
    this.#socket.write(`${line}\n`);
  }

  /** Takes what was said up to the end of a match; undefined while there is none. */
  take(pattern: RegExp): { readonly before: string; readonly match: RegExpExecArray } | undefined {
    const { unread } = this;
    const match = pattern.exec(unread);
    if (match === null) return undefined;
    this.#read += match.index + match[0].length;
    return { before: unread.slice(0, match.index), match };
  }

  /** Resolves when more was said, or the time is over. */
  more(milliseconds: number): Promise<void> {
    return this.#watchers.next(milliseconds);
  }

  close(): void {
    this.#socket.destroy();
  }
}
