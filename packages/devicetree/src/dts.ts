/**
 * Devicetree source: the tree that dtc would compile.
 *
 * @module
 */
export { type DtsOptions, parseDts } from './dts/parse-dts.js';
export { type ReadBinary, type SourceFiles } from './dts/parse-source.js';
export { type ReadSource } from './dts/scanner.js';
