import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as later } from 'node:timers/promises';

/**
 * Ends the guest when its keeper does. The keeper holds the other end of this shell's input: however it ends, the input
 * ends with it, and then the guest is killed and its folder removed. The shell is in a session of its own, so that no
 * signal to the keeper's group comes before that.
 */
const GUARD = `
folder=$1
shift
exec 3<&0 </dev/null
"$@" 3<&- &
guest=$!
echo $guest >"$folder/pid"
trap '' INT HUP TERM
{ cat <&3; kill -9 $guest; rm -rf "$folder"; } >/dev/null 2>&1 &
exec 3<&-
wait $guest
`;

/** A process that does not outlive this one. */
export class GuardedProcess {
  readonly #guard: ChildProcess;
  readonly #over: Promise<void>;
  #ended = false;

  /**
   * @param folder is removed when the process is ended
   * @param output file that takes what it prints
   */
  constructor(program: string, args: readonly string[], folder: string, output: string) {
    const file = openSync(output, 'a');
    this.#guard = spawn('/bin/sh', ['-c', GUARD, 'guard', folder, program, ...args], {
      stdio: ['pipe', file, file],
      detached: true,
    });
    closeSync(file);
    // Nothing is ever written: a guard that ended by itself is found by its end.
    this.#guard.stdin!.on('error', () => {});
    this.#over = new Promise((done) => {
      const over = (): void => {
        this.#ended = true;
        done();
      };
      this.#guard.once('exit', over);
      this.#guard.once('error', over);
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Ends it, and what it left. */
  async end(): Promise<void> {
    this.#guard.stdin!.destroy();
    await Promise.race([this.#over, later(5000)]);
  }
}
