/**
/**
 * `crashkernel=`: its grammar, where a reservation could go, its odds where the kernel's own place is chance, and whether it
 * suffices.
 *
 * @module
 */
export { bounceBufferSize } from '../boot/bounce-buffers.js';
export { captureNeed } from '../boot/capture-need.js';
export type { KernelPlaces as Places, PlaceQuestion } from '../contract/kernel-places.js';
export { bootMemoryOf as bootMemory, largestHole, memoryAtBoot } from '../crash/crash-reservation.js';
export { crashKernelPlacer as placer } from '../crash/placer.js';
export { parseCrashKernel as parse } from '../crash/crashkernel.js';
export type { ReservationOdds as Odds } from '../crash/reservation-odds.js';
export { reservationOdds as odds } from '../crash/reservation-odds.js';
