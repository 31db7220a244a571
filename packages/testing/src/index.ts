/**
 * What tests of several packages share.
 *
 * @module
 */
export { followingPageSize, pluginWith, SLATE_PAGE_SIZES, slateWith } from './slate.js';
export { threadSituations } from './thread-situations.js';
