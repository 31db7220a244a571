/**
 * `crashkernel=`: its grammar, and where a reservation could go.
 *
 * @module
 */
export { bootMemoryOf as bootMemory, largestHole, memoryAtBoot } from '../crash/crash-reservation.js';
export { crashKernelPlacer as placer } from '../crash/placer.js';
export { parseCrashKernel as parse } from '../crash/crashkernel.js';
