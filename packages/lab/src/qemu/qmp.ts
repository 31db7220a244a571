import type { Socket } from 'node:net';
import { LabError } from '../failure/lab-error.js';
import { Watchers } from './watchers.js';

/** An event of QEMU. */
export interface QmpEvent {
  readonly event: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What QEMU answered: `return`, or `error` with `class` and `desc`. */
export type QmpAnswer =
  { readonly return: unknown } | { readonly error: { readonly class: string; readonly desc: string } };

interface Waiting {
  readonly done: (answer: QmpAnswer) => void;
  readonly failed: (error: Error) => void;
}

/** QEMU's machine protocol: a line of JSON a message. docs/interop/qmp-spec.txt */
export class Qmp {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  readonly #watchers = new Watchers();
  /** Every event so far, in order. */
  readonly events: QmpEvent[] = [];
  #rest = '';
  #closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('error', () => {});
    socket.on('close', () => this.#close());
  }

  /** Greets QEMU on a connected socket. */
  static async open(socket: Socket): Promise<Qmp> {
    const qmp = new Qmp(socket);
    await qmp.execute('qmp_capabilities');
    return qmp;
  }

  /** Runs a command and gives QEMU's answer, errors included. @throws LabError when QEMU is gone */
  execute(command: string, args?: Readonly<Record<string, unknown>>): Promise<QmpAnswer> {
    return new Promise((done, failed) => {
      if (this.#closed) return failed(gone());
      this.#waiting.push({ done, failed });
      this.#socket.write(`${JSON.stringify({ execute: command, ...(args && { arguments: args }) })}\n`);
    });
  }

  /** The value of a command that cannot fail. @throws LabError when it does */
  async ask(command: string, args?: Readonly<Record<string, unknown>>): Promise<unknown> {
    const answer = await this.execute(command, args);
    if ('return' in answer) return answer.return;
    throw new LabError(`QEMU refused ${command}: ${answer.error.desc}`);
  }

  /** Resolves at the next event, or when the time is over. */
  nextEvent(milliseconds: number): Promise<void> {
    return this.#watchers.next(milliseconds);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) {
      const message = JSON.parse(line) as Readonly<Record<string, unknown>>;
      if ('QMP' in message) continue;
      if (!('event' in message)) {
        this.#waiting.shift()?.done(message as QmpAnswer);
        continue;
      }
      this.events.push(message as unknown as QmpEvent);
      this.#watchers.wake();
    }
  }

  #close(): void {
    this.#closed = true;
    for (const { failed } of this.#waiting.splice(0)) failed(gone());
    this.#watchers.wake();
  }
}

const gone = (): LabError => new LabError('QEMU ended');
