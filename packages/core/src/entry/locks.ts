/**
 * Locks that a step may have to wait for: who holds which, and who waits.
 *
 * @module
 */
export type { Locks as Held } from '../machine/locks.js';
export type { Wait } from '../machine/lock-waits.js';
export { waitForHotplug, waitWords } from '../machine/lock-waits.js';
