import { MiB } from '@warmboot/address';
import type { SearchTask } from '../model/search-task.js';
import { KernelAnswers } from '../search/kernel-answers.js';

/** Bytes of answers, by their own count, above which all are forgotten before another search begins. */
const MOST_BYTES = 512 * MiB;

/** What kernels answered in the searches of one worker, by situation and kernel: one after another takes it up under other policies. */
export class RememberedSituations {
  readonly #answers = new Map<string, KernelAnswers>();

  of({ situation, architecture, profile }: SearchTask): KernelAnswers {
    const held = [...this.#answers.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    if (held > MOST_BYTES) this.#answers.clear();
    const key = JSON.stringify([architecture, profile, situation]);
    const known = this.#answers.get(key) ?? new KernelAnswers();
    this.#answers.set(key, known);
    return known;
  }
}
