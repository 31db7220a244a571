import type { Policy } from '../contract/policy.js';
import type { Dimm } from '../device/dimm.js';
import type { AddMemory } from '../hotplug/memory-hotplug.js';
import { SYSTEM_RAM_NAME } from '../hotplug/memory-hotplug.js';

/** Drivers that add their memory by add_memory_driver_managed(): drivers/virtio/virtio_mem.c, drivers/dax/kmem.c. */
const MANAGING_DRIVERS: readonly string[] = ['virtio_mem', 'kmem'];

/** What Linux calls memory that comes while it runs, since 5.8. */
const mainlineName = ({ driver }: Dimm): string =>
  driver !== undefined && MANAGING_DRIVERS.includes(driver)
    ? `${SYSTEM_RAM_NAME} (${driver})`
    : SYSTEM_RAM_NAME;

/** The last policy that has a name for it decides; mainline names what its drivers bring (core R2.19). */
export const namingOf = (
  policies: readonly Policy[],
  dimm: Dimm,
): Pick<AddMemory, 'resourceName' | 'driverManaged'> => {
  let naming: Pick<AddMemory, 'resourceName' | 'driverManaged'> = { resourceName: mainlineName(dimm) };
  for (const policy of policies) {
    const resourceName = policy.nameHotAdded?.(dimm);
    if (resourceName === undefined) continue;
    const { namesDriverManaged: driverManaged } = policy;
    naming = { resourceName, ...(driverManaged === undefined ? {} : { driverManaged }) };
  }
  return naming;
};
