/**
 * What a devicetree says of buses: where the CPU finds the registers of a device, and which controller takes its interrupts.
 *
 * @module
 */
export { type BusRange, cpuRangesOf, translateAddress } from './bus/translate.js';
export { interruptsOf, type ResolvedInterrupt } from './bus/interrupts.js';
