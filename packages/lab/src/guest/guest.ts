import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { LabError, SpoiltRunError } from '../failure/lab-error.js';
import type { GuestFiles, GuestMachine } from '../qemu/command-line.js';
import { acceleratorFor } from '../qemu/accelerator.js';
import { qemuArguments, socketsIn } from '../qemu/command-line.js';
import { GuardedProcess } from '../qemu/guarded-process.js';
import { Qmp } from '../qemu/qmp.js';
import { SerialConsole } from './console.js';
import { spoilt } from './spoilt.js';

/** How a command in the guest ended. */
export interface ShellResult {
  readonly rc: number;
  readonly out: string;
}

/** What a guest boots: a kernel file, and the bytes of its initrd. */
export type GuestBoot = Omit<GuestFiles, 'initrd'> & { readonly initrd: Uint8Array };

/** How long a guest may take, in seconds; emulation on a loaded host is slow, and a guest that says nothing for long is dead. */
const PATIENCE = { boot: 300, silence: 100, command: 240, socket: 20 } as const;

const READY = /LAB-READY [^\n]*\n/;

/** A machine under QEMU: its serial line, its monitor, and a shell on it. */
export class Guest {
  readonly qmp: Qmp;
  readonly console: SerialConsole;
  readonly folder: string;
  readonly #process: GuardedProcess;
  #commands = 0;

  private constructor(process: GuardedProcess, qmp: Qmp, console: SerialConsole, folder: string) {
    this.#process = process;
    this.qmp = qmp;
    this.console = console;
    this.folder = folder;
  }

  /**
   * Starts a machine and waits for its shell.
   * @throws LabError with the last lines of the console where it does not come
   */
  static async boot(machine: GuestMachine, { initrd: bytes, ...boot }: GuestBoot): Promise<Guest> {
    // All of it goes with the folder, however this process ends.
    const folder = mkdtempSync(join(tmpdir(), 'warmboot-guest-'));
    const output = join(folder, 'output');
    const initrd = join(folder, 'initrd');
    writeFileSync(initrd, bytes);
    const { qemu } = machine.board;
    const args = qemuArguments(machine, { ...boot, initrd }, folder, acceleratorFor(machine.board));
    const process = new GuardedProcess(qemu, args, folder, output);
    try {
      const { serial, qmp } = socketsIn(folder);
      const open = (path: string): Promise<Socket> => connected(path, process, qemu, output);
      const console = new SerialConsole(await open(serial), join(folder, 'console'));
      const guest = new Guest(process, await Qmp.open(await open(qmp)), console, folder);
      await guest.ready();
      rmSync(initrd);
      return guest;
    } catch (error) {
      await process.end();
      throw error;
    }
  }

  get ended(): boolean {
    return this.#process.ended;
  }

  /** Waits for the shell of a kernel that boots. @throws LabError */
  async ready(): Promise<void> {
    const end = Date.now() + PATIENCE.boot * 1000;
    let heard = Date.now();
    let said = this.console.said.length;
    for (;;) {
      if (this.console.take(READY) !== undefined) break;
      const { unread } = this.console;
      const panic = /Kernel panic - not syncing: ([^\r\n]*)/.exec(unread);
      if (panic !== null) throw this.#failure(`the kernel panics at boot: ${panic[1]}`);
      if (this.ended) throw this.#failure('QEMU ended before the guest had booted');
      if (this.console.said.length > said) heard = Date.now();
      said = this.console.said.length;
      if (said === 0 && Date.now() - heard > PATIENCE.silence * 1000) {
        throw this.#failure(
          'the guest says nothing on its serial line: the kernel does not start, or has no driver for the console',
        );
      }
      if (Date.now() > end || Date.now() - heard > PATIENCE.silence * 1000) {
        throw this.#failure('the guest does not come to its shell');
      }
      await this.console.more(1000);
    }
    const fault = /LAB-FAULT ([^\r\n]*)/.exec(this.console.said)?.[1];
    if (fault !== undefined) throw this.#failure(`the guest cannot set itself up: ${fault}`);
    // A prompt that answers is one; what came before it on the line does not matter.
    await this.sh(':');
  }

  /**
   * Runs a line of shell in the guest.
   * @param seconds how long it may take
   * @throws LabError when the guest gives no answer
   */
  async sh(command: string, seconds: number = PATIENCE.command): Promise<ShellResult> {
    this.#commands += 1;
    const mark = `LAB-${this.#commands}`;
    // The marks are put together by the guest, so that an echo of the line is none.
    this.console.send(`echo "<${mark}""-"; { ${command}; } </dev/null; echo "-$?-""${mark}>"`);
    return this.#answer(mark, command, seconds);
  }

  async #answer(mark: string, command: string, seconds: number): Promise<ShellResult> {
    const pattern = new RegExp(`<${mark}-\\r?\\n([^]*?)-(\\d+)-${mark}>\\r?\\n`);
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = this.console.take(pattern);
      if (found !== undefined) {
        const [, out = '', rc] = found.match;
        return { rc: Number(rc), out: out.replaceAll('\r', '') };
      }
      if (this.ended) throw this.#failure('QEMU ended');
      if (Date.now() > end) throw this.#failure(`the guest does not answer: ${command}`);
      await this.console.more(1000);
    }
  }

  /** The bytes of a file in the guest; undefined where it cannot be read. */
  async bytes(path: string): Promise<Uint8Array | undefined> {
    const { rc, out } = await this.sh(`lab_bytes ${path} 2>/dev/null`);
    return rc === 0 ? gunzipSync(Buffer.from(out, 'base64')) : undefined;
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.qmp.close();
    this.console.close();
    await this.#process.end();
  }

  #failure(message: string): LabError {
    const { said } = this.console;
    const reason = spoilt(said);
    return reason === undefined
      ? new LabError(message, said)
      : new SpoiltRunError(`emulation disturbed the guest (${reason}): ${message}`, said);
  }
}

const connected = async (
  path: string,
  process: GuardedProcess,
  qemu: string,
  output: string,
): Promise<Socket> => {
  for (const end = Date.now() + PATIENCE.socket * 1000; Date.now() < end && !process.ended;) {
    const socket = await attempt(path);
    if (socket !== undefined) return socket;
    await later(50);
  }
  const said = existsSync(output) ? readFileSync(output, 'utf8') : '';
  const missing = /not found/.test(said);
  throw new LabError(missing ? `${qemu} is not installed` : `${qemu} does not start`, missing ? '' : said);
};

const attempt = (path: string): Promise<Socket | undefined> =>
  new Promise((done) => {
    const socket = connect(path);
    socket.once('connect', () => done(socket));
    socket.once('error', () => done(undefined));
  });
