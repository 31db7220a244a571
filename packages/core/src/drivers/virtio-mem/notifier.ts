import type { AddressRange } from '@warmboot/address';
import { isAligned, covers, overlaps, sizeOf } from '@warmboot/address';
import type { MemoryNotification, MemoryNotifier } from '../../contract/memory-notifier.js';
import { NOTIFY_BAD, NOTIFY_DONE, NOTIFY_OK, notifyFromErrno } from '../../contract/memory-notifier.js';
import type { Transition } from '../../machine/transition.js';
import { unitAt } from '../../device/block-mode.js';
import type { VirtioMemDevice } from '../../device/virtio-mem.js';
import type { VirtioMemDriver } from '../../device/virtio-mem-driver.js';
import { offlineBytes, offlineLimit } from './offline-limit.js';
import { withVirtioMemDriver } from './tables.js';
import { unitState } from './unit-state.js';

/** The driver's member of the memory notifier chain, one for all devices: each looks at its own region only (core 3). */
export const virtioMemNotifier: MemoryNotifier = {
  name: 'virtio-mem',
  priority: 0,
  notify(transition, notification) {
    const { platform, virtioMem } = transition.machine;
    const { range } = notification;
    for (const device of platform.virtioMem?.values() ?? []) {
      const driver = virtioMem?.get(device.id);
      // A capture kernel's driver registers no notifier.
      if (driver === undefined || driver.phase === 'capture' || !overlaps(device.region, range)) continue;
      return notifyDevice(transition, device, driver, notification);
    }
    return NOTIFY_DONE;
  },
};

const notifyDevice = (
  transition: Transition,
  device: VirtioMemDevice,
  driver: VirtioMemDriver,
  { event, range }: MemoryNotification,
): number => {
  if (!isOwnGranularity(transition, driver, range)) return NOTIFY_BAD;
  switch (event) {
    case 'MEM_GOING_OFFLINE':
      return driver.phase === 'removing' ? notifyFromErrno('EBUSY') : NOTIFY_OK;
    case 'MEM_GOING_ONLINE':
      return driver.phase === 'removing'
        ? notifyFromErrno('EBUSY')
        : goingOnline(transition, device, driver, range);
    case 'MEM_ONLINE':
      wakeWhenOnlined(transition, device, driver);
      return NOTIFY_OK;
    default:
      return NOTIFY_OK;
  }
};

/** Memory is added in units, and goes online and offline in blocks; anything else is not the driver's memory. */
const isOwnGranularity = (
  { machine }: Transition,
  { mode }: VirtioMemDriver,
  range: AddressRange,
): boolean =>
  mode.kind === 'sub-block'
    ? isAligned(range.start, machine.memory.blockSize) && sizeOf(range) === machine.memory.blockSize
    : covers(unitAt(mode, range.start), range);

/** Only blocks that the driver added, and has offline, may go online: what else is there has nothing plugged. */
const goingOnline = (
  transition: Transition,
  device: VirtioMemDevice,
  driver: VirtioMemDriver,
  range: AddressRange,
): number => {
  if (driver.mode.kind === 'big-block') return NOTIFY_OK;
  const state = unitState(transition.machine, device, driver, range);
  if (state === 'offline' || state === 'offline-partial') return NOTIFY_OK;
  transition.say('warn', `virtio_mem ${device.name}: memory block onlining denied`);
  return NOTIFY_BAD;
};

/** Once half of what may be offline is online again, the driver goes on plugging, unless it is at work already. */
const wakeWhenOnlined = (transition: Transition, device: VirtioMemDevice, driver: VirtioMemDriver): void => {
  const offline = offlineBytes(transition.machine.memory, device, driver);
  const limit = offlineLimit(driver.mode);
  if (driver.phase !== 'ready' || driver.queued || driver.active || offline + limit / 2 > limit) return;
  withVirtioMemDriver(transition, device.id, { ...driver, queued: true });
};
