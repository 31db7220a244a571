/**
 * The command's own server and what it opens a page on, for tests of what it serves.
 *
 * @module
 */
export { openedOn, serveSite, type ServedSite } from 'warmboot';
