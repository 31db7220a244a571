import { sizeOf, intersection } from '@warmboot/address';
import type { OnlinePageCallback } from '../../hotplug/online-page.js';
import { pluggedBytesIn } from './unit-state.js';

/** virtio_mem_online_page_cb(): of a block that is plugged in part, only that part goes to the page allocator. */
export const virtioMemOnlinePages =
  (pageSize: number): OnlinePageCallback =>
  ({ platform }, pages) => {
    const range = { start: pages.start * pageSize, end: pages.end * pageSize };
    let bytes = sizeOf(range);
    for (const device of platform.virtioMem?.values() ?? []) {
      const part = intersection(device.region, range);
      if (part !== undefined) bytes -= sizeOf(part) - pluggedBytesIn(device, part);
    }
    return bytes / pageSize;
  };
