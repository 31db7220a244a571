/**
 * ppc64le on pseries for Warmboot: vmlinux, where kexec puts it, two devicetrees of which one is old, and memory that comes
 * and goes by blocks that a hypervisor assigns.
 *
 * @module
 */
export { architecture } from './architecture.js';
export { actions, DLPAR, dlpar } from './dlpar.js';
export { LMB_FLAG, readLmbs, writeLmbs, type Lmb } from './drconf.js';
export { imageFormat, isPpcImage, type PpcImage } from './image.js';
export { FDT_FILE, LIVE_TREE_FILE } from './layout.js';
export { plugin } from './plugin.js';
