/**
 * Command lines of kernels: their words, their sizes, and what is known of each word.
 *
 * @module
 */
export { memparse as size } from '../answer/memparse.js';
export { bootOptions as options, hasBootOption as has } from '../boot/command-line.js';
export type { ParameterRemark as Remark } from '../boot/parameter-remarks.js';
export { parameterRemarks as remarks, parameterRows as rows } from '../boot/parameter-remarks.js';
export type { KernelParameter as Parameter } from '../contract/kernel-parameter.js';
