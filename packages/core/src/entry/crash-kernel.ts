/**
 * `crashkernel=`: its grammar, and where a reservation could go.
 *
 * @module
 */
export { bootMemoryOf as bootMemory, largestHole } from '../crash/crash-reservation.js';
export { parseCrashKernel as parse } from '../crash/crashkernel.js';
