/**
 * The hardware under a machine: what is installed, and where more would go.
 *
 * @module
 */
export { nextDeviceAddress as nextAddress, nextFreeSlot as nextSlot } from '../device/device-placement.js';
export { DimmTable } from '../device/dimm-table.js';
export {
  installedRam,
  installedBytes,
  ramMeeting as ramIn,
  claimedSpaceMeeting as claimedIn,
  firstAbsent,
} from '../device/platform.js';
export { dimmAt as dimm } from '../drivers/memory-devices.js';
