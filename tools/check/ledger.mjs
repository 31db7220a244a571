// What was checked, and how it came out: one line a check, as it ends.
import { CheckFailed } from './run.mjs';

/** Runs checks, prints a line of each, and counts them; each test counts as one. */
export class Ledger {
  #passed = 0;
  #failed = 0;

  /**
   * Runs one check. It throws when it fails, and what it printed is shown then; it may return counts of its own, or why
   * it is skipped.
   */
  async check(name, body) {
    const start = process.hrtime.bigint();
    let problem;
    let counts;
    try {
      counts = await body();
    } catch (error) {
      problem = error instanceof CheckFailed ? error.message : (error.stack ?? String(error));
      counts = error.counts;
    }
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const skipped = counts?.skipped;
    const word = problem === undefined ? (skipped === undefined ? 'ok  ' : 'skip') : 'FAIL';
    console.log(`${word} ${name} (${seconds.toFixed(1)} s)${skipped === undefined ? '' : `: ${skipped}`}`);
    if (skipped !== undefined) return;
    if (problem !== undefined) console.log(`${problem.trimEnd().replaceAll(/^/gm, '     ')}\n`);
    this.#passed += counts?.passed ?? (problem === undefined ? 1 : 0);
    // A run that broke before it could count is one failure, not none.
    this.#failed += problem === undefined ? 0 : Math.max(1, counts?.failed ?? 1);
  }

  /** Prints the sum, and gives the process its exit status. */
  conclude() {
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed === 0 ? 0 : 1;
  }
}
