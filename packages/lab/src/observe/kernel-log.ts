import type { Guest } from '../guest/guest.js';
import { SpoiltRunError } from '../failure/lab-error.js';
import { spoilt } from '../guest/spoilt.js';

/** A guest's kernel log, read on from where it was read last. Its records are numbered, so that a lost one is seen. */
export class KernelLog {
  readonly #guest: Guest;
  #next = 0;

  constructor(guest: Guest) {
    this.#guest = guest;
  }

  /** Forgets what was read: another kernel runs. */
  restart(): void {
    this.#next = 0;
  }

  /**
   * The lines since the last time, without time stamps.
   * @throws SpoiltRunError where the ring had dropped some, or emulation disturbed the kernel
   */
  async lines(): Promise<string[]> {
    const { out } = await this.#guest.sh(`perl /lab/kmsg.pl ${this.#next}`);
    const lost = /^LOST\|(\d+)$/m.exec(out);
    const end = /^END\|(\d+)$/m.exec(out);
    if (end === null || lost !== null) {
      throw new SpoiltRunError(
        'the kernel’s log was overwritten before it was read',
        this.#guest.console.said,
      );
    }
    this.#next = Number(end[1]);
    const lines = out
      .split('\n')
      .filter((line) => /^\d+\|/.test(line))
      .map((line) => line.slice(line.indexOf('|') + 1))
      .filter((line) => line.trim() !== '');
    const reason = spoilt(lines.join('\n'));
    if (reason !== undefined)
      throw new SpoiltRunError(`emulation disturbed the guest (${reason})`, lines.join('\n'));
    return lines;
  }
}
