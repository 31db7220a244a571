import type { Machine } from '../machine/machine.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { PfnRange } from '../memory/zone.js';

/**
 * The online page callback: which pages of a range that goes online the page allocator gets. It answers with their
 * number; the same pages leave the allocator when the range goes offline. mm/memory_hotplug.c: online_page_callback_t.
 */
export type OnlinePageCallback = (machine: Machine, pages: PfnRange) => number;

/** generic_online_page(): all of them. */
export const onlineAllPages: OnlinePageCallback = (_machine, { start, end }) => end - start;

/** The one slot that the kernel has for it: a driver replaces the generic callback, and no second one can (core R2.11). */
export class OnlinePageSlot {
  #callback: OnlinePageCallback = onlineAllPages;

  /** set_online_page_callback(): EINVAL when another driver has the slot. */
  set(callback: OnlinePageCallback): Result {
    if (this.#callback !== onlineAllPages) return refuse('EINVAL', 'another driver onlines pages already');
    this.#callback = callback;
    return done;
  }

  /** restore_online_page_callback(): EINVAL when the callback is not the one in the slot. */
  restore(callback: OnlinePageCallback): Result {
    if (this.#callback !== callback) return refuse('EINVAL', 'that driver does not online pages');
    this.#callback = onlineAllPages;
    return done;
  }

  /** Pages of the range that belong to the page allocator while it is online. */
  managed(machine: Machine, pages: PfnRange): number {
    return this.#callback(machine, pages);
  }
}
