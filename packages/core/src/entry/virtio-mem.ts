/**
 * virtio-mem devices as values.
 *
 * @module
 */
export {
  virtioMemDevice as device,
  withRequested,
  pluggedBytes,
  USABLE_SLACK,
  LARGE_USABLE_SLACK,
} from '../device/virtio-mem.js';
export { virtioMemSizes as sizes } from '../drivers/virtio-mem/sizes.js';
