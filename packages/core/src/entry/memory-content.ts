/**
 * What memory holds, by reference.
 *
 * @module
 */
export { ZEROS, filledWith, partOf as part, bytesContent as bytes } from '../physical/content.js';
export { handsOver } from '../image/segment.js';
