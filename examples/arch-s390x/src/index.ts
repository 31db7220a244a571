/**
 * s390x for Warmboot: what the machine has of storage is asked of the machine, and what a kernel is told lies inside of it.
 *
 * @module
 */
export { architecture } from './architecture.js';
export { imageFormat, isS390Image, type S390Image } from './image.js';
export { READ_INFO_FILE } from './layout.js';
export { readParameters, writeParameters, type Parameters } from './parameters.js';
export { plugin } from './plugin.js';
export { mostStorage, writeReadInfo } from './read-info.js';
export { actions, SCLP, sclp } from './standby.js';
