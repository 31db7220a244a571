/**
 * What tests of several packages share.
 *
 * @module
 */
export { threadSituations } from './thread-situations.js';
