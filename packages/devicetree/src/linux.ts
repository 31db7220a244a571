/**
 * The devicetree as what one Linux kernel leaves for the next, on every architecture that boots with one: `/chosen`, what
 * kexec_file_load and kexec-tools make of the running kernel's tree, and what the next kernel reads out of it.
 *
 * @module
 */
export { CHOSEN, CHOSEN_PROPERTY, KASLR_SEED_SIZE } from './linux/chosen.js';
export { type CrashHandover } from './linux/crash-handover.js';
export { chosenOnlyTree } from './linux/stub-tree.js';
export { roomForProperty, withToolCommandLine, withToolInitrd, withToolProperty } from './linux/tool-tree.js';
export { type KernelHandover, withKernelHandover } from './linux/of-kexec.js';
export { fitsCells, modelRange, rangesOf, rangesValue } from './linux/ranges.js';
export {
  type DescribedMemory,
  type DescribedReservation,
  type Handover,
  type HandoverReader,
  handoverReader,
  readHandover,
} from './linux/read-handover.js';
