/**
 * Parts of a kexec_file_load that every architecture places.
 *
 * @module
 */
export { addBlob, addInitrd, type PartPlace } from '../kexec/file-load-parts.js';
