/**
 * The command's own server, for tests of what it serves.
 *
 * @module
 */
export { serveSite, type ServedSite } from 'warmboot';
