/**
 * Devicetree overlays, applied to a tree as libfdt and `fdtoverlay` apply them.
 *
 * @module
 */
export { applyOverlay } from './overlay/apply-overlay.js';
