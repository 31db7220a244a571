import type { Transition } from '../../machine/transition.js';
import type { VirtioMemDevice } from '../../device/virtio-mem.js';
import type { VirtioMemDriver } from '../../device/virtio-mem-driver.js';

/** The machine with this device in the place of the one with the same name. */
export const withVirtioMem = (transition: Transition, device: VirtioMemDevice): void => {
  const { platform } = transition.machine;
  const virtioMem = new Map([...(platform.virtioMem ?? []), [device.id, device] as const]);
  transition.update({ platform: { ...platform, virtioMem } });
};

/** The machine with this state of the driver of a device. */
export const withVirtioMemDriver = (transition: Transition, id: string, driver: VirtioMemDriver): void => {
  const virtioMem = new Map([...(transition.machine.virtioMem ?? []), [id, driver] as const]);
  transition.update({ virtioMem });
};
